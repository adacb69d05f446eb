using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Deployments;

/// <summary>What comes of running an <see cref="AreaRule"/>: an area, or the reason why there is none.</summary>
public abstract record AreaResult;

/// <param name="Area">Valid, not empty, WGS 84 lon/lat with SRID 4326, outer rings against the clock and holes with it (RFC 7946).</param>
public sealed record AreaBuilt(MultiPolygon Area) : AreaResult;

/// <summary>A rule or a drawing that gives no area.</summary>
/// <param name="Place">Which part of the input, by its names on the wire: "rule.regions[1]", "geometry at 3.5 14.25".</param>
/// <param name="Found">What is there.</param>
/// <param name="Expected">What would be accepted.</param>
public sealed record AreaRejected(string Place, string Found, string Expected) : AreaResult
{
    public override string ToString() => $"{Place}: found {Found}; expected {Expected}";
}
