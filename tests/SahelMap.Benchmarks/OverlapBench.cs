using System.Diagnostics;
using NetTopologySuite.Geometries.Utilities;
using SahelMap.Domain.Analysis;

namespace SahelMap.Benchmarks;

/// <summary>All pairs of PoC and CT zones with km² and incidents inside, and those of one changed zone, against the best SQL that we know; same answers.</summary>
public static class OverlapBench
{
    private const int ChangedZones = 200;

    /// <param name="large">Also 5,000 zones × 1,000,000 incidents, which takes some minutes.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IEnumerable<Measure>> RunAsync(bool large, CancellationToken ct)
    {
        await using var sql = await OverlapSql.StartAsync(ct);
        List<Measure> measures = [.. await RunAsync("overlap", OverlapWorkload.Make(500, 100_000), sql, "target: 0.25 s", ct)];
        if (large) measures.AddRange(await RunAsync("overlap, large", OverlapWorkload.Make(5_000, 1_000_000), sql, "target: 3.0 s", ct));
        return measures;
    }

    private static async Task<IEnumerable<Measure>> RunAsync(string area, OverlapWorkload work, OverlapSql sql, string target, CancellationToken ct)
    {
        await sql.LoadAsync(work, ct);
        var index = OverlapIndex.Load(work.Zones, work.Incidents); // warm
        var processor = double.MaxValue;
        var batch = await Sample.BestAsync(5, () =>
        {
            index = null!;
            GC.Collect(); // the one before
            return Task.CompletedTask;
        }, () =>
        {
            var before = Environment.CpuUsage.TotalTime;
            index = OverlapIndex.Load(work.Zones, work.Incidents);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            return Task.CompletedTask;
        });
        List<OverlapSql.Pair> found = [];
        var sqlBatch = await Sample.BestAsync(2, async () => found = await sql.AllAsync(ct));
        Compare("all pairs", index.All, index, found);

        List<double> one = [], sqlOne = [];
        for (var i = 0; i < ChangedZones; i++)
        {
            var zone = work.Zones[i * work.Zones.Length / ChangedZones];
            // A small move, as an editor makes: an unchanged zone would cost nothing.
            var moved = zone with { Area = AffineTransformation.TranslationInstance(0.02, 0.01).Transform(zone.Area) };
            var start = Stopwatch.GetTimestamp();
            index.Upsert(moved);
            one.Add(Sample.MillisecondsSince(start));
            start = Stopwatch.GetTimestamp();
            var pairs = await sql.OfAsync(moved, ct);
            sqlOne.Add(Sample.MillisecondsSince(start));
            Compare($"zone {zone.Id}", index.Of(zone.Id), index, pairs);
            index.Upsert(zone);
        }

        return
        [
            new(area, FormattableString.Invariant($"{work.Zones.Length:#,0} zones × {work.Incidents.Length:#,0} incidents, all {found.Count:#,0} pairs with km² and counts"),
                Sample.Seconds(batch), Sample.Seconds(sqlBatch),
                // On a busy machine the processor time says what the clock cannot.
                $"{target}; processor time, both cores together, {Sample.Seconds(processor)}; floor: the best PostGIS SQL we know, on as many cores, same answers"),
            new(area, FormattableString.Invariant($"one changed zone of these, median of {ChangedZones}"), Sample.Ms(Sample.Percentile(one, .5)), Sample.Ms(Sample.Percentile(sqlOne, .5)),
                "target: 50 ms; floor: SQL for the pairs of that zone alone"),
            new(area, "the same, p95", Sample.Ms(Sample.Percentile(one, .95)), Sample.Ms(Sample.Percentile(sqlOne, .95))),
        ];
    }

    /// <summary>The same pairs, the same incidents in each, km² within 0.1 %.</summary>
    private static void Compare(string what, IReadOnlyList<SharedGround> ours, OverlapIndex index, List<OverlapSql.Pair> sql)
    {
        var bySql = sql.ToDictionary(p => new PairKey(p.Poc, p.Ct));
        foreach (var ground in ours)
        {
            var inside = index.SlotsIn(ground.Key).Length;
            if (!bySql.Remove(ground.Key, out var pair)) throw Differ($"{ground.Key} shares {ground.Km2} here, nothing in SQL");
            if (pair.Incidents != inside || Math.Abs(ground.Km2.Value - pair.Km2) > 0.001 * Math.Max(0.01, pair.Km2))
                throw Differ($"{ground.Key} shares {ground.Km2} with {inside} incidents here, {pair.Km2} km² with {pair.Incidents} in SQL");
        }
        if (bySql.Count > 0) throw Differ($"{bySql.Keys.First()} shares {bySql.Values.First().Km2} km² in SQL, nothing here");

        InvalidOperationException Differ(string how) => new($"Other answers than SQL for {what}: {how}.");
    }
}
