using CsCheck;
using NetTopologySuite.Geometries;
using Npgsql;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>A thousand random pairs of zones, with holes, islands in the holes and parts elsewhere, share what PostGIS says they share.</summary>
public sealed class SetOverlapOracleTests(PostgisCluster cluster)
{
    private const int PairsAtOnce = 50, Rounds = 20;

    private static readonly DateOnly Begin = new(2020, 1, 1);

    private static readonly Gen<DateSpan> Days = Gen.Select(Gen.Int[0, 300], Gen.Int[1, 400], Gen.Int[0, 5])
        .Select((from, length, open) => new DateSpan(Begin.AddDays(from), open == 0 ? null : Begin.AddDays(from + length)));

    /// <summary>Radii at equal angles about a centre: rings that never cross themselves and, scaled corner by corner, lie one in the other.</summary>
    private static readonly Gen<Geometry> Star =
        from corners in Gen.Int[3, 60]
        from x in Gen.Double[0, 1.5]
        from y in Gen.Double[15, 16.5]
        from radii in Gen.Double[0.15, 1.2].Array[corners]
        from hole in Gen.Double[0.2, 0.8].Array[corners]
        from kind in Gen.Int[0, 3]
        select Shape(x, y, radii, hole, kind);

    private static readonly Gen<(Geometry A, DateSpan DaysA, Geometry B, DateSpan DaysB)> Pair = Gen.Select(Star, Days, Star, Days);

    // Evenly drawn, unlike the zones, which come out on lattices and at 1e-48 too: so near a corner PostGIS rounds and we do not.
    private static readonly Gen<IncidentPoint> Incident = Gen.Select(Gen.Double.Unit, Gen.Double.Unit, Days, Gen.Guid)
        .Select((x, y, days, id) => new IncidentPoint(id, 4 * x - 1, 14 + 4 * y, days));

    [Fact]
    public async Task Random_pairs_share_the_ground_and_the_incidents_that_PostGIS_finds()
    {
        var connection = await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using (var database = NpgsqlDataSource.Create(connection))
        {
            await Gen.Select(Pair.Array[PairsAtOnce], Incident.Array[300])
                .SampleAsync((pairs, incidents) => CompareAsync(database, pairs, [.. incidents.DistinctBy(i => i.Id)]), iter: Rounds, threads: 2);
        }
        await cluster.DropDatabaseAsync(connection);
    }

