using System.Net;
using System.Text.Json.Nodes;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

public sealed class IncidentWriteTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/incidents";

    [Theory]
    [InlineData("""{"title": " "}""", "properties.title", "\" \"", "not blank")]
    [InlineData("""{"title": null}""", "properties.title", "nothing", "not blank")]
    [InlineData("""{"type": "Massacre"}""", "properties.type", "\"Massacre\"", "ViolenceAgainstCivilians")]
    [InlineData("""{"type": 1}""", "properties.type", "1", "ViolenceAgainstCivilians")]
    [InlineData("""{"from": "27/03/2022"}""", "properties.from", "\"27/03/2022\"", "YYYY-MM-DD")]
    [InlineData("""{"until": null}""", "properties.until", "nothing", "YYYY-MM-DD")]
    [InlineData("""{"until": "2022-03-27"}""", "properties.until", "\"2022-03-27\"", "first day outside")]
    [InlineData("""{"deathsBest": -1}""", "properties.deathsBest", "-1", "whole number from 0")]
    [InlineData("""{"deathsBest": "12"}""", "properties.deathsBest", "\"12\"", "whole number from 0")]
    [InlineData("""{"deathsBest": 1.5}""", "properties.deathsBest", "1.5", "whole number from 0")]
    [InlineData("""{"country": "mali"}""", "properties.country", "\"mali\"", "two capital letters")]
    [InlineData("""{"admin1": "ML/Gaao"}""", "properties.admin1", "\"ML/Gaao\"", "perhaps ML/Gao")]
    [InlineData("""{"datePrecision": "Hour"}""", "properties.datePrecision", "\"Hour\"", "DayRange")]
    [InlineData("""{"actors": "Wagner"}""", "properties.actors", "\"Wagner\"", "list of texts")]
    [InlineData("""{"actors": ["Wagner", 7]}""", "properties.actors[1]", "7", "text")]
    [InlineData("""{"actors": ["MINUSMA", "Wagnr"]}""", "properties.actors[1]", "\"Wagnr\"", "perhaps Wagner")]
    [InlineData("""{"source": null}""", "properties.source", "nothing", "provenance is not optional")]
    [InlineData("""{"citation": ""}""", "properties.citation", "\"\"", "cited")]
    [InlineData("""{"licence": null}""", "properties.licence", "nothing", "licence")]
    [InlineData("""{"basis": null}""", "properties.basis", "nothing", "how the fact was obtained")]
    [InlineData("""{"confidence": null}""", "properties.confidence", "nothing", "high, medium, low")]
    [InlineData("""{"confidence": "sure"}""", "properties.confidence", "\"sure\"", "high, medium, low")]
    [InlineData("""{"url": "ftp://example.org"}""", "properties.url", "\"ftp://example.org\"", "https://")]
    [InlineData("""{"tpye": "Battle"}""", "properties.tpye", "an unknown property", "perhaps type")]
    [InlineData("""{"original": [1]}""", "properties.original", "a list of 1", "an object")]
    [InlineData("""{"title": "a\u0000b"}""", "properties.title", "\"a\\u0000b\"", "NUL")]
    public async Task A_wrong_property_is_refused_with_its_place(string change, string place, string found, string expected)
    {
        var answer = await server.Client.Create(Route, Api.Incident(change));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("/problems/invalid-record", answer.Type);
        var error = Assert.Single(answer.Errors, e => e.Place == place);
        Assert.Equal(found, error.Found);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type": "Point", "coordinates": [181, 14]}""", "geometry.coordinates", "[181, 14]")]
    [InlineData("""{"type": "Point", "coordinates": [14.5, -98]}""", "geometry.coordinates", "[14.5, -98]")]
    [InlineData("""{"type": "Point", "coordinates": ["4", 14]}""", "geometry.coordinates", "a list of 2")]
    [InlineData("""{"type": "Point", "coordinates": []}""", "geometry.coordinates", "a list of 0")]
    [InlineData("""{"type": "Point"}""", "geometry.coordinates", "nothing")]
    [InlineData("""{"type": "LineString", "coordinates": [[0, 0], [1, 1]]}""", "geometry.type", "\"LineString\"")]
    [InlineData("null", "geometry", "nothing")]
    [InlineData("7", "geometry", "7")]
    public async Task A_wrong_point_is_refused_with_its_place(string geometry, string place, string found)
    {
        var incident = Api.Incident();
        incident["geometry"] = JsonNode.Parse(geometry);
        var answer = await server.Client.Create(Route, incident);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var error = Assert.Single(answer.Errors);
        Assert.Equal((place, found), (error.Place, error.Found));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var answer = await server.Client.Create(Route, Api.Incident("""{"title": "", "type": "X", "deathsLow": -3}""", lon: 999));

        Assert.Equal(
            ["geometry.coordinates", "properties.deathsLow", "properties.title", "properties.type"],
            answer.Errors.Select(e => e.Place).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("""{"type": "FeatureCollection", "features": []}""", "type")]
    [InlineData("""{"type": "Feature", "geometry": null}""", "properties")]
    [InlineData("""{"type": "Feature", "properties": 3}""", "properties")]
    public async Task What_is_no_feature_is_refused(string body, string place)
    {
        var answer = await server.Client.Call(HttpMethod.Post, Route, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(place, Assert.Single(answer.Errors).Place);
    }

    [Fact]
    public async Task A_source_that_breaks_low_best_high_is_kept_and_flagged()
    {
        var answer = await server.Client.Create(Route, Api.Incident("""{"deathsLow": 9, "deathsBest": 3, "deathsHigh": 5}"""));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.True((bool)answer.Properties["deathsInconsistent"]!);
        Assert.Equal(9, (int)answer.Properties["deathsLow"]!);
    }

    [Fact]
    public async Task A_created_incident_is_where_Location_says_with_what_was_sent_and_what_the_server_knows()
    {
        var answer = await server.Client.Create(Route, Api.Incident("""{"narrative": "Cinq jours", "links": ["https://example.org/a"], "retrieved": "2023-01-02"}"""), ("X-SahelMap-User", "amina"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("\"1\"", answer.ETag);
        Assert.Equal($"{Route}/{answer["id"]}", answer.Headers.Location?.ToString());
        var p = (await server.Client.Ask(answer.Headers.Location!.ToString())).Properties;
        Assert.Equal("Cinq jours", (string?)p["narrative"]);
        Assert.Equal("https://example.org/a", (string?)p["links"]![0]);
        Assert.Equal("ML/Mopti", (string?)p["admin1"]); // looked up by place
        Assert.Equal("ML", (string?)p["country"]);
        Assert.Equal("local", (string?)p["dataset"]);
        Assert.Equal("amina", (string?)p["enteredBy"]);
        Assert.Null(p["editedBy"]);
    }

    [Fact]
    public async Task Records_with_the_same_citation_share_a_source_and_another_link_makes_another()
    {
        const string Cited = """{"source": "Shared", "citation": "One citation", "url": "https://example.org/"}""";
        for (var i = 0; i < 3; i++) await server.Client.Create(Route, Api.Incident(Cited));
        Assert.Equal(1, await server.DataSource.Sql<long>("SELECT count(*) FROM source WHERE name = 'Shared'"));

        await server.Client.Create(Route, Api.Incident("""{"source": "Shared", "citation": "One citation", "url": "https://example.org/", "links": ["https://example.org/b"]}"""));
        Assert.Equal(2, await server.DataSource.Sql<long>("SELECT count(*) FROM source WHERE name = 'Shared'"));
    }

    [Fact]
    public async Task Many_who_cite_a_new_source_at_once_share_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => server.Client.Create(Route, Api.Incident("""{"source": "Rush"}"""))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Equal(1, await server.DataSource.Sql<long>("SELECT count(*) FROM source WHERE name = 'Rush'"));
    }

    [Fact]
    public async Task An_id_or_a_key_that_is_taken_is_a_conflict()
    {
        var taken = await server.Client.Create(Route, Api.Incident("""{"dataset": "mine", "datasetKey": "1"}"""));
        var sameId = Api.Incident();
        sameId["id"] = (string)taken["id"]!;

        var byId = await server.Client.Create(Route, sameId);
        Assert.Equal((HttpStatusCode.Conflict, "/problems/conflict"), (byId.Status, byId.Type));
        Assert.Contains("Replace it with PUT", byId.Detail, StringComparison.Ordinal);
        var byKey = await server.Client.Create(Route, Api.Incident("""{"dataset": "mine", "datasetKey": "1"}"""));
        Assert.Equal(HttpStatusCode.Conflict, byKey.Status);
        Assert.Contains("datasetKey", byKey.Detail, StringComparison.Ordinal);
    }
}
