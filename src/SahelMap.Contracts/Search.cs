namespace SahelMap.Contracts;

/// <summary>GET /api/search: what was found by what somebody typed.</summary>
/// <param name="Hits">Places, actors, deployments, incidents; of each the best first.</param>
/// <param name="MoreIncidents">More incidents hold the words than are listed.</param>
/// <param name="Nearest">Where nothing was found: the name that may have been meant.</param>
public sealed record SearchAnswer(string Q, IReadOnlyList<SearchHit> Hits, bool MoreIncidents, string? Nearest);

/// <param name="Kind">place, actor, deployment or incident.</param>
/// <param name="Type">country, region or town; else a name of the kind's own list.</param>
/// <param name="Id">A record's id, an actor's code.</param>
/// <param name="Within">Of a town its region, of an actor its full name, of an incident its place.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Excerpt">Of an incident the text around the words, them between U+E000 and U+E001; of an actor the name that matched. Null where the title shows it.</param>
/// <param name="Bbox">West, south, east, north in degrees, of what is larger than a point.</param>
public sealed record SearchHit(
    string Kind, string Type, string Id, string Title, string? TitleFr = null, string? Within = null, string? WithinFr = null, string? Country = null,
    string? Actor = null, DateOnly? From = null, DateOnly? Until = null, DatePrecision DatePrecision = DatePrecision.Day, int? Deaths = null,
    string? Excerpt = null, double? Lon = null, double? Lat = null, IReadOnlyList<double>? Bbox = null);
