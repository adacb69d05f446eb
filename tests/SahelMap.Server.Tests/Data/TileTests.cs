using System.Net;
using System.Text;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>Vector tiles over HTTP.</summary>
public sealed class TileTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    /// <summary>Central Mali at zoom 5, and the same for PostGIS.</summary>
    private const string Mali = "5/15/14", MaliEnvelope = "ST_TileEnvelope(5, 15, 14)";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("23/0/0", "z")]
    [InlineData("-1/0/0", "z")]
    [InlineData("3/8/0", "x")]
    [InlineData("3/-1/0", "x")]
    [InlineData("3/0/8", "y")]
    [InlineData("0/0/1", "y")]
    public async Task A_tile_that_cannot_be_is_refused_with_the_number_that_is_wrong(string tile, string parameter)
    {
        foreach (var layer in (string[])["basemap", "deployments", "incidents"])
        {
            var answer = await server.Client.Ask($"/tiles/{layer}/{tile}.mvt");
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal("/problems/bad-parameter", answer.Type);
            Assert.Equal(parameter, (string?)answer["parameter"]);
        }
    }

    [Theory]
    [InlineData("/tiles/roads/3/3/3.mvt")]
    [InlineData("/tiles/roads.json")]
    public async Task An_unknown_layer_is_not_found_and_the_answer_lists_those_there_are(string path)
    {
        var answer = await server.Client.Ask(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("/problems/unknown-layer", answer.Type);
        foreach (var layer in (string[])["roads", "basemap", "deployments", "incidents"]) Assert.Contains(layer, answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tiles/deployments/5/15/14.mvt?actr=Wagner", "unknown-parameter", "actr")]
    [InlineData("/tiles/incidents/5/15/14.mvt?type=Batle", "bad-parameter", "type")]
    [InlineData("/tiles/basemap/5/15/14.mvt?actor=Wagner", "unknown-parameter", "actor")]
    public async Task A_wrong_parameter_is_named(string path, string type, string parameter)
    {
        var answer = await server.Client.Ask(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"/problems/{type}", answer.Type);
        Assert.Equal(parameter, (string?)answer["parameter"]);
    }

    [Fact]
    public async Task Where_there_is_nothing_there_is_no_content()
    {
        var (status, _, tile) = await TileAsync("deployments/5/0/0.mvt");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Empty(tile);
    }

    [Theory]
    [InlineData("basemap")]
    [InlineData("deployments")]
    [InlineData("incidents")]
    public async Task A_tile_over_Mali_holds_its_layer_and_is_not_sent_again(string layer)
    {
        var (status, tag, tile) = await TileAsync($"{layer}/{Mali}.mvt");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(tag);
        Assert.Contains(layer == "basemap" ? "countries" : layer, tile, StringComparison.Ordinal);

        var again = await server.Client.Ask($"/tiles/{layer}/{Mali}.mvt", tag);
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.Equal(tag, again.ETag);
        Assert.Null(again.Body);
        var (other, _, _) = await TileAsync($"{layer}/{Mali}.mvt", "W/\"another\"");
        Assert.Equal(HttpStatusCode.OK, other);
    }

    [Theory]
    [InlineData("actor=Wagner", "actor = 'Wagner'")]
    [InlineData("role=PoC&until=2014-01-01", "role = 'PoC' AND lower(period) < '2014-01-01'")]
    [InlineData("actor=Takuba,Barkhane&kind=Base", "actor IN ('Takuba', 'Barkhane') AND kind = 'Base'")]
    public async Task A_tile_of_deployments_holds_those_that_the_filter_gives_and_no_others(string query, string where)
    {
        var inside = await server.DataSource.Ids($"SELECT id FROM deployment WHERE ({where}) AND ST_Intersects(area_3857, {MaliEnvelope})");
        var outside = await server.DataSource.Ids($"SELECT id FROM deployment WHERE NOT ({where})");

        var (_, _, tile) = await TileAsync($"deployments/{Mali}.mvt?{query}");

        Assert.NotEmpty(inside);
        Assert.NotEmpty(outside);
        Assert.All(inside, id => Assert.Contains(id, tile, StringComparison.Ordinal));
        Assert.All(outside, id => Assert.DoesNotContain(id, tile, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("basemap", "", "")]
    [InlineData("deployments", "", "")]
    [InlineData("incidents", "?country=ML", "?country=ML")]
    public async Task TileJSON_names_the_tiles_with_their_filter(string layer, string query, string inUrl)
    {
        var answer = await server.Client.Ask($"/tiles/{layer}.json{query}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("3.0.0", (string?)answer["tilejson"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)answer["attribution"]));
        Assert.Equal($"{server.Uri.GetLeftPart(UriPartial.Authority)}/tiles/{layer}/{{z}}/{{x}}/{{y}}.mvt{inUrl}", (string?)answer["tiles"][0]);
    }

    /// <summary>Its bytes as letters: the names and ids in a tile are plain text.</summary>
    private async Task<(HttpStatusCode Status, string? Tag, string Tile)> TileAsync(string path, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/tiles/{path}");
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var response = await server.Client.SendAsync(request, Ct);
        return (response.StatusCode, response.Headers.ETag?.ToString(), Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Ct)));
    }
}
