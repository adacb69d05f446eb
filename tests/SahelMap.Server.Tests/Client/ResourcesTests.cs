using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using SahelMap.Client.Analysis;
using SahelMap.Client.Editing;
using SahelMap.Client.I18n;
using SahelMap.Client.Live;
using SahelMap.Contracts;
using Xunit;

namespace SahelMap.Server.Tests.Client;

/// <summary>The texts of the page: complete in both languages, none of them missing and none of them left over.</summary>
public sealed partial class ResourcesTests
{
    private static readonly Dictionary<string, string> English = Read("en");
    private static readonly Dictionary<string, string> French = Read("fr");
    private static readonly string Sources = string.Concat(SourceFiles().Select(File.ReadAllText));

    /// <summary>Words that both languages write alike.</summary>
    private static readonly HashSet<string> Alike =
    [
        "actor.Takuba", "analysis.column.interval", "analysis.p", "count.incidents.one", "count.incidents.other",
        "compare.incidents", "country.BF", "country.CI", "country.GH", "country.ML", "country.NE", "country.SL", "country.TG",
        "details.when", "export.incidents", "field.lat", "field.licence", "field.lon", "field.notes", "field.source", "field.type",
        "filters.incidentsShort", "filters.types", "kind.Base", "kind.Camp", "layers.incidents", "layers.show.points", "layers.weigh.incidents", "legend.incidents",
        "map.picture.dataset.ucdp-ged", "map.picture.incidents", "map.kind.Base", "map.kind.Camp", "map.measure.distance", "map.sources", "map.table.date", "map.table.incidents", "map.table.poc", "map.table.title", "map.table.type",
        "map.type.Explosion", "near.km", "overlaps.by.incidents", "position.label", "position.notation.Mgrs", "position.notation.Sexagesimal", "position.notation.Utm", "search.group.coordinates", "search.group.incident",
        "source.title", "table.incidents", "time.pause", "type.Explosion",
    ];

