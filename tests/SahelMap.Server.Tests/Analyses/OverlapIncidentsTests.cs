using System.Net;
using SahelMap.Contracts;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>The incidents inside a pair are those that PostGIS finds on its ground and in its days.</summary>
public sealed class OverlapIncidentsTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
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
            await ExecuteAsync(server.DataSource, OverlapApi.RandomRecords(23, zones: 30, incidents: 1_500));
            await server.Server.UntilOverlapsAreCurrentAsync();
            s_filled = true;
        }
        finally { Once.Release(); }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("", "true")]
    [InlineData("actor=T-CT", "true")] // of a pair of an actor's everybody's incidents count
    [InlineData("type=Battle,Explosion&minDeaths=5", "i.type IN ('Battle', 'Explosion') AND i.deaths_best >= 5")]
    [InlineData("from=2016-05-01&until=2018-01-15", "i.period && '[2016-05-01,2018-01-15)'")]
    [InlineData("country=ML&source=ucdp-ged&q=incident 4", "i.country = 'ML' AND i.dataset = 'ucdp-ged' AND strpos(lower(i.title), 'incident 4') > 0")]
    [InlineData("bbox=-3.1,13.2,1.7,16.4", "i.location && ST_MakeEnvelope(-3.1, 13.2, 1.7, 16.4, 4326)")]
    public async Task They_are_those_that_SQL_finds_in_the_order_of_the_first_day(string query, string condition)
    {
        foreach (var pair in await LargestAsync(8))
        {
            var inside = await server.Client.Ask($"/api/overlaps/{pair.Id}/incidents?limit=10000&{query}");
            Assert.Equal((HttpStatusCode.OK, "application/geo+json"), (inside.Status, inside.ContentType));
            Assert.Equal(await InsideAsync(pair, condition), inside.Ids);
            var counted = await server.Client.Ask($"/api/overlaps/{pair.Id}?geometry=none&{query}");
            Assert.Equal((int)counted.Properties["incidents"]!, inside.Ids.Count);
        }
    }

    [Fact]
    public async Task Each_is_the_feature_that_the_incidents_themselves_give()
    {
        var pair = (await LargestAsync(1))[0];
        var first = (await server.Client.Ask($"/api/overlaps/{pair.Id}/incidents?limit=1"))["features"].AsArray()[0]!;
        Assert.Equal((await server.Client.Ask($"/api/incidents/{first["id"]}")).Body!.ToJsonString(), first.ToJsonString());
    }

    [Fact]
    public async Task Following_next_visits_every_one_once()
    {
        var pair = (await LargestAsync(1))[0];
        Assert.True(pair.Incidents > 15, "The largest pair has more than two pages.");
        var visited = new List<string>();
        string? at = $"/api/overlaps/{pair.Id}/incidents?limit=7&count=true&minDeaths=1";
        var matched = (int)(await server.Client.Ask(at))["numberMatched"];
        while (at is not null)
        {
            var page = await server.Client.Ask(at);
            Assert.InRange(page.Ids.Count, 1, 7);
            visited.AddRange(page.Ids);
            at = (string?)page["links"].AsArray().FirstOrDefault(l => (string?)l!["rel"] == "next")?["href"];
            Assert.True(at?.StartsWith($"/api/overlaps/{pair.Id}/incidents?minDeaths=1&", StringComparison.Ordinal) != false, at);
        }

        Assert.Equal(await InsideAsync(pair, "i.deaths_best >= 1"), visited);
        Assert.Equal(visited.Count, matched);
    }

    [Fact]
    public async Task A_new_incident_inside_is_there_and_a_deleted_one_is_known_as_of_then()
    {
        var pair = (await LargestAsync(1))[0];
        var path = $"/api/overlaps/{pair.Id}/incidents?limit=10000";
        var before = await server.Client.Ask(path);
        Assert.Equal(HttpStatusCode.NotModified, (await server.Client.Ask(path, before.ETag)).Status);

        // On an inner point of the ground: the first incident's own place may be the edge's.
        var id = Guid.NewGuid();
        await server.DataSource.Run($"""
            INSERT INTO incident (id, title, type, period, location, dataset, source, basis, confidence, verified, entered_by)
            SELECT '{id}', 'New', 'Battle', daterange('{pair.From:yyyy-MM-dd}', '{pair.From:yyyy-MM-dd}', '[]'), ST_PointOnSurface(ST_Intersection(p.area, c.area)), 'local', '{Source}', 'test', 'high', true, 'test'
            FROM deployment AS p, deployment AS c WHERE p.id = '{pair.Poc}' AND c.id = '{pair.Ct}'
            """);
        await server.Server.UntilOverlapsAreCurrentAsync();
        var after = await server.Client.Ask(path, before.ETag);
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Equal([id.ToString()], after.Ids.Except(before.Ids));

        var then = await server.DataSource.Sql<DateTime>("SELECT clock_timestamp()");
        await server.DataSource.Run($"DELETE FROM incident WHERE id = '{id}'");
        await server.Server.UntilOverlapsAreCurrentAsync();
        Assert.Equal(before.Ids, (await server.Client.Ask(path)).Ids);
        Assert.Equal(after.Ids, (await server.Client.Ask($"{path}&asOf={then.ToUniversalTime():yyyy-MM-ddTHH:mm:ss.ffffffZ}")).Ids);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000-0000-4000-8000-000000000001_00000000-0000-4000-8000-000000000002")]
    public async Task An_overlap_that_is_not_there_is_a_404(string id)
    {
        var answer = await server.Client.Ask($"/api/overlaps/{id}/incidents");
        Assert.Equal((HttpStatusCode.NotFound, "/problems/unknown-overlap"), (answer.Status, answer.Type));
    }

    [Theory]
    [InlineData("limit=0", "bad-parameter")]
    [InlineData("after=xyz", "bad-parameter")]
    [InlineData("sort=days", "unknown-parameter")]
    public async Task A_parameter_that_is_wrong_is_named(string query, string type)
    {
        var answer = await server.Client.Ask($"/api/overlaps/{(await LargestAsync(1))[0].Id}/incidents?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, $"/problems/{type}", query.Split('=')[0]), (answer.Status, answer.Type, (string?)answer["parameter"]));
    }

    /// <summary>The pairs with the most incidents.</summary>
    private async Task<List<Overlap>> LargestAsync(int pairs) => await server.Client.OverlapsAsync($"geometry=none&sort=incidents&limit={pairs}");

    private Task<IReadOnlyList<string>> InsideAsync(Overlap pair, string condition) => server.DataSource.Ids($"""
        SELECT i.id FROM incident AS i, deployment AS p, deployment AS c
        WHERE p.id = '{pair.Poc}' AND c.id = '{pair.Ct}' AND ST_Intersects(i.location, ST_Intersection(p.area, c.area)) AND i.period && (p.served * c.served) AND ({condition})
        ORDER BY lower(i.period), i.id
        """);
}
