using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snapround;
using NetTopologySuite.Operation.Polygonize;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>The outlines of shapes as edges that meet only at their ends, and the faces between them.</summary>
internal static class Outlines
{
    internal readonly record struct Edge(double X1, double Y1, double X2, double Y2);

    /// <summary>Each edge once, however many shapes share it; what lies wholly outside the box is left out, for no face inside is bounded by it.</summary>
    public static IReadOnlyCollection<Edge> Node(IEnumerable<Geometry> shapes, Envelope box)
    {
        HashSet<Edge> given = [];
        foreach (var shape in shapes)
            foreach (var ring in Rings(shape))
                for (var i = 1; i < ring.Count; i++)
                {
                    if (!box.Intersects(new Envelope(ring.GetX(i - 1), ring.GetX(i), ring.GetY(i - 1), ring.GetY(i)))) continue;
                    Add(given, ring.GetX(i - 1), ring.GetY(i - 1), ring.GetX(i), ring.GetY(i));
                }

        var noder = new SnapRoundingNoder(GeodesicBuffer.Grid);
        noder.ComputeNodes([.. given.Select(e => (ISegmentString)new NodedSegmentString([new Coordinate(e.X1, e.Y1), new Coordinate(e.X2, e.Y2)], null))]);
        HashSet<Edge> noded = [];
        foreach (var piece in noder.GetNodedSubstrings())
            for (var i = 1; i < piece.Count; i++)
                Add(noded, piece.Coordinates[i - 1].X, piece.Coordinates[i - 1].Y, piece.Coordinates[i].X, piece.Coordinates[i].Y);
        return noded;
    }

    public static IEnumerable<Polygon> Faces(IReadOnlyCollection<Edge> edges)
    {
        var polygonizer = new Polygonizer();
        foreach (var e in edges)
            polygonizer.Add(Wgs84.Factory.CreateLineString([new Coordinate(e.X1, e.Y1), new Coordinate(e.X2, e.Y2)]));
        return polygonizer.GetPolygons().Cast<Polygon>();
    }

    private static void Add(HashSet<Edge> edges, double x1, double y1, double x2, double y2)
    {
        (x1, y1, x2, y2) = (GeodesicBuffer.Grid.MakePrecise(x1), GeodesicBuffer.Grid.MakePrecise(y1), GeodesicBuffer.Grid.MakePrecise(x2), GeodesicBuffer.Grid.MakePrecise(y2));
        if (x1 == x2 && y1 == y2) return;
        edges.Add(x1 < x2 || x1 == x2 && y1 < y2 ? new(x1, y1, x2, y2) : new(x2, y2, x1, y1));
    }

    private static IEnumerable<CoordinateSequence> Rings(Geometry shape)
    {
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            var polygon = (Polygon)shape.GetGeometryN(i);
            yield return polygon.Shell.CoordinateSequence;
            foreach (var hole in polygon.Holes) yield return hole.CoordinateSequence;
        }
    }
}
