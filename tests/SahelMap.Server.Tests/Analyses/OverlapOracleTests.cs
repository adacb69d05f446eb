using System.Globalization;
using NetTopologySuite.Operation.Valid;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>The overlaps of the real records and of random ones are those that PostGIS finds.</summary>
public sealed class OverlapOracleTests(PostgisCluster cluster) : IAsyncLifetime
{
    private SahelMapServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync());
        await AddActorsAsync(_server.DataSource);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await cluster.DropDatabaseAsync(_server.ConnectionString);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Every_pair_of_the_shipped_records_is_as_PostGIS_finds_it(bool asDrawn)
    {
        var expected = await OverlapOracle.AskAsync(_server.DataSource, asDrawn: asDrawn);
        Assert.NotEmpty(expected);
        OverlapOracle.AssertEqual(expected, await _server.Client.OverlapsAsync());
    }

    [Theory]
    [InlineData(1), InlineData(2)]
    public async Task Random_zones_and_incidents_are_as_PostGIS_finds_them_and_stay_so_while_they_change(int seed)
    {
        await ExecuteAsync(_server.DataSource, OverlapApi.RandomRecords(seed, zones: 60, incidents: 1_500)); // a bulk load
        await AssertAsPostGisAsync();

        var random = new Random(seed);
        for (var round = 0; round < 8; round++)
        {
            // What people do with zones and incidents, many at once.
            await ExecuteAsync(_server.DataSource, $"""
                UPDATE deployment SET area = ST_Multi(ST_Translate(area, {Number(random, 0.4)}, {Number(random, 0.4)})) WHERE id IN ({Some("deployment", 3)});
                UPDATE deployment SET period = daterange(lower(period) + 40, upper(period) + 60), role_until = NULL WHERE id IN ({Some("deployment", 2)});
                UPDATE deployment SET role = CASE role WHEN 'PoC' THEN 'CT' WHEN 'CT' THEN 'RtoP' ELSE 'PoC' END WHERE id IN ({Some("deployment", 2)});
                DELETE FROM deployment WHERE id IN ({Some("deployment", 1)});
                UPDATE incident SET location = ST_Translate(location, {Number(random, 0.3)}, {Number(random, 0.3)}) WHERE id IN ({Some("incident", 40)});
                UPDATE incident SET civilian_deaths = {random.Next(30)}, counted_elsewhere = NOT counted_elsewhere WHERE id IN ({Some("incident", 20)});
                UPDATE incident SET period = daterange(lower(period) - 300, upper(period) - 300) WHERE id IN ({Some("incident", 20)});
                DELETE FROM incident WHERE id IN ({Some("incident", 15)});
                {OverlapApi.RandomRecords(seed * 1000 + round, zones: 2, incidents: 20)}
                """);
        }
        await AssertAsPostGisAsync();

        string Some(string table, int n) => $"SELECT id FROM {table} WHERE dataset <> 'geodata' ORDER BY md5(id::text || '{random.Next()}') LIMIT {n}";
    }

    [Theory]
    [InlineData("POLYGON((2 12, 3 12, 3 13, 2 13, 2 12))", "[2022-01-01,2022-07-01)", "touching sides")]
    [InlineData("POLYGON((2 13, 3 13, 3 14, 2 14, 2 13))", "[2022-01-01,2022-07-01)", "a shared corner")]
    [InlineData("POLYGON((1.5 12, 3 12, 3 13, 1.5 13, 1.5 12))", "[2022-07-01,2022-12-01)", "adjacent periods")]
    [InlineData("POLYGON((1.5 12, 3 12, 3 13, 1.5 13, 1.5 12))", "[2021-01-01,2022-01-01)", "adjacent periods, the other way round")]
    public async Task Zones_and_periods_that_only_touch_share_nothing(string area, string period, string why)
    {
        Guid poc = Guid.NewGuid(), ct = Guid.NewGuid();
        await ExecuteAsync(_server.DataSource, InsertDeployment(poc, "PoC", Box(1, 12, 2, 13), "[2022-01-01,2022-07-01)"));
        await ExecuteAsync(_server.DataSource, InsertDeployment(ct, "CT", area, period, name: why));
        await _server.UntilOverlapsAreCurrentAsync();
        Assert.DoesNotContain(await _server.Client.OverlapsAsync(), o => o.Poc == poc && o.Ct == ct);
    }

    [Fact]
    public async Task A_role_that_ended_before_the_presence_did_ends_the_overlap()
    {
        Guid poc = Guid.NewGuid(), ct = Guid.NewGuid();
        await ExecuteAsync(_server.DataSource, InsertDeployment(poc, "PoC", Box(1, 12, 2, 13), "[2022-01-01,2024-01-01)", roleUntil: "2023-07-01"));
        await ExecuteAsync(_server.DataSource, InsertDeployment(ct, "CT", Box(1.5, 12, 2.5, 13), "[2023-06-01,)"));
        await _server.UntilOverlapsAreCurrentAsync();
        var overlap = Assert.Single(await _server.Client.OverlapsAsync(), o => o.Poc == poc && o.Ct == ct);
        Assert.Equal((new DateOnly(2023, 6, 1), new DateOnly(2023, 7, 1), 30), (overlap.From, overlap.Until, overlap.Days));
        Assert.Equal(overlap.Km2 * 30, overlap.Km2Days, 3);
    }

    [Fact]
    public async Task The_ground_is_drawn_where_it_is_and_stays_valid_when_it_is_simplified()
    {
        await ExecuteAsync(_server.DataSource, OverlapApi.RandomRecords(7, zones: 40, incidents: 0));
        await _server.UntilOverlapsAreCurrentAsync();
        var full = (await _server.Client.JsonAsync("api/overlaps")).GetProperty("features").EnumerateArray().ToList();
        var drawn = (await _server.Client.JsonAsync("api/overlaps?tolerance=0.05")).GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(full.Count, drawn.Count);
        for (var i = 0; i < full.Count; i++)
        {
            var (exact, simple) = (OverlapApi.Ground(full[i]), OverlapApi.Ground(drawn[i]));
            Assert.True(exact.IsValid && simple.IsValid, $"{full[i].GetProperty("id")} {new IsValidOp(simple).ValidationError}");
            Assert.True(simple.NumPoints <= exact.NumPoints);
            Assert.True(exact.EnvelopeInternal.Contains(simple.EnvelopeInternal) || simple.Distance(exact) < 0.05);
            var km2 = await ScalarAsync<double>(_server.DataSource, $"SELECT ST_Area(ST_Segmentize(ST_GeomFromGeoJSON('{full[i].GetProperty("geometry")}'), 0.05)::geography) / 1e6");
            var said = full[i].GetProperty("properties").GetProperty("km2").GetDouble();
            if (said > 1) Assert.InRange(km2 / said, 0.998, 1.002);
            Assert.All(Shells(exact), s => Assert.True(NetTopologySuite.Algorithm.Orientation.IsCCW(s.CoordinateSequence)));
        }
        var before = drawn.Sum(f => OverlapApi.Ground(f).NumPoints);
        Assert.True(before < full.Sum(f => OverlapApi.Ground(f).NumPoints));
    }

    private static IEnumerable<NetTopologySuite.Geometries.LineString> Shells(NetTopologySuite.Geometries.Geometry area) =>
        Enumerable.Range(0, area.NumGeometries).Select(n => ((NetTopologySuite.Geometries.Polygon)area.GetGeometryN(n)).Shell);

    private async Task AssertAsPostGisAsync()
    {
        await _server.UntilOverlapsAreCurrentAsync();
        OverlapOracle.AssertEqual(await OverlapOracle.AskAsync(_server.DataSource), await _server.Client.OverlapsAsync());
    }

    private static string Number(Random random, double most) => ((random.NextDouble() - 0.5) * 2 * most).ToString(CultureInfo.InvariantCulture);
}
