using NetTopologySuite.Geometries;
using SahelMap.Contracts;

namespace SahelMap.Server.Filtering;

/// <summary>The one filter of every list, tile, export and analysis. A null member does not restrict.</summary>
/// <remarks>
/// <see cref="Kinds"/> and <see cref="Roles"/> restrict deployments only; <see cref="Types"/> and <see cref="MinDeaths"/> incidents only.
/// </remarks>
public sealed partial record Filter
{
    public static readonly Filter None = new();

    public IReadOnlyList<string>? Actors { get; init; }
    public IReadOnlyList<DeploymentKind>? Kinds { get; init; }
    public IReadOnlyList<Norm>? Roles { get; init; }
    public IReadOnlyList<IncidentType>? Types { get; init; }
    public DateOnly? From { get; init; }
    /// <summary>First day outside.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>WGS 84 degrees; minLon &gt; maxLon is refused.</summary>
    public Envelope? Bbox { get; init; }
    /// <summary>ISO 3166 alpha-2.</summary>
    public IReadOnlyList<string>? Countries { get; init; }
    /// <summary>Region ids such as ML/Gao.</summary>
    public IReadOnlyList<string>? Admin1 { get; init; }
    public int? MinDeaths { get; init; }
    /// <summary>Datasets, e.g. geodata, ucdp-ged, local, synthetic.</summary>
    public IReadOnlyList<string>? Sources { get; init; }
    public string? Words { get; init; }
    public DateTimeOffset? AsOf { get; init; }
}
