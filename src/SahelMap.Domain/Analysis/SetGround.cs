using NetTopologySuite.Geometries;
using SahelMap.Domain.Deployments;

namespace SahelMap.Domain.Analysis;

/// <summary>A deployment in one of the two sets that <see cref="SetOverlap"/> compares.</summary>
/// <param name="Id">The same deployment in both sets has the same id, area and days in both.</param>
/// <param name="Area">Valid Polygon or MultiPolygon, WGS 84 lon/lat; not changed while it is compared.</param>
/// <param name="Served">The days on which it serves its norm, with what their precision leaves open.</param>
public sealed record SetZone(Guid Id, Geometry Area, PeriodReadings Served);

/// <summary>Ground that a deployment of A and one of B share, and the days on which both serve.</summary>
/// <param name="Area">WGS 84 lon/lat with SRID 4326, outer rings against the clock and holes with it (RFC 7946).</param>
/// <param name="Km2">The area's, by <see cref="Geodesy.EqualArea"/>.</param>
/// <param name="AShare">Of the whole zone of A, from 0 to 1.</param>
/// <param name="BShare">Likewise.</param>
/// <param name="Period">As stated; null: they share days only if a period was longer than stated.</param>
/// <param name="Widest">When both were as long as they may have been; holds <paramref name="Period"/>.</param>
/// <param name="Narrowest">When both were as short as they may have been; null: then they share no day.</param>
public sealed record SetGround(
    Guid A, Guid B, MultiPolygon Area, SquareKilometres Km2, double AShare, double BShare, DateSpan? Period, DateSpan Widest, DateSpan? Narrowest);

/// <summary>Slots of the incidents in a shared ground, by the reading of the days; each list holds the next.</summary>
public readonly record struct SetSlots(ReadOnlyMemory<int> Widest, ReadOnlyMemory<int> Stated, ReadOnlyMemory<int> Narrowest);
