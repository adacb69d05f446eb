namespace SahelMap.Client.Map;

/// <summary>What the address bar says. The map script parses and writes it; C# reads it and sends patches.</summary>
public sealed record MapState
{
    public double Lon { get; init; }
    public double Lat { get; init; }
    public double Zoom { get; init; }
    public DateOnly From { get; init; }
    /// <summary>First day outside.</summary>
    public DateOnly Until { get; init; }
    /// <summary>The days that the time axis holds, whatever the period is.</summary>
    public DateOnly AxisFrom { get; init; }
    public DateOnly AxisUntil { get; init; }
    /// <summary>The period is no restriction.</summary>
    public bool WholePeriod { get; init; } = true;
    public IReadOnlyList<string>? Actors { get; init; }
    public IReadOnlyList<string>? Roles { get; init; }
    public IReadOnlyList<string>? Types { get; init; }
    public IReadOnlyList<string>? Kinds { get; init; }
    public IReadOnlyList<string>? Sources { get; init; }
    /// <summary>ISO 3166 codes.</summary>
    public IReadOnlyList<string>? Countries { get; init; }
    /// <summary>Region ids such as ML/Gao.</summary>
    public IReadOnlyList<string>? Regions { get; init; }
    public int? MinDeaths { get; init; }
    public string? Q { get; init; }
    /// <summary>The period beside the first one, while two are compared.</summary>
    public DaySpan? Compare { get; init; }
    public LayerSwitches Layers { get; init; } = new(true, true, true, true);
    /// <summary>How incidents are drawn: points, clusters or bins.</summary>
    public string Show { get; init; } = "points";
    /// <summary>What clusters and bins are weighed by: incidents or deaths.</summary>
    public string Weigh { get; init; } = "incidents";
    public Selection? Selection { get; init; }
    public string? Panel { get; init; }
    /// <summary>What the table under the map lists: incidents, deployments or overlaps; null: there is none.</summary>
    public string? Table { get; init; }
    /// <summary>The choices of the analysis panel, see Analysis/AnalysisAddress.cs.</summary>
    public string? Analysis { get; init; }
    public string Lang { get; init; } = "en";
    public string Theme { get; init; } = "light";
    /// <summary>The filter as the API's query string, without the leading question mark. It may name the first day though nothing is filtered.</summary>
    public string Query { get; init; } = "";

    /// <summary>Where a layer is had as a file, filtered as it is shown.</summary>
    public string ExportAddress(string layer, string format) => $"export/{layer}.{format}{(Query.Length > 0 ? "?" + Query : "")}";

    public bool IsFiltered =>
        !WholePeriod || Actors is { Count: > 0 } || Roles is { Count: > 0 } || Types is { Count: > 0 } || Kinds is { Count: > 0 }
        || Sources is { Count: > 0 } || Countries is { Count: > 0 } || Regions is { Count: > 0 } || MinDeaths > 0 || !string.IsNullOrEmpty(Q);
}

/// <param name="Until">First day outside.</param>
public sealed record DaySpan(DateOnly From, DateOnly Until)
{
    public int Days => Until.DayNumber - From.DayNumber;
}

public sealed record LayerSwitches(bool Zones, bool Incidents, bool Overlaps, bool Labels);

/// <param name="Kind">incident, deployment, overlap, mandate or actor; of an actor the id is its code.</param>
public sealed record Selection(string Kind, string Id);

/// <summary>What is shown under all active filters, counted by the map script over its columns.</summary>
public sealed record MapCounts
{
    public IncidentCounts Incidents { get; init; } = new(0, 0, 0, 0);
    public ShownOfTotal Deployments { get; init; } = new(0, 0);
    public ShownOfTotal Overlaps { get; init; } = new(0, 0);
    /// <summary>The same of the second period, while two are compared.</summary>
    public PeriodCounts? Compare { get; init; }
    public IReadOnlyDictionary<string, ActorCounts> ByActor { get; init; } = new Dictionary<string, ActorCounts>();
    public IReadOnlyDictionary<string, int> ByRole { get; init; } = new Dictionary<string, int>();
    public IReadOnlyDictionary<string, int> ByType { get; init; } = new Dictionary<string, int>();
    public IReadOnlyDictionary<string, int> ByKind { get; init; } = new Dictionary<string, int>();
    /// <summary>By data set: geodata, ucdp-ged, local, synthetic, or what a file said.</summary>
    public IReadOnlyDictionary<string, ActorCounts> BySource { get; init; } = new Dictionary<string, ActorCounts>();
    /// <summary>Incidents by country and by region; the empty name is for those of which none is known.</summary>
    public IReadOnlyDictionary<string, PlaceCounts> ByCountry { get; init; } = new Dictionary<string, PlaceCounts>();
    public IReadOnlyDictionary<string, PlaceCounts> ByRegion { get; init; } = new Dictionary<string, PlaceCounts>();
}

public sealed record PeriodCounts(int Incidents, int Deaths, int CivilianDeaths, int Deployments, int Overlaps);
public sealed record ShownOfTotal(int Shown, int Total);
public sealed record IncidentCounts(int Shown, int Total, int Deaths, int CivilianDeaths);
public sealed record ActorCounts(int Deployments, int Incidents);

/// <param name="Available">Whatever the countries and regions chosen.</param>
public sealed record PlaceCounts(int Shown, int Available);

/// <param name="Epoch">The database that the data are of.</param>
/// <param name="Position">The change-log position that everything on the map includes.</param>
public sealed record MapProgress(int Loaded, int? Total, bool Done, string? Epoch, long? Position);

/// <param name="Link">The whole address, or a short one that leads to it.</param>
public sealed record SharedLink(string Link, bool Short);

/// <param name="Size">screen, hd, a4Landscape or a4Portrait.</param>
/// <param name="Theme">light or dark.</param>
public sealed record PictureChoice(string Size, string Theme);

public sealed record MapSnapshot(MapState State, MapCounts Counts, MapProgress Progress);
