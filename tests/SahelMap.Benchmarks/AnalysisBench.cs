using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SahelMap.Benchmarks;

/// <summary>What-if as it is asked while a polygon is drawn, and the studies, over HTTP on the synthetic records and the shipped ones.</summary>
public static class AnalysisBench
{
    private const int Polygons = 100;

    public static async Task<IEnumerable<Measure>> RunAsync(Bed bed, CancellationToken ct)
    {
        var random = new Random(1);
        var whatIf = new List<double>();
        for (var i = 0; i < Polygons + 10; i++)
        {
            var question = WhatIf(random);
            var took = await AskAsync(bed, "what-if", question, ct);
            if (i >= 10) whatIf.Add(took); // the first warm up
        }

        var study = JsonNode.Parse("""
            {"area": {"countries": ["ML", "NE", "BF", "MR", "TD"]}, "from": "2013-07-01", "until": "2023-01-01", "poc": {"kinds": ["Sector", "Camp"]},
             "ct": {"kinds": ["OperationZone", "Sector", "Base"]}, "outcome": "Incidents", "synthetic": true, "draws": 20}
            """)!;
        var real = study.DeepClone();
        (real["synthetic"], real["draws"]) = (false, 200);
        return
        [
            new("analysis", $"what-if of a polygon of 12 corners, median of {Polygons}", Sample.Ms(Sample.Percentile(whatIf, .5)), "", "over HTTP; target: 100 ms"),
            new("analysis", "the same, p95", Sample.Ms(Sample.Percentile(whatIf, .95)), "", ""),
            new("analysis", "exposure of the shipped zones, 200 draws", Sample.Ms(await AskAsync(bed, "exposure", real, ct)), "", "G5 countries, 9½ years, all outlines cut"),
            new("analysis", "arrival and departure of the same, 999 permutations", Sample.Ms(await AskAsync(bed, "arrival", real, ct)), "", ""),
            new("analysis", "exposure of all zones and incidents, synthetic ones too, 20 draws", Sample.Ms(await AskAsync(bed, "exposure", study, ct)), "", ""),
        ];
    }

    /// <summary>Somewhere in the Sahel, 20 to 200 km across, over one to four years.</summary>
    private static JsonObject WhatIf(Random random)
    {
        double lon = -8 + 14 * random.NextDouble(), lat = 12 + 6 * random.NextDouble(), size = 0.1 + 0.9 * random.NextDouble();
        var ring = Enumerable.Range(0, 13).Select(i => 2 * Math.PI * (i % 12) / 12).Select(a => (JsonNode)new JsonArray(lon + size * Math.Cos(a), lat + size * Math.Sin(a)));
        var from = new DateOnly(2014 + random.Next(6), 1, 1);
        return new JsonObject
        {
            ["area"] = new JsonObject { ["type"] = "Polygon", ["coordinates"] = new JsonArray(new JsonArray([.. ring])) },
            ["from"] = from.ToString("O", CultureInfo.InvariantCulture),
            ["until"] = from.AddYears(1 + random.Next(4)).ToString("O", CultureInfo.InvariantCulture),
        };
    }

    private static async Task<double> AskAsync(Bed bed, string analysis, JsonNode question, CancellationToken ct)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        using var answer = await bed.Http.PostAsJsonAsync($"api/analyses/{analysis}", question, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode ? Sample.MillisecondsSince(start) : throw new HttpRequestException($"{analysis}: {(int)answer.StatusCode} {text}");
    }
}
