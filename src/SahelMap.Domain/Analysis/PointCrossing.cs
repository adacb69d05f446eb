using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>
/// Is a point in a polygonal area? Counts the edges that a ray to the east crosses (even-odd, so holes and parts need no
/// care); side tests are exact, so a point on the boundary is known as such, and counts as inside.
/// </summary>
internal struct PointCrossing(double x, double y)
{
    private bool _odd;
    private bool _onBoundary;

    public readonly bool Inside => _odd || _onBoundary;

    public void Edge(double x1, double y1, double x2, double y2)
    {
        if (x1 < x && x2 < x)
            return;
        if (y1 == y && y2 == y)
        {
            _onBoundary |= Math.Min(x1, x2) <= x; // the other end is not west of the point
            return;
        }
        if (x2 == x && y2 == y || x1 == x && y1 == y)
        {
            _onBoundary = true;
            return;
        }
        // Half-open, so that a corner on the ray counts once.
        if (y1 > y == y2 > y)
            return;
        if (x1 > x && x2 > x)
        {
            _odd ^= true;
            return;
        }
        var side = CGAlgorithmsDD.OrientationIndex(x1, y1, x2, y2, x, y);
        if (side == 0)
            _onBoundary = true;
        else if (side > 0 == y2 > y1) // the point lies west of the edge
            _odd ^= true;
    }

    public static bool Covers(Geometry area, double x, double y)
    {
        var crossing = new PointCrossing(x, y);
        foreach (var ring in Rings(area))
        {
            double x1 = ring.GetX(0), y1 = ring.GetY(0);
            for (var i = 1; i < ring.Count; i++)
            {
                double x2 = ring.GetX(i), y2 = ring.GetY(i);
                crossing.Edge(x1, y1, x2, y2);
                (x1, y1) = (x2, y2);
            }
        }
        return crossing.Inside;
    }

    public static IEnumerable<CoordinateSequence> Rings(Geometry area)
    {
        for (var n = 0; n < area.NumGeometries; n++)
        {
            if (area.GetGeometryN(n) is not Polygon { IsEmpty: false } polygon)
                continue;
            yield return polygon.Shell.CoordinateSequence;
            for (var h = 0; h < polygon.NumInteriorRings; h++)
                yield return polygon.GetInteriorRingN(h).CoordinateSequence;
        }
    }
}
