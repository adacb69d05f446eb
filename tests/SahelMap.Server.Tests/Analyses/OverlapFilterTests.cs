using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>The one filter means for overlaps what SQL says it does.</summary>
public sealed class OverlapFilterTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private static readonly SemaphoreSlim Once = new(1);
    private static bool s_filled;

    public async ValueTask InitializeAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (s_filled) return;
            await AddActorsAsync(server.DataSource);
            await ExecuteAsync(server.DataSource, OverlapApi.RandomRecords(11, zones: 40, incidents: 1_200));
            await server.Server.UntilOverlapsAreCurrentAsync();
            s_filled = true;
        }
        finally { Once.Release(); }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("type=Battle", "i.type = 'Battle'", "true")]
    [InlineData("type=Battle,Explosion&minDeaths=5", "i.type IN ('Battle', 'Explosion') AND i.deaths_best >= 5", "true")]
    [InlineData("minDeaths=0", "i.deaths_best >= 0", "true")]
    [InlineData("country=ML", "i.country = 'ML'", "true")]
    [InlineData("admin1=ML/Gao,ML/Mopti", "i.admin1 IN ('ML/Gao', 'ML/Mopti')", "true")]
    [InlineData("bbox=-3.1,13.2,1.7,16.4", "i.location && ST_MakeEnvelope(-3.1, 13.2, 1.7, 16.4, 4326)", "true")]
    [InlineData("source=ucdp-ged", "i.dataset = 'ucdp-ged'", "true")]
    [InlineData("source=synthetic", "false", "true")]
    [InlineData("q=incident 4", "strpos(lower(i.title), 'incident 4') > 0", "true")]
    [InlineData("from=2016-05-01&until=2018-01-15", "i.period && '[2016-05-01,2018-01-15)'", "p.served * c.served && '[2016-05-01,2018-01-15)'")]
    [InlineData("from=2019-01-01", "i.period && '[2019-01-01,)'", "p.served * c.served && '[2019-01-01,)'")]
    [InlineData("until=2015-01-01", "i.period && '(,2015-01-01)'", "p.served * c.served && '(,2015-01-01)'")]
    [InlineData("actor=T-CT", "true", "'T-CT' IN (p.actor, c.actor)")]
    [InlineData("actor=MINUSMA,T-POC", "true", "p.actor IN ('MINUSMA', 'T-POC') OR c.actor IN ('MINUSMA', 'T-POC')")]
    [InlineData("kind=Sector,Base", "true", "p.kind IN ('Sector', 'Base') OR c.kind IN ('Sector', 'Base')")]
    [InlineData("role=CT", "true", "true")]
    [InlineData("role=RtoP", "true", "false")]
    [InlineData("actor=T-POC&from=2017-01-01&until=2020-01-01&type=ViolenceAgainstCivilians&minDeaths=2&source=local&country=NE,BF&q=1",
        "i.period && '[2017-01-01,2020-01-01)' AND i.type = 'ViolenceAgainstCivilians' AND i.deaths_best >= 2 AND i.dataset = 'local' AND i.country IN ('NE', 'BF') AND concat_ws(' ', i.title, i.title_fr, i.place, i.side_a, i.side_b, i.narrative) ~ '\\m1'",
        "'T-POC' IN (p.actor, c.actor) AND p.served * c.served && '[2017-01-01,2020-01-01)'")]
    public async Task The_filter_equals_sql(string query, string incidents, string pairs) =>
        OverlapOracle.AssertEqual(await OverlapOracle.AskAsync(server.DataSource, incidents, pairs), await server.Client.OverlapsAsync(query));

    [Fact]
    public async Task As_of_an_instant_the_overlaps_are_those_of_the_records_of_then()
    {
        var before = await server.Client.OverlapsAsync();
        var instant = await ScalarAsync<DateTime>(server.DataSource, "SELECT clock_timestamp()");
        await ExecuteAsync(server.DataSource, """
            DELETE FROM incident WHERE id IN (SELECT id FROM incident ORDER BY id LIMIT 300);
            UPDATE deployment SET area = ST_Multi(ST_Translate(area, 0.5, 0)) WHERE id IN (SELECT id FROM deployment ORDER BY id LIMIT 20);
            """);
        await server.Server.UntilOverlapsAreCurrentAsync();
        Assert.NotEqual(before, await server.Client.OverlapsAsync());

        var then = await server.Client.OverlapsAsync($"asOf={instant.ToUniversalTime():yyyy-MM-ddTHH:mm:ss.ffffffZ}");

        Assert.Equal(before.Select(o => o with { Km2 = 0, Km2Days = 0, PocShare = 0, CtShare = 0 }).OrderBy(o => o.Id),
            then.Select(o => o with { Km2 = 0, Km2Days = 0, PocShare = 0, CtShare = 0 }).OrderBy(o => o.Id));
        // History keeps coordinates as GeoJSON: nine decimals.
        Assert.All(before.Zip(then.OrderBy(o => before.FindIndex(b => b.Id == o.Id))), p => Assert.Equal(p.First.Km2, p.Second.Km2, 3));
    }
}
