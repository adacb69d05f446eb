using System.Diagnostics;

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
        var start = Stopwatch.GetTimestamp();
        using var arrow = await bed.Http.GetAsync("api/incidents.arrow", ct);
        var arrowBytes = (await arrow.Content.ReadAsByteArrayAsync(ct)).LongLength;
        var arrowSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return
        [
            new("export", $"incidents.geojson, {bed.Incidents:#,0} synthetic and the shipped ones", Sample.Seconds(ours), Sample.Seconds(floor),
                $"{Sample.Bytes(bytes)}; floor: COPY of the same features by Npgsql"),
            new("export", "incidents.arrow, the same records", Sample.Seconds(arrowSeconds), Note: Sample.Bytes(arrowBytes)),
        ];
    }

    private static async Task<long> DrainAsync(Stream body, CancellationToken ct)
    {
        var buffer = new byte[65536];
        long total = 0;
        for (int n; (n = await body.ReadAsync(buffer, ct)) > 0;) total += n;
        return total;
    }
}
