using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Analysis;

/// <summary>An area made ready to be laid over others. Immutable.</summary>
internal sealed class PreparedArea
{
    private readonly bool _isPlain;

    /// <param name="area">Valid Polygon or MultiPolygon, not empty.</param>
    /// <param name="plain">The calling thread's.</param>
    public PreparedArea(Geometry area, PlainIntersection plain)
    {
        Area = area;
        Flat = new FlatArea(area);
        _isPlain = plain.IsPlain(Flat);
    }

    public Geometry Area { get; }
    public FlatArea Flat { get; }

    /// <summary>The ground that two areas share and its size; null where it is less than <see cref="OverlapIndex.MinimumKm2"/>.</summary>
    /// <param name="a">Of a pair always the same one first, so that the ground comes out the same, coordinate for coordinate.</param>
    /// <param name="b">The other.</param>
    /// <param name="plain">The calling thread's.</param>
    public static (MultiPolygon Area, SquareKilometres Km2)? Share(PreparedArea a, PreparedArea b, PlainIntersection plain)
    {
        if (!a._isPlain || !b._isPlain || !plain.TryShare(a.Flat, b.Flat, out var area))
            area = Snapped(a.Area, b.Area);
        var km2 = EqualArea.Measure(area);
        return km2.Value >= OverlapIndex.MinimumKm2 ? (area, km2) : null;
    }

    /// <summary>
    /// OverlayNG on a grid, because in floating point it silently loses whole parts where edges coincide up to rounding,
    /// as borders that passed through other programs do. Areas that touch share lines and points too, which are no ground.
    /// </summary>
    private static MultiPolygon Snapped(Geometry a, Geometry b) =>
        AreaValidity.Normalise(OverlayNG.Overlay(a, b, SpatialFunction.Intersection, GeodesicBuffer.Grid));
}
