using System.Net;
using System.Text.Json.Nodes;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>The state of knowledge at an instant.</summary>
public sealed class AsOfTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("incidents")]
    [InlineData("deployments")]
    public async Task What_was_changed_deleted_or_added_since_is_as_it_was(string layer)
    {
        JsonObject New(string? p = null) => layer == "incidents" ? Api.Incident(p) : Api.Deployment(p);
        var updated = await server.Client.Create($"/api/{layer}", New("""{"notes": "first"}"""));
        var deleted = await server.Client.Create($"/api/{layer}", New());
        var before = await server.Client.Ask($"/api/{layer}?limit=10000");
        var then = await Now();

        var change = New("""{"notes": "second", "from": "2015-01-01"}""");
        change["geometry"]!["coordinates"] = JsonNode.Parse(layer == "incidents" ? "[1, 13]" : "[[[5, 15], [6, 15], [6, 16], [5, 15]]]");
        await server.Client.Replace($"/api/{layer}/{updated["id"]}", change, "\"1\"");
        await server.Client.Remove($"/api/{layer}/{deleted["id"]}", "\"1\"");
        var added = await server.Client.Create($"/api/{layer}", New());

        var now = await server.Client.Ask($"/api/{layer}?limit=10000");
        Assert.DoesNotContain((string?)deleted["id"], now.Ids);
        var past = await server.Client.Ask($"/api/{layer}?limit=10000&asOf={then}");
        Assert.True(JsonNode.DeepEquals(before["features"], past["features"]));

        Assert.Equal("second", (string?)(await server.Client.Ask($"/api/{layer}/{updated["id"]}")).Properties["notes"]);
        var one = await server.Client.Ask($"/api/{layer}/{updated["id"]}?asOf={then}");
        Assert.Equal(("\"1\"", "first"), (one.ETag, (string?)one.Properties["notes"]));
        Assert.True(JsonNode.DeepEquals(updated["geometry"], one["geometry"]));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.Ask($"/api/{layer}/{deleted["id"]}?asOf={then}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.Ask($"/api/{layer}/{added["id"]}?asOf={then}")).Status);
    }

    [Fact]
    public async Task The_past_is_filtered_and_paged_like_the_present()
    {
        var created = await server.Client.Create("/api/incidents", Api.Incident("""{"from": "2013-05-05", "until": "2013-05-06", "actors": ["MINUSMA"]}"""));
        var then = await Now();
        await server.Client.Replace($"/api/incidents/{created["id"]}", Api.Incident("""{"from": "2020-05-05", "until": "2020-05-06", "actors": []}"""), "\"1\"");

        const string Query = "/api/incidents?from=2013-05-05&until=2013-05-06&actor=MINUSMA&limit=1";
        Assert.Empty((await server.Client.Ask(Query)).Ids);
        Assert.Equal([(string)created["id"]!], (await server.Client.Ask($"{Query}&asOf={then}")).Ids);

        var next = (string?)(await server.Client.Ask($"/api/incidents?limit=1&asOf={then}"))["links"][1]!["href"];
        Assert.Contains("asOf=", next, StringComparison.Ordinal);
        Assert.Single((await server.Client.Ask(next!)).Ids);
    }

    private Task<string> Now() => server.DataSource.Sql<string>("""SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""");
}
