using System.Diagnostics;
using System.Globalization;

namespace SahelMap.Benchmarks;

/// <summary>The whole incident layer as one GeoJSON file, against psql writing the same text.</summary>
public static class ExportBench
{
    public static async Task<IEnumerable<Measure>> RunAsync(Bed bed, CancellationToken ct)
    {
        long bytes = 0;
        var ours = await Sample.BestAsync(3, async () =>
        {
            using var answer = await bed.Http.GetAsync("export/incidents.geojson", HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            bytes = await DrainAsync(body, ct);
        });
        var floor = await Sample.BestAsync(3, async () =>
        {
            await using var connection = await bed.Database.OpenConnectionAsync(ct);
            using var text = await connection.BeginTextExportAsync("COPY (SELECT feature FROM find_incidents()) TO STDOUT", ct);
            var buffer = new char[65536];
            while (await text.ReadAsync(buffer, ct) > 0) { }
        });
        var (arrowSeconds, arrowBytes) = await ArrowAsync("api/incidents.arrow");
        var (firstSeconds, mapBytes) = await ArrowAsync("api/incidents.arrow?columns=map");
        var (nextSeconds, _) = await ArrowAsync("api/incidents.arrow?columns=map");
        return
        [
            new("export", $"incidents.geojson, {bed.Incidents:#,0} synthetic and the shipped ones", Sample.Seconds(ours), Sample.Seconds(floor),
                $"{Sample.Bytes(bytes)}; floor: COPY of the same features by Npgsql"),
            new("export", "incidents.arrow, the same records", Sample.Seconds(arrowSeconds), Note: Sample.Bytes(arrowBytes)),
            new("export", "the map's columns of them, for the first who asks", Sample.Seconds(firstSeconds),
                Note: string.Create(CultureInfo.InvariantCulture, $"{Sample.Bytes(mapBytes)}, {mapBytes / (double)Math.Max(1, bed.Incidents):0.0} bytes an incident")),
            new("export", "the same, for everybody after", Sample.Seconds(nextSeconds)),
        ];

        async Task<(double Seconds, long Bytes)> ArrowAsync(string url)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await bed.Http.GetAsync(url, ct);
            answer.EnsureSuccessStatusCode();
            return (Stopwatch.GetElapsedTime(start).TotalSeconds, (await answer.Content.ReadAsByteArrayAsync(ct)).LongLength);
        }
    }

    private static async Task<long> DrainAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[65536];
        long total = 0;
        for (int n; (n = await body.ReadAsync(buffer, ct)) > 0;) total += n;
        return total;
    }
}
