using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Server.Analyses;

/// <summary>A deployment as the read model keeps it.</summary>
/// <param name="Served">The days on which it serves its norm; null: none.</param>
public sealed record ZoneRecord(
    Guid Id, string Actor, string Name, string? NameFr, DeploymentKind Kind, Norm Role, DateSpan? Served,
    BoundPrecision FromPrecision, BoundPrecision UntilPrecision, bool Approximate, bool Synthetic, Geometry Area, Evidence Evidence)
{
    /// <summary>The whole zone's ground.</summary>
    public double Km2 { get; } = EqualArea.Measure(Area).Value;

    /// <summary>The zone in overlaps; null: it takes no side, or on no day.</summary>
    public Zone? AsZone() => (Role, Served) switch
    {
        (Norm.PoC, { } served) => new(Id, ZoneSide.Poc, Area, served),
        (Norm.CT, { } served) => new(Id, ZoneSide.Ct, Area, served),
        _ => null,
    };
}

/// <summary>What a deployment rests on.</summary>
public sealed record Evidence(
    string Source, string Citation, string? Url, string Licence, string Basis, string Confidence, bool Verified, bool Approximate);