    /// <summary>Keys made from names that the code does not spell out: a prefix, and everything that may follow it.</summary>
    private static readonly Dictionary<string, IEnumerable<string>> Made = new()
    {
        ["norm."] = Enum.GetNames<Norm>(),
        ["norm.short."] = Enum.GetNames<Norm>(),
        ["kind."] = Enum.GetNames<DeploymentKind>(),
        ["type."] = Enum.GetNames<IncidentType>(),
        ["actorKind."] = Enum.GetNames<ActorKind>(),
        ["datePrecision."] = Enum.GetNames<DatePrecision>(),
        ["geoPrecision."] = Enum.GetNames<GeoPrecision>(),
        ["boundPrecision."] = DraftField.OfDeployment.Where(f => f.ChoiceKey == "boundPrecision.").SelectMany(f => f.Choices!).Distinct(),
        ["rule.kind."] = DraftField.OfDeployment.Single(f => f.Name == "rule.kind").Choices!,
        ["confidence."] = ["high", "medium", "low"],
        ["confidence.only."] = ["high", "medium", "low"],
        ["centrality."] = ["core", "supporting", "ambiguous", "absent"],
        ["basis."] = DraftField.Bases,
        ["live.title."] = Enum.GetNames<LiveStatus>(),
        ["field."] = DraftField.OfIncident.Concat(DraftField.OfDeployment).Select(f => f.Name).Distinct(),
        ["panels."] = ["time", "filters", "layers", "overlaps", "analysis", "feed"],
        ["analysis.view."] = Analyst.Views,
        ["analysis.where."] = Enum.GetNames<Whereabouts>(),
        ["analysis.outcome."] = Enum.GetNames<Outcome>(),
        ["analysis.outcomeHint."] = Enum.GetNames<Outcome>(),
        ["analysis.counted."] = Enum.GetNames<Outcome>(),
        ["analysis.stratum."] = Enum.GetNames<Stratum>(),
        ["analysis.attribution."] = Enum.GetNames<Attribution>(),
        ["analysis.column."] = ["count", "exposure", "rate", "interval", "band", "imprecise"],
        ["analysis.columnHint."] = ["count", "exposure", "rate", "interval", "band", "imprecise"],
        ["analysis.plot."] = ["rates", "months", "dose", "doseInPoc"],
        ["analysis.study."] = ["arrival", "departure"],
        ["analysis.study.none."] = ["arrival", "departure"],
        ["analysis.study.days."] = ["arrival", "departure"],
        ["analysis.study.finding."] = ["arrival.one", "arrival.other", "departure.one", "departure.other"],
        ["layers."] = ["zones", "incidents", "overlaps", "labels"],
        ["layers.show."] = ["points", "clusters", "bins"],
        ["layers.weigh."] = ["incidents", "deaths"],
        ["map.legend.bins."] = ["incidents", "deaths"],
        ["map.legend.clusters."] = ["incidents", "deaths"],
        ["position.notation."] = Enum.GetNames<Notation>(),
        ["export."] = ["incidents", "deployments", "overlaps", "geojson", "csv"],
        ["compare."] = ["preceding", "following", "yearBefore"],
        ["picture."] = ["light", "dark"],
        ["picture.size."] = ["screen", "hd", "a4Landscape", "a4Portrait"],
        ["map.picture."] = ["zones", "overlaps", "incidents"],
        ["map.picture.dataset."] = ["geodata", "local", "synthetic", "ucdp-ged"],
        ["overlaps.by."] = ["km2", "days", "km2Days", "incidents", "deaths"],
        ["edit.new."] = ["incident", "deployment"],
        ["edit.change."] = ["incident", "deployment"],
        ["search.group."] = ["coordinates", "place", "actor", "deployment", "incident", "words"],
        ["search.place."] = ["country", "region", "town"],
        ["table."] = ["incidents", "deployments", "overlaps"],
        ["map.table."] =
        [
            "incidents", "deployments", "overlaps", "date", "type", "title", "place", "country", "actors", "deaths", "civilianDeaths", "source", "actor", "name", "kind", "norm",
            "from", "last", "poc", "pocName", "ct", "ctName", "days", "km2",
        ],
        ["compass."] = ["north", "south", "east", "west"],
        ["feed."] = from layer in new[] { "incidents", "deployments", "actors", "mandates" } from op in new[] { "created", "updated", "deleted" } select $"{layer}.{op}",
        ["feed.reload."] = ["bulk", "pruned", "otherDatabase"],
        ["map.type."] = Enum.GetNames<IncidentType>(),
        ["map.kind."] = Enum.GetNames<DeploymentKind>(),
        ["time.norm."] = Enum.GetNames<Norm>(),
        ["time.step."] = ["1day", "1week", "1month", "3month", "1year"],
        ["time.do."] = ["all", "back", "farther", "fit", "forward", "nearer"],
        ["time.mode."] = ["window", "sum"],
        ["time.unit."] = ["day", "week", "month", "year"],
    };

    /// <summary>Texts for words of the data where we have one; else the word itself is shown.</summary>
    private static readonly string[] WhereKnown = ["actor.", "category.", "body.", "country.", "dataSet.", "accuracy.", "basis.", "problem.", "mapError.", "analysis.caveat.", "analysis.left.", "field.", "map.short."];

    [Fact]
    public void Both_languages_have_the_same_keys() => Assert.Equal(English.Keys.Order(StringComparer.Ordinal), French.Keys.Order(StringComparer.Ordinal));

    [Theory, InlineData("en"), InlineData("fr")]
    public void Keys_are_sorted_so_that_two_people_can_add_at_once(string language)
    {
        var keys = Read(language).Keys.ToArray();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Fact]
    public void No_text_is_empty() => Assert.Empty(English.Concat(French).Where(t => string.IsNullOrWhiteSpace(t.Value)));

