using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Linemerge;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Deployments;

/// <summary>The line along which two areas lie side by side.</summary>
/// <remarks>
/// First the lines that both outlines hold exactly: a topological basemap repeats every shared vertex. Where that gives
/// clearly less than lies within <see cref="Tolerance"/> of both, the outlines were drawn or simplified apart, and the
/// part of the first outline that runs along the second is taken instead. Thread-safe.
/// </remarks>
public static class SharedBorder
{
    /// <summary>Degrees, about a kilometre: how far apart two drawings of one border may run.</summary>
    public const double Tolerance = 0.01;

    /// <returns>A line or several, sewn together as far as they go; null where the two share none (meeting at a point is none).</returns>
    public static Geometry? Between(Geometry a, Geometry b)
    {
        var meeting = a.EnvelopeInternal.Copy();
        meeting.ExpandBy(Tolerance);
        meeting = meeting.Intersection(b.EnvelopeInternal);
        if (meeting.IsNull)
            return null;
        meeting.ExpandBy(2 * Tolerance);

        Geometry outlineA = Clip(a.Boundary, meeting), outlineB = Clip(b.Boundary, meeting);
        var exact = Lines(Overlap(outlineA, outlineB));
        var near = Lines(Overlap(outlineA, outlineB.Buffer(Tolerance)));
        // Outlines that meet at a point run near each other for a stretch before they part.
        if (exact is not null && exact.Length >= 0.9 * near?.Length - 10 * Tolerance)
            return exact;
        return near?.Length > 10 * Tolerance ? near : null;
    }

    private static Geometry Clip(Geometry outline, Envelope to) =>
        Overlap(outline, Wgs84.Factory.ToGeometry(to));

    private static Geometry Overlap(Geometry a, Geometry b) =>
        OverlayNG.Overlay(a, b, SpatialFunction.Intersection, GeodesicBuffer.Grid);

    private static Geometry? Lines(Geometry mixed)
    {
        var merger = new LineMerger();
        merger.Add(mixed); // takes the lines and leaves the points
        var lines = merger.GetMergedLineStrings();
        return lines.Count == 0 ? null : Wgs84.Factory.BuildGeometry(lines);
    }
}
