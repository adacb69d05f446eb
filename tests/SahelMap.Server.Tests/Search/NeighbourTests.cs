using System.Net;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Search;

/// <summary>What lies around a record, against PostGIS without any index or shortcut.</summary>
public sealed class NeighbourTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData(50, 30)]
    [InlineData(200, 365)]
    [InlineData(500, 0)]
    public async Task The_neighbours_of_an_incident_are_those_that_the_ellipsoid_and_the_calendar_give(int km, int days)
    {
        var some = 0;
        foreach (var id in await server.DataSource.Ids("SELECT id FROM incident WHERE dataset_key LIKE '%ogossagou%' OR deaths_best > 100 OR upper(period) - lower(period) > 3 ORDER BY id"))
        {
            var answer = await server.Client.Ask($"/api/incidents/{id}/neighbours?km={km}&days={days}&limit=200");
            var expected = await server.DataSource.Ids($"""
                SELECT o.id FROM incident AS i, incident AS o,
                    LATERAL (SELECT ST_Distance(i.location::geography, o.location::geography) / 1000 AS km,
                        (SELECT min(abs(a::date - b::date)) FROM generate_series(lower(i.period), upper(i.period) - 1, '1 day') AS a, generate_series(lower(o.period), upper(o.period) - 1, '1 day') AS b) AS days) AS d
                WHERE i.id = '{id}' AND o.id <> i.id AND d.km <= {km} AND d.days <= {days}
                ORDER BY d.km, d.days, o.id
                """);

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(expected, answer["incidents"].AsArray().Select(n => (string)n!["id"]!));
            Assert.Equal(expected.Count, (int)answer["total"]);
            some += expected.Count;
        }
        Assert.True(some > 0);
    }

    [Fact]
    public async Task The_zones_that_held_an_incident_say_whether_they_served_their_norm_that_day()
    {
        // Moura, in the days when MINUSMA's area of responsibility was Mali and Wagner was near.
        var id = await server.DataSource.Sql<Guid>("SELECT id FROM incident WHERE title ILIKE '%moura%' ORDER BY deaths_best DESC NULLS LAST LIMIT 1");
        var zones = (await server.Client.Ask($"/api/incidents/{id}/neighbours"))["zones"].AsArray();

        Assert.Equal(
            await server.DataSource.Ids($"SELECT d.id FROM deployment AS d, incident AS i WHERE i.id = '{id}' AND d.period && i.period AND ST_Intersects(d.area, i.location) ORDER BY d.role, d.actor, d.name, d.id"),
            zones.Select(z => (string)z!["id"]!));
        Assert.Contains(zones, z => (string?)z!["actor"] == "MINUSMA" && (string?)z["role"] == "PoC" && (bool)z["served"]!);
        var after = await server.DataSource.Sql<Guid>("""
            INSERT INTO incident (title, type, period, location, source, basis, confidence, verified, entered_by)
            SELECT 'After the mandate', 'Other', '[2023-10-15,2023-10-16)', ST_SetSRID(ST_Point(-0.04, 16.27), 4326), id, 'retrieved', 'low', false, 'test' FROM source LIMIT 1 RETURNING id
            """);
        Assert.Contains((await server.Client.Ask($"/api/incidents/{after}/neighbours"))["zones"].AsArray(), z => (string?)z!["actor"] == "MINUSMA" && !(bool)z["served"]!);
    }

    [Theory]
    [InlineData("minusma-aor", "")]
    [InlineData("wagner-gossi", "")]
    [InlineData("minusma-aor", "type=Battle&from=2019-01-01&until=2022-01-01&minDeaths=5")]
    public async Task The_incidents_inside_a_deployment_obey_the_filter(string key, string query)
    {
        var id = await server.DataSource.Sql<Guid>($"SELECT id FROM deployment WHERE dataset_key = '{key}'");
        var where = query.Length == 0 ? "true" : "i.type = 'Battle' AND i.period && '[2019-01-01,2022-01-01)' AND i.deaths_best >= 5";
        var expected = await server.DataSource.Ids($"SELECT i.id FROM incident AS i, deployment AS d WHERE d.id = '{id}' AND ST_Intersects(d.area, i.location) AND d.period && i.period AND {where} ORDER BY lower(i.period) DESC, i.id DESC");

        var answer = await server.Client.Ask($"/api/deployments/{id}/incidents?limit=200&{query}");

        Assert.Equal(expected, answer["incidents"].AsArray().Select(n => (string)n!["id"]!));
        Assert.Equal(expected.Count, (int)answer["total"]);
    }

    [Fact]
    public async Task An_actor_is_summed_up_by_its_deployments_and_the_incidents_that_name_it()
    {
        var answer = await server.Client.Ask("/api/actors/Wagner/summary");

        Assert.Equal(await server.DataSource.Ids("SELECT id FROM deployment WHERE actor = 'Wagner' ORDER BY lower(period), name, id"), answer["deployments"].AsArray().Select(d => (string)d!["id"]!));
        Assert.Equal(await server.DataSource.Sql<long>("SELECT count(*) FROM incident WHERE 'Wagner' = ANY (actors)"), (long)answer["incidents"]);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.Ask("/api/actors/Nobody/summary")).Status);
    }

    [Fact]
    public async Task Labels_come_for_the_ids_that_are_asked_for()
    {
        var ids = await server.DataSource.Ids("SELECT id FROM incident ORDER BY id LIMIT 3");
        var labels = (await server.Client.Ask($"/api/incidents/labels?ids={string.Join(',', ids)},{Guid.NewGuid()}")).Body!.AsArray();

        Assert.Equal(ids.Order(), labels.Select(l => (string)l!["id"]!).Order());
        Assert.All(labels, l => Assert.False(string.IsNullOrEmpty((string?)l!["title"])));
    }

    [Theory]
    [InlineData("/api/incidents/labels", "ids")]
    [InlineData("/api/incidents/labels?ids=seven", "ids")]
    [InlineData("/api/incidents/00000000-0000-0000-0000-000000000000/neighbours?km=0", "km")]
    [InlineData("/api/incidents/00000000-0000-0000-0000-000000000000/neighbours?days=-1", "days")]
    [InlineData("/api/deployments/00000000-0000-0000-0000-000000000000/incidents?limit=many", "limit")]
    public async Task A_wrong_parameter_is_named(string path, string parameter)
    {
        var answer = await server.Client.Ask(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(parameter, (string?)answer["parameter"]);
    }

    [Theory]
    [InlineData("/api/incidents/00000000-0000-0000-0000-000000000000/neighbours")]
    [InlineData("/api/incidents/nonsense/neighbours")]
    [InlineData("/api/deployments/00000000-0000-0000-0000-000000000000/incidents")]
    public async Task What_is_not_there_has_no_neighbours(string path) => Assert.Equal(HttpStatusCode.NotFound, (await server.Client.Ask(path)).Status);
}
