using System.Diagnostics;
using System.Net;
using SahelMap.Server.Filtering;
using SahelMap.Server.Layers;

namespace SahelMap.Benchmarks;

/// <summary>Every tile over the Sahel box once, four requests at a time.</summary>
public static class TileBench
{
    private const int AtOnce = 4;

    public static async Task<IEnumerable<Measure>> RunAsync(Bed bed, CancellationToken ct)
    {
        var measures = new List<Measure>();
        foreach (var zoom in new[] { 5, 7, 9 })
        {
            var tiles = Over(zoom).ToArray();
            var biggest = 0L;
            var each = new List<double>();
            var start = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(tiles, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (t, token) =>
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await bed.Http.GetAsync($"tiles/incidents/{t.Z}/{t.X}/{t.Y}.mvt", token);
                answer.EnsureSuccessStatusCode();
                var bytes = (await answer.Content.ReadAsByteArrayAsync(token)).LongLength;
                lock (each)
                {
                    each.Add(Sample.MillisecondsSince(began));
                    biggest = Math.Max(biggest, bytes);
                }
            });
            var ours = tiles.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
            var floor = await FloorAsync(bed, tiles, ct);
            measures.Add(new("tiles", $"incidents, cold, z{zoom}, {tiles.Length:#,0} tiles", Sample.PerSecond(ours), Sample.PerSecond(floor),
                $"p95 {Sample.Ms(Sample.Percentile(each, .95))}, largest {Sample.Bytes(biggest)}; floor: the same SQL by Npgsql alone"));
        }

        measures.Add(await WarmAsync(bed, ct));
        return measures;
    }

    private static async Task<double> FloorAsync(Bed bed, (int Z, int X, int Y)[] tiles, CancellationToken ct)
    {
        var layer = LayerCatalog.Find("incidents")!;
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(tiles, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (t, token) =>
        {
            await using var connection = await bed.Database.OpenConnectionAsync(token);
            await using var command = TileQuery.Command(connection, layer, Filter.None, t.Z, t.X, t.Y);
            await command.ExecuteScalarAsync(token);
        });
        return tiles.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<Measure> WarmAsync(Bed bed, CancellationToken ct)
    {
        const string tile = "tiles/basemap/6/31/29.mvt";
        using var first = await bed.Http.GetAsync(tile, ct);
        var etag = first.Headers.ETag!;
        const int requests = 4_000;
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (_, token) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, tile);
            request.Headers.IfNoneMatch.Add(etag);
            using var answer = await bed.Http.SendAsync(request, token);
            if (answer.StatusCode != HttpStatusCode.NotModified) throw new InvalidOperationException($"{tile}: {answer.StatusCode}, not 304.");
        });
        return new("tiles", "basemap tile, unchanged (304), 16 at once", Sample.PerSecond(requests / Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    private static IEnumerable<(int Z, int X, int Y)> Over(int zoom)
    {
        var (west, north) = At(-12, 24, zoom);
        var (east, south) = At(16, 10, zoom);
        for (var x = west; x <= east; x++)
            for (var y = north; y <= south; y++) yield return (zoom, x, y);
    }

    private static (int X, int Y) At(double lon, double lat, int zoom)
    {
        var n = 1 << zoom;
        var rad = lat * Math.PI / 180;
        return ((int)((lon + 180) / 360 * n), (int)((1 - Math.Log(Math.Tan(rad) + (1 / Math.Cos(rad))) / Math.PI) / 2 * n));
    }
}
