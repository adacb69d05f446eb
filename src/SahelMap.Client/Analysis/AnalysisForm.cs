using System.Globalization;
using System.Text.Json;
using SahelMap.Client.Editing;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>How the study area is said.</summary>
public enum Whereabouts { Countries, Regions, Drawn }

/// <summary>Which deployments make up a side; empty sets do not restrict.</summary>
public sealed class SideForm
{
    public SortedSet<string> Actors { get; } = new(StringComparer.Ordinal);
    public SortedSet<DeploymentKind> Kinds { get; } = [];

    public bool IsAll => Actors.Count == 0 && Kinds.Count == 0;

    public SideChoice ToChoice() => new() { Actors = Actors.Count == 0 ? null : [.. Actors], Kinds = Kinds.Count == 0 ? null : [.. Kinds] };
}

/// <summary>What is chosen in the analysis panel. Days and numbers are kept as typed, so that nothing typed is lost.</summary>
public sealed class AnalysisForm
{
    /// <summary>Kinds that say where somebody was; the others may cover a whole theatre.</summary>
    public static readonly IReadOnlyList<DeploymentKind> LocalKinds = [DeploymentKind.Sector, DeploymentKind.Base, DeploymentKind.Camp, DeploymentKind.Headquarters];

    public Whereabouts Where { get; set; } = Whereabouts.Countries;
    public SortedSet<string> Countries { get; } = new(StringComparer.Ordinal) { "ML" };
    public SortedSet<string> Regions { get; } = new(StringComparer.Ordinal);

    /// <summary>GeoJSON geometry as text.</summary>
    public string? Drawn { get; set; }

    /// <summary>First and last day inside, ISO.</summary>
    public string First { get; set; } = "";
    public string Last { get; set; } = "";

    /// <summary>The period is the reader's own and no longer follows the map's.</summary>
    public bool OwnPeriod { get; set; }

    public SideForm Poc { get; } = new();
    public SideForm Ct { get; } = new();
    public Outcome Outcome { get; set; } = Outcome.CivilianHarm;
    public SortedSet<IncidentType> Types { get; } = [];
    public SortedSet<string> Sources { get; } = new(StringComparer.Ordinal);
    public bool Synthetic { get; set; }
    public string MinDeaths { get; set; } = "0";
    public string Window { get; set; } = "180";
    public string Bin { get; set; } = "30";
    public string Draws { get; set; } = "200";
    public string Permutations { get; set; } = "999";
    public string Seed { get; set; } = "1";

    /// <summary>Days of the period, both ends included; null while it is none.</summary>
    public int? Days => DraftCheck.TryDay(First, out var first) && DraftCheck.TryDay(Last, out var last) && last >= first ? last.DayNumber - first.DayNumber + 1 : null;

    /// <returns>By field: the key of what is wrong with it.</returns>
    public Dictionary<string, string> Problems()
    {
        Dictionary<string, string> problems = [];
        if (Where == Whereabouts.Countries && Countries.Count == 0) problems["countries"] = "analysis.check.country";
        if (Where == Whereabouts.Regions && Regions.Count == 0) problems["regions"] = "analysis.check.region";
        if (Where == Whereabouts.Drawn && Drawn is null) problems["drawn"] = "check.drawing";
        if (!DraftCheck.TryDay(First, out var first)) problems["first"] = "check.day";
        if (!DraftCheck.TryDay(Last, out var last)) problems["last"] = "check.day";
        else if (!problems.ContainsKey("first") && last < first) problems["last"] = "check.lastBeforeFirst";
        foreach (var (field, typed) in new[] { ("minDeaths", MinDeaths), ("window", Window), ("bin", Bin), ("draws", Draws), ("permutations", Permutations), ("seed", Seed) })
            if (!TryWhole(typed, out _)) problems[field] = "check.whole";
        return problems;
    }

    /// <summary>The question; only for a form without problems.</summary>
    public AnalysisRequest ToRequest()
    {
        DraftCheck.TryDay(First, out var first);
        DraftCheck.TryDay(Last, out var last);
        return new()
        {
            Area = ToArea(),
            From = first,
            Until = last.AddDays(1),
            Poc = Poc.ToChoice(),
            Ct = Ct.ToChoice(),
            Outcome = Outcome,
            Types = Types.Count == 0 ? null : [.. Types],
            Sources = Sources.Count == 0 ? null : [.. Sources],
            MinDeaths = Whole(MinDeaths) is > 0 and var least ? least : null,
            Synthetic = Synthetic,
            WindowDays = Whole(Window),
            BinDays = Whole(Bin),
            Draws = Whole(Draws),
            Permutations = Whole(Permutations),
            Seed = Whole(Seed),
        };
    }

    private StudyArea ToArea() => Where switch
    {
        Whereabouts.Countries => new() { Countries = [.. Countries] },
        Whereabouts.Regions => new() { Regions = [.. Regions] },
        _ => new() { Drawn = JsonSerializer.Deserialize(Drawn!, ClientJson.Default.JsonElement) },
    };

    private static bool TryWhole(string typed, out int number) => int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static int Whole(string typed) => TryWhole(typed, out var number) ? number : 0;
}
