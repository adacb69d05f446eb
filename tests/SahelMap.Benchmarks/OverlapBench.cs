using System.Diagnostics;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NpgsqlTypes;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;

namespace SahelMap.Benchmarks;

/// <summary>All pairs of PoC and CT zones with km² and incidents inside, against the best SQL that we know; same answers.</summary>
public static class OverlapBench
{
    public static async Task<IEnumerable<Measure>> RunAsync(Bed bed, CancellationToken ct)
    {
        var zones = new List<Zone>();
        await using (var read = bed.Database.CreateCommand("SELECT id, role, area, served FROM deployment WHERE role IN ('PoC', 'CT') AND NOT isempty(served)"))
        await using (var row = await read.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                zones.Add(new Zone(row.GetGuid(0), row.GetString(1) == "PoC" ? ZoneSide.Poc : ZoneSide.Ct, row.GetFieldValue<Geometry>(2), Span(row.GetFieldValue<NpgsqlRange<DateOnly>>(3))));
        var incidents = new List<IncidentPoint>();
        await using (var read = bed.Database.CreateCommand("SELECT id, ST_X(location), ST_Y(location), period FROM incident"))
        await using (var row = await read.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                incidents.Add(new IncidentPoint(row.GetGuid(0), row.GetDouble(1), row.GetDouble(2), Span(row.GetFieldValue<NpgsqlRange<DateOnly>>(3))));

        var index = OverlapIndex.Load(zones, incidents); // warm
        var ours = await Sample.BestAsync(3, () => { index = OverlapIndex.Load(zones, incidents); return Task.CompletedTask; });

        long pairs = 0, inside = 0;
        var km2 = 0.0;
        var sql = await Sample.BestAsync(2, async () =>
        {
            await using var command = bed.Database.CreateCommand(Text);
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            (pairs, km2, inside) = (row.GetInt64(0), row.GetDouble(1), row.GetInt64(2));
        });
        var oursInside = index.All.Sum(p => (long)index.SlotsIn(p.Key).Length);
        var oursKm2 = index.All.Sum(p => p.Km2.Value);
        if (index.PairCount != pairs || oursInside != inside || Math.Abs(oursKm2 - km2) > km2 * .001)
            throw new InvalidOperationException($"Other answers than SQL: {index.PairCount} pairs, {oursKm2:0} km², {oursInside} inside; SQL {pairs}, {km2:0}, {inside}.");

        var one = new List<double>();
        foreach (var zone in zones.Take(200))
        {
            // A small move, as an editor makes: an unchanged zone would cost nothing.
            var moved = zone with { Area = AffineTransformation.TranslationInstance(0.02, 0.01).Transform(zone.Area) };
            var start = Stopwatch.GetTimestamp();
            index.Upsert(moved);
            one.Add(Sample.MillisecondsSince(start));
        }

        return
        [
            new("overlap", $"{zones.Count} zones × {incidents.Count:#,0} incidents, all {pairs:#,0} pairs", Sample.Seconds(ours), Sample.Seconds(sql),
                "floor: the best PostGIS SQL we know, same answers; target 0.25 s"),
            new("overlap", "one changed zone of these, median", Sample.Ms(Sample.Percentile(one, .5)), Note: $"p95 {Sample.Ms(Sample.Percentile(one, .95))}"),
        ];
    }

    private static DateSpan Span(NpgsqlRange<DateOnly> range) =>
        new(range.LowerBound, range.UpperBoundInfinite ? null : range.UpperBound);

    private const string Text = """
        WITH pair AS MATERIALIZED (
            SELECT p.served * c.served AS period, ST_CollectionExtract(ST_Intersection(p.area, c.area), 3) AS ground
            FROM deployment AS p JOIN deployment AS c ON p.area && c.area AND p.served && c.served
            WHERE p.role = 'PoC' AND c.role = 'CT' AND ST_Intersects(p.area, c.area)),
        shared AS (SELECT period, ground, ST_Area(ground::geography) / 1e6 AS km2 FROM pair WHERE NOT ST_IsEmpty(ground))
        SELECT count(*), sum(km2), sum(inside)::bigint FROM (
            SELECT s.km2, (SELECT count(*) FROM incident AS i WHERE i.location && s.ground AND i.period && s.period AND ST_Intersects(s.ground, i.location)) AS inside
            FROM shared AS s WHERE s.km2 > 0.000001) AS t
        """;
}
