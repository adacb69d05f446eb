namespace SahelMap.Contracts;

/// <summary>
/// Where a record comes from; on every record, flat among its properties on the wire. Source, citation, licence, basis and who
/// entered it are never blank in the database; a record takes them whole from a <see cref="Provenance"/>.
/// </summary>
public abstract record Sourced
{
    public string Source { get; init; } = "";
    public string Citation { get; init; } = "";
    public string? Url { get; init; }
    public IReadOnlyList<string> Links { get; init; } = [];
    public string Licence { get; init; } = "";
    public DateOnly? Retrieved { get; init; }
    /// <summary>How the fact was obtained, in the words of geodata/README.md, e.g. "retrieved" or "background-knowledge".</summary>
    public string Basis { get; init; } = "";
    public Confidence Confidence { get; init; } = Confidence.Medium;
    public string? Accuracy { get; init; }
    /// <summary>False where any part was recalled rather than read at the source.</summary>
    public bool Verified { get; init; }
    public string? Notes { get; init; }
    public string EnteredBy { get; init; } = "";
    public string? EditedBy { get; init; }
    public long Revision { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>Provenance alone, as it is read before there is a record to put it on.</summary>
public sealed record Provenance : Sourced;

public sealed record Actor : Sourced
{
    public Actor() { }

    public Actor(Provenance provenance) : base(provenance) { }

    public required string Code { get; init; }
    public required string Name { get; init; }
    public string? NameFr { get; init; }
    public required string ShortName { get; init; }
    public string? OwnName { get; init; }
    public required ActorKind Kind { get; init; }
    /// <summary>#RRGGBB, or null where the map shows no zones of it.</summary>
    public string? Colour { get; init; }
    /// <summary>solid, long-dash, dash-dot, short-dash, dotted or fine-dash: never colour alone.</summary>
    public string? Edge { get; init; }
    public bool Deploys { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

public sealed record Mandate : Sourced
{
    public Mandate() { }

    public Mandate(Provenance provenance) : base(provenance) { }

    public required Guid Id { get; init; }
    public required string Symbol { get; init; }
    public required string Title { get; init; }
    public required DateOnly Date { get; init; }
    public required string Body { get; init; }
    public string? Subject { get; init; }
    public string? Summary { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>First day outside; null: open.</summary>
    public DateOnly? Until { get; init; }
    public IReadOnlyList<string> Actors { get; init; } = [];
    public int? CeilingMilitary { get; init; }
    public int? CeilingPolice { get; init; }
    public IReadOnlyList<NormRole> Norms { get; init; } = [];
}

/// <summary>What a mandate asks of an actor: which norm, how central (core, supporting, ambiguous, absent), as the instrument states it.</summary>
public sealed record NormRole(
    string Actor, Norm Norm, string Centrality, DateOnly From, DateOnly? Until, string? Problem, string? Value, string? Behaviour);

/// <summary>The properties of a deployment's GeoJSON feature; its geometry is a MultiPolygon, WGS 84.</summary>
public sealed record DeploymentProperties : Sourced
{
    public DeploymentProperties() { }

    public DeploymentProperties(Provenance provenance) : base(provenance) { }

    public string? Dataset { get; init; }
    public string? DatasetKey { get; init; }
    public required string Actor { get; init; }
    public required string Name { get; init; }
    public string? NameFr { get; init; }
    public required DeploymentKind Kind { get; init; }
    /// <summary>The norm that the deployment serves.</summary>
    public required Norm Role { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>First day outside; null: ongoing.</summary>
    public DateOnly? Until { get; init; }
    public BoundPrecision FromPrecision { get; init; }
    public BoundPrecision UntilPrecision { get; init; }
    /// <summary>First day on which the norm is no longer served, where that is before <see cref="Until"/>.</summary>
    public DateOnly? RoleUntil { get; init; }
    public AreaRule? Rule { get; init; }
    public bool Approximate { get; init; } = true;
    public string? AreaInWords { get; init; }
    public string? AreaNote { get; init; }
    public string? Place { get; init; }
    public string? Troops { get; init; }
    public bool Synthetic { get; init; }
}

/// <summary>How an area is made. Kind tells which of the other members count.</summary>
/// <param name="Kind">Regions, Countries, Border, Radius or Drawn.</param>
/// <param name="Regions">Ids in the basemap, such as ML/Gao (Regions).</param>
/// <param name="Countries">ISO 3166 alpha-2 codes (Countries).</param>
/// <param name="Between">Pairs of country codes whose shared border is meant (Border).</param>
/// <param name="Within">Country codes that the strip is cut to; null: no cut (Border).</param>
/// <param name="Lon">Degrees (Radius).</param>
/// <param name="Lat">Degrees (Radius).</param>
/// <param name="Km">Distance either side of the border, or the radius.</param>
public sealed record AreaRule(
    string Kind, IReadOnlyList<string>? Regions = null, IReadOnlyList<string>? Countries = null,
    IReadOnlyList<IReadOnlyList<string>>? Between = null, IReadOnlyList<string>? Within = null,
    double? Lon = null, double? Lat = null, double? Km = null);

/// <summary>The properties of an incident's GeoJSON feature; its geometry is a Point, WGS 84.</summary>
public sealed record IncidentProperties : Sourced
{
    public IncidentProperties() { }

    public IncidentProperties(Provenance provenance) : base(provenance) { }

    public string? Dataset { get; init; }
    public string? DatasetKey { get; init; }
    public required string Title { get; init; }
    public string? TitleFr { get; init; }
    public required IncidentType Type { get; init; }
    public string? Category { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>First day outside.</summary>
    public required DateOnly Until { get; init; }
    public DatePrecision DatePrecision { get; init; }
    public GeoPrecision GeoPrecision { get; init; }
    public string? Place { get; init; }
    public string? Country { get; init; }
    public string? Admin1 { get; init; }
    public string? SideA { get; init; }
    public string? SideB { get; init; }
    public IReadOnlyList<string> Actors { get; init; } = [];
    public string? AttributedBy { get; init; }
    public int? DeathsLow { get; init; }
    public int? DeathsBest { get; init; }
    public int? DeathsHigh { get; init; }
    public int? CivilianDeathsLow { get; init; }
    public int? CivilianDeaths { get; init; }
    public int? CivilianDeathsHigh { get; init; }
    public int? PeacekeeperDeaths { get; init; }
    public bool DeathsInconsistent { get; init; }
    public bool CountedElsewhere { get; init; }
    public string? ForcesInvolved { get; init; }
    public string? Narrative { get; init; }
    public string? NarrativeFr { get; init; }
    public bool Synthetic { get; init; }
}

/// <summary>A GeoJSON feature (RFC 7946) whose geometry is passed on as it came.</summary>
public sealed record Feature<TProperties>(Guid? Id, System.Text.Json.JsonElement? Geometry, TProperties Properties)
{
    public string Type => "Feature";
}

/// <summary>Days and ground that a PoC and a CT deployment share.</summary>
/// <param name="Id">"{poc}_{ct}".</param>
/// <param name="Km2">Shared ground, equal-area.</param>
/// <param name="Km2Days">Shared ground × shared days; up to today where the period is ongoing.</param>
/// <param name="Until">First day outside; null: ongoing.</param>
/// <param name="Days">Shared days; up to today where ongoing.</param>
/// <param name="Incidents">Incidents inside both, in the shared period and in the filter.</param>
/// <param name="CivilianDeaths">Sum over those incidents that state civilian deaths, each person once.</param>
/// <param name="Deaths">Sum of best estimates, likewise.</param>
public sealed record Overlap(
    string Id, Guid Poc, Guid Ct, string PocActor, string CtActor, string PocName, string CtName, string? PocNameFr, string? CtNameFr,
    DateOnly From, DateOnly? Until, int Days, double Km2, double Km2Days, double PocShare, double CtShare,
    int Incidents, int CivilianDeaths, int Deaths, bool Approximate, bool Synthetic);
