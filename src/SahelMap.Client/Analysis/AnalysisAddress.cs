using System.Globalization;
using System.Text.Json;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>
/// The choices as one parameter of the address, so that a link shows the same question:
/// "exposure;regions:ML/Gao,ML/Kidal;days:2014-08-01,2020-12-31;outcome:CivilianDeaths". What is at its default is left out.
/// </summary>
public static class AnalysisAddress
{
    /// <summary>A drawn area with more corners does not fit into the address of a request (state.ts, LONGEST_ANALYSIS). Whoever shares it gets a short link.</summary>
    private const int MostCorners = 280;

    public static string Write(string view, AnalysisForm form)
    {
        var plain = new AnalysisForm();
        List<string> parts = [view];
        void Add(string name, string value, string usual = "")
        {
            if (value != usual) parts.Add($"{name}:{value}");
        }

        switch (form.Where)
        {
            case Whereabouts.Countries: Add("countries", string.Join(',', form.Countries)); break;
            case Whereabouts.Regions: Add("regions", string.Join(',', form.Regions)); break;
            default: parts.Add("drawn:" + (form.Drawn is { } drawn ? Corners(drawn) : "")); break; // too long for a link: the reader draws it anew
        }

        Add("days", $"{form.First},{form.Last}");
        Add("pocActors", string.Join(',', form.Poc.Actors));
        Add("pocKinds", string.Join(',', form.Poc.Kinds));
        Add("ctActors", string.Join(',', form.Ct.Actors));
        Add("ctKinds", string.Join(',', form.Ct.Kinds));
        Add("outcome", form.Outcome.ToString(), plain.Outcome.ToString());
        Add("types", string.Join(',', form.Types));
        Add("sources", string.Join(',', form.Sources));
        Add("synthetic", form.Synthetic ? "1" : "");
        Add("minDeaths", form.MinDeaths, plain.MinDeaths);
        Add("window", form.Window, plain.Window);
        Add("bin", form.Bin, plain.Bin);
        Add("draws", form.Draws, plain.Draws);
        Add("permutations", form.Permutations, plain.Permutations);
        Add("seed", form.Seed, plain.Seed);
        return string.Join(';', parts);
    }

    /// <summary>Reads it; what cannot be understood counts as not said.</summary>
    public static (string View, AnalysisForm Form) Read(string text)
    {
        var parts = text.Split(';');
        AnalysisForm form = new() { OwnPeriod = true };
        foreach (var part in parts.Skip(1))
        {
            if (part.Split(':', 2) is not [var name, var value]) continue;
            var list = value.Split(',', StringSplitOptions.RemoveEmptyEntries);
            switch (name)
            {
                case "countries": form.Where = Whereabouts.Countries; form.Countries.Clear(); form.Countries.UnionWith(list); break;
                case "regions": form.Where = Whereabouts.Regions; form.Regions.UnionWith(list); break;
                case "drawn": form.Where = Whereabouts.Drawn; form.Drawn = Polygon(list); break;
                case "days" when list.Length == 2: (form.First, form.Last) = (list[0], list[1]); break;
                case "pocActors": form.Poc.Actors.UnionWith(list); break;
                case "pocKinds": form.Poc.Kinds.UnionWith(Known<DeploymentKind>(list)); break;
                case "ctActors": form.Ct.Actors.UnionWith(list); break;
                case "ctKinds": form.Ct.Kinds.UnionWith(Known<DeploymentKind>(list)); break;
                case "outcome": form.Outcome = Known<Outcome>(list).FirstOrDefault(form.Outcome); break;
                case "types": form.Types.UnionWith(Known<IncidentType>(list)); break;
                case "sources": form.Sources.UnionWith(list); break;
                case "synthetic": form.Synthetic = value == "1"; break;
                case "minDeaths": form.MinDeaths = value; break;
                case "window": form.Window = value; break;
                case "bin": form.Bin = value; break;
                case "draws": form.Draws = value; break;
                case "permutations": form.Permutations = value; break;
                case "seed": form.Seed = value; break;
            }
        }

        return (parts[0], form);
    }

    private static IEnumerable<T> Known<T>(string[] names) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => names.Contains(value.ToString()));

    /// <summary>"lon,lat,lon,lat…" of a polygon of one ring, its first corner not repeated; null for anything else.</summary>
    private static string? Corners(string geometry)
    {
        using var json = JsonDocument.Parse(geometry);
        var coordinates = json.RootElement.GetProperty("coordinates");
        if (json.RootElement.GetProperty("type").ValueEquals("MultiPolygon"))
        {
            if (coordinates.GetArrayLength() != 1) return null;
            coordinates = coordinates[0];
        }

        if (coordinates.GetArrayLength() != 1 || coordinates[0].GetArrayLength() > MostCorners + 1) return null;
        return string.Join(',', coordinates[0].EnumerateArray().SkipLast(1).SelectMany(at => new[] { Degrees(at[0]), Degrees(at[1]) }));
    }

    private static string Degrees(JsonElement number) => number.GetDouble().ToString("0.#####", CultureInfo.InvariantCulture);

    private static string? Polygon(string[] degrees)
    {
        if (degrees.Length < 6 || degrees.Length % 2 != 0 || degrees.Any(d => !double.TryParse(d, NumberStyles.Float, CultureInfo.InvariantCulture, out _))) return null;
        var ring = degrees.Chunk(2).Append([degrees[0], degrees[1]]).Select(at => $"[{at[0]},{at[1]}]");
        return $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', ring)}}]]}""";
    }
}