    [Fact]
    public void French_is_not_English() => Assert.Empty(
        English.Where(t => French.GetValueOrDefault(t.Key) == t.Value && !Alike.Contains(t.Key) && Letters().IsMatch(Placeholder().Replace(t.Value, ""))
            && !t.Key.StartsWith("map.source.", StringComparison.Ordinal)).Select(t => $"{t.Key}: {t.Value}"));

    [Fact]
    public void Both_languages_fill_in_the_same_values() => Assert.Empty(
        English.Where(t => !Placeholders(t.Value).SetEquals(Placeholders(French[t.Key]))).Select(t => $"{t.Key}: {t.Value} / {French[t.Key]}"));

    [Fact]
    public void What_is_counted_has_a_form_for_one_and_a_form_for_more() => Assert.Empty(
        English.Keys.Where(k => k is not ("problem.other" or "mapError.other")
            && ((k.EndsWith(".one", StringComparison.Ordinal) && !English.ContainsKey(Plain(k) + ".other"))
                || (k.EndsWith(".other", StringComparison.Ordinal) && !English.ContainsKey(Plain(k) + ".one")))));

    [Fact]
    public void French_has_no_break_before_its_tall_signs() => Assert.Empty(
        French.Where(t => BreakingSpace().IsMatch(t.Value)).Select(t => $"{t.Key}: {t.Value}"));

    [Fact]
    public void Every_key_in_the_sources_has_a_text()
    {
        var missing = Calls().Matches(Sources).SelectMany(call => Key().Matches(call.Value).Select(k => k.Groups[1].Value))
            .Where(k => !English.ContainsKey(k) && !English.ContainsKey(k + ".one") && !Made.ContainsKey(k) && !WhereKnown.Contains(k) && !IsPrefix(k))
            .Distinct();
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_key_that_is_made_from_names_has_a_text() => Assert.Empty(
        Made.SelectMany(m => m.Value.Select(v => m.Key + v)).Where(k => !English.ContainsKey(k)));

    [Fact]
    public void No_text_is_left_over()
    {
        var made = Made.SelectMany(m => m.Value.Select(v => m.Key + v)).ToHashSet();
        var used = QuotedKey().Matches(Sources).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Empty(English.Keys.Where(k =>
            !made.Contains(k) && !used.Contains(k) && !used.Contains(Plain(k)) && !WhereKnown.Any(w => k.StartsWith(w, StringComparison.Ordinal))));
    }

    private static bool IsPrefix(string key) => key.EndsWith('.') && English.Keys.Any(k => k.StartsWith(key, StringComparison.Ordinal));

    private static string Plain(string key) => CountForm().Replace(key, "");

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    private static Dictionary<string, string> Read(string language)
    {
        using var file = Text.Open(language);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }

    private static IEnumerable<string> SourceFiles()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../src"));
        return new[] { "SahelMap.Client", "SahelMap.Server/Components" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".ts", StringComparison.Ordinal))
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/tests/", StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    /// <summary>Where a text is asked for: Text["…"], Text[a ? "…" : "…"], Text.Count("…"), texts.get('…').</summary>
    [GeneratedRegex("""\b(?:[Tt]ext|Start\.Text|texts)(?:\[[^\]\n]*\]|\.(?:Count|Unit|Or|get|count)\((?:[^()\n]|\([^()\n]*\))*\)|\((?:"[^"\n]*")\))""")]
    private static partial Regex Calls();

    [GeneratedRegex("""["'`]([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9-]+)+\.?|[a-z][A-Za-z0-9]*\.)["'`]""")]
    private static partial Regex Key();

    [GeneratedRegex("""["'`]([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9-]+)+)["'`]""")]
    private static partial Regex QuotedKey();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{L}{3}")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\.(one|other)$")]
    private static partial Regex CountForm();

    [GeneratedRegex(@" [:;!?%»]|« ")]
    private static partial Regex BreakingSpace();
}
