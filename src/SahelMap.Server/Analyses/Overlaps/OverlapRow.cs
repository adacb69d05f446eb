using NetTopologySuite.Geometries;
using SahelMap.Contracts;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>A pair taken out of the read model: it never changes.</summary>
public sealed record OverlapRow(Overlap Overlap, Geometry Ground, Evidence Poc, Evidence Ct);

/// <summary>What was read, and of when.</summary>
/// <param name="Today">The day up to which ongoing overlaps are counted.</param>
public sealed record OverlapRead<T>(Live.LogPlace Place, DateOnly Today, T Value);
