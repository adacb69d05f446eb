using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>A PoC and a CT zone, by their ids.</summary>
public readonly record struct PairKey(Guid Poc, Guid Ct)
{
    public override string ToString() => $"{Poc}_{Ct}";
}

/// <summary>Ground and days that a PoC and a CT zone share.</summary>
/// <param name="Area">WGS 84 lon/lat with SRID 4326, outer rings against the clock and holes with it (RFC 7946).</param>
/// <param name="Period">The days on which both are served.</param>
/// <param name="Km2">The area's, by <see cref="Geodesy.EqualArea"/>.</param>
public sealed record SharedGround(Guid Poc, Guid Ct, MultiPolygon Area, DateSpan Period, SquareKilometres Km2)
{
    public PairKey Key => new(Poc, Ct);
}