    private static async Task CompareAsync(NpgsqlDataSource database, (Geometry A, DateSpan DaysA, Geometry B, DateSpan DaysB)[] pairs, IncidentPoint[] incidents)
    {
        var index = OverlapIndex.Load([], incidents);
        await using var command = database.CreateCommand("""
            WITH pair AS MATERIALIZED (
                SELECT n, ST_GeomFromWKB(a, 4326) AS a, ST_GeomFromWKB(b, 4326) AS b, daterange(fa, ua) * daterange(fb, ub) AS days
                FROM unnest($1::bytea[], $2::date[], $3::date[], $4::bytea[], $5::date[], $6::date[]) WITH ORDINALITY AS p (a, fa, ua, b, fb, ub, n)),
            incident AS MATERIALIZED (
                SELECT n::int - 1 AS slot, ST_SetSRID(ST_Point(x, y), 4326) AS location, daterange(f, u) AS days
                FROM unnest($7::float8[], $8::float8[], $9::date[], $10::date[]) WITH ORDINALITY AS i (x, y, f, u, n))
            SELECT ST_Area(ST_Segmentize(ST_CollectionExtract(ST_Intersection(a, b), 3), 0.05)::geography) / 1e6, isempty(pair.days),
                ARRAY(SELECT slot FROM incident AS i WHERE i.days && pair.days AND ST_Intersects(pair.a, i.location) AND ST_Intersects(pair.b, i.location) ORDER BY slot),
                ST_Area(ST_Segmentize(a, 0.05)::geography) / 1e6, ST_Area(ST_Segmentize(b, 0.05)::geography) / 1e6
            FROM pair ORDER BY n
            """);
        Add(pairs.Select(p => p.A.AsBinary()));
        Add(pairs.Select(p => p.DaysA.From));
        Add(pairs.Select(p => p.DaysA.Until));
        Add(pairs.Select(p => p.B.AsBinary()));
        Add(pairs.Select(p => p.DaysB.From));
        Add(pairs.Select(p => p.DaysB.Until));
        Add(incidents.Select(i => i.Lon));
        Add(incidents.Select(i => i.Lat));
        Add(incidents.Select(i => i.Days.From));
        Add(incidents.Select(i => i.Days.Until));

        await using var row = await command.ExecuteReaderAsync();
        foreach (var (a, daysA, b, daysB) in pairs)
        {
            Assert.True(await row.ReadAsync());
            var km2 = row.GetDouble(0);
            var found = SetOverlap.Find([Zone(a, daysA)], [Zone(b, daysB)]);
            var what = $"{a.AsText()} in {daysA}\nwith {b.AsText()} in {daysB}";
            if (row.GetBoolean(1) || km2 < 2 * OverlapIndex.MinimumKm2)
            {
                Assert.All(found, g => Assert.True(!row.GetBoolean(1) && g.Km2.Value < 3 * OverlapIndex.MinimumKm2, $"{what}\nshare {g.Km2} here, nothing in PostGIS"));
                continue;
            }
            Assert.True(found.Count == 1, $"{what}\nshare {km2} km² in PostGIS, nothing here");
            var ground = found[0];
            Assert.True(ground.Area.IsValid, what);
            Assert.True(Math.Abs(ground.Km2.Value - km2) <= 0.001 * Math.Max(km2, 1), $"{what}\nshare {ground.Km2} here, {km2} km² in PostGIS");
            Assert.Equal(km2 / row.GetDouble(3), ground.AShare, 0.001);
            Assert.Equal(km2 / row.GetDouble(4), ground.BShare, 0.001);
            int[] inside = SetOverlap.SlotsIn(found, index)[0].Stated.ToArray(), expected = row.GetFieldValue<int[]>(2);
            var other = inside.Except(expected).Concat(expected.Except(inside)).Select(slot => $"{incidents[slot]} is {(inside.Contains(slot) ? "in" : "out")} here");
            Assert.True(inside.SequenceEqual(expected), $"{what}\n{string.Join('\n', other)}, not in PostGIS");
        }

        void Add<T>(IEnumerable<T> values) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });
    }

    private static SetZone Zone(Geometry area, DateSpan days) => new(Guid.NewGuid(), area, PeriodReadings.Exact(days));

    /// <param name="kind">0: plain; 1: with a hole; 2: with an island in the hole; 3: with another part beside it, and holes in both.</param>
    private static Geometry Shape(double x, double y, double[] radii, double[] hole, int kind)
    {
        if (kind == 0) return Wgs84.Factory.CreatePolygon(Ring(0, i => radii[i]));
        var holed = Wgs84.Factory.CreatePolygon(Ring(0, i => radii[i]), [Ring(0, i => radii[i] * hole[i])]);
        return kind switch
        {
            1 => holed,
            2 => Wgs84.Factory.CreateMultiPolygon([holed, Wgs84.Factory.CreatePolygon(Ring(0, i => radii[i] * hole[i] * 0.7))]),
            // The two stars reach 1.2° from their centres at most.
            _ => Wgs84.Factory.CreateMultiPolygon([holed, Wgs84.Factory.CreatePolygon(Ring(2.5, i => radii[^(i + 1)]), [Ring(2.5, i => radii[^(i + 1)] * hole[i])])]),
        };

        LinearRing Ring(double east, Func<int, double> radius) => Wgs84.Factory.CreateLinearRing([.. Enumerable.Range(0, radii.Length + 1).Select(i =>
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (i % radii.Length) / radii.Length);
            return new Coordinate(x + east + radius(i % radii.Length) * cos, y + radius(i % radii.Length) * sin);
        })]);
    }
}
