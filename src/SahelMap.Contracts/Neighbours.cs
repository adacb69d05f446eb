namespace SahelMap.Contracts;

/// <summary>GET /api/incidents/{id}/neighbours.</summary>
/// <param name="Total">How many there are; Incidents lists the nearest.</param>
public sealed record IncidentNeighbours(int Km, int Days, int Total, IReadOnlyList<NearIncident> Incidents, IReadOnlyList<HoldingZone> Zones);

/// <summary>An incident as lists show it.</summary>
/// <param name="Km">Geodesic distance from the one that was asked about; null where that is not the question.</param>
/// <param name="Days">Days between the two; 0 where they share one.</param>
/// <param name="Later">It began after the other had ended.</param>
public sealed record NearIncident(
    Guid Id, string Title, string? TitleFr, IncidentType Type, DateOnly From, DateOnly Until, DatePrecision DatePrecision, GeoPrecision GeoPrecision,
    int? DeathsBest, bool Synthetic, double? Km = null, int? Days = null, bool Later = false);

/// <summary>A deployment as lists show it.</summary>
/// <param name="Served">It served its norm on one of the days that are asked about; of an actor's list, not said.</param>
public sealed record HoldingZone(
    Guid Id, string Name, string? NameFr, DeploymentKind Kind, Norm Role, DateOnly From, DateOnly? Until, bool Approximate, bool Synthetic,
    string? Actor = null, bool Served = true);

/// <summary>GET /api/deployments/{id}/incidents.</summary>
/// <param name="Total">How many there are, counted up to 10,000: 10,001 means more.</param>
public sealed record IncidentsInside(int Total, long Deaths, long CivilianDeaths, IReadOnlyList<NearIncident> Incidents);

/// <summary>GET /api/actors/{code}/summary.</summary>
/// <param name="Incidents">How many name it as a side.</param>
/// <param name="First">The first day of them.</param>
/// <param name="Last">The last day of them, inclusive.</param>
public sealed record ActorSummary(IReadOnlyList<HoldingZone> Deployments, int Incidents, long Deaths, long CivilianDeaths, DateOnly? First, DateOnly? Last);

/// <summary>GET /api/incidents/labels.</summary>
public sealed record IncidentLabel(Guid Id, int Key, string Title, string? TitleFr, string? Place, string? Admin1);
