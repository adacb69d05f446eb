using System.Net;
using System.Text.Json.Nodes;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

public sealed class DeploymentWriteTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/deployments";

    [Theory]
    [InlineData("[[[0, 14], [2, 16], [2, 14], [0, 16], [0, 14]]]", "geometry at 1 15", "cross")]
    [InlineData("[[[0, 14], [2, 14], [2, 16], [0, 16]]]", "geometry.coordinates[0][3]", "not closed")]
    [InlineData("[[[0, 14], [2, 14], [0, 14]]]", "geometry.coordinates[0]", "3 positions")]
    [InlineData("[[[0, 14], [2, 14], [2, 96], [0, 14]]]", "geometry.coordinates[0][2]", "[2, 96]")]
    [InlineData("[[[0, 14], [2, 14], \"x\", [0, 14]]]", "geometry.coordinates[0][2]", "\"x\"")]
    [InlineData("[[[0, 14], [4, 14], [4, 18], [0, 18], [0, 14]], [[5, 15], [6, 15], [6, 16], [5, 15]]]", "geometry at 5 15", "a hole outside its outline")]
    [InlineData("[]", "geometry.coordinates", "an empty area")]
    public async Task An_invalid_polygon_is_refused_with_the_place_of_its_defect(string coordinates, string place, string found)
    {
        var answer = await server.Client.Create(Route, Api.Deployment(coordinates: coordinates));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("/problems/invalid-record", answer.Type);
        var error = Assert.Single(answer.Errors);
        Assert.Equal(place, error.Place);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"actor": "Wagnerr"}""", "properties.actor", "perhaps Wagner")]
    [InlineData("""{"actor": null}""", "properties.actor", "the code of an actor")]
    [InlineData("""{"kind": "Fort"}""", "properties.kind", "OperationZone")]
    [InlineData("""{"role": "peace"}""", "properties.role", "PoC, RtoP, CT")]
    [InlineData("""{"until": "2022-01-01"}""", "properties.until", "after from")]
    [InlineData("""{"roleUntil": "2024-01-01"}""", "properties.roleUntil", "from from to until")]
    [InlineData("""{"fromPrecision": "Ongoing"}""", "properties.fromPrecision", "FirstObserved")]
    [InlineData("""{"untilPrecision": "FirstObserved"}""", "properties.untilPrecision", "LastObserved")]
    [InlineData("""{"rule": {"kind": "Circle"}}""", "properties.rule.kind", "Radius")]
    [InlineData("""{"rule": {}}""", "properties.rule.kind", "Radius")]
    [InlineData("""{"rule": "Drawn"}""", "properties.rule", "an object")]
    [InlineData("""{"rule": {"kind": "Radius", "lon": 0, "lat": 15}}""", "properties.rule.km", "radius in km")]
    [InlineData("""{"rule": {"kind": "Radius", "lon": 0, "lat": 15, "km": -3}}""", "properties.rule.km", "above 0")]
    [InlineData("""{"rule": {"kind": "Radius", "lon": 0, "lat": 15, "km": 3, "miles": 2}}""", "properties.rule.miles", "one of")]
    [InlineData("""{"rule": {"kind": "Regions", "regions": ["ML/Gao", "ML/Kidaal"]}}""", "properties.rule.regions[1]", "ML/Kidal")]
    [InlineData("""{"rule": {"kind": "Countries", "countries": []}}""", "properties.rule.countries", "at least one")]
    [InlineData("""{"rule": {"kind": "Border", "between": [["ML", "TD"]], "km": 50}}""", "properties.rule.between[0]", "neighbour")]
    [InlineData("""{"rule": {"kind": "Border", "between": [["ML"]], "km": 50}}""", "properties.rule.between[0]", "two country codes")]
    [InlineData("""{"rule": {"kind": "Border", "between": "ML-NE", "km": 50}}""", "properties.rule.between", "list of pairs")]
    public async Task A_wrong_property_is_refused_with_its_place(string change, string place, string expected)
    {
        var answer = await server.Client.Create(Route, Api.Deployment(change));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(expected, Assert.Single(answer.Errors, e => e.Place == place).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drawn_polygon_is_stored_as_a_multipolygon_turned_as_the_standard_has_it()
    {
        var answer = await server.Client.Create(Route, Api.Deployment(coordinates: "[[[0, 15], [0, 16], [1, 16], [1, 15], [0, 15]]]"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("""{"type":"MultiPolygon","coordinates":[[[[0,15],[1,15],[1,16],[0,16],[0,15]]]]}""", answer["geometry"].ToJsonString());
        Assert.Equal("""{"kind":"Drawn"}""", answer.Properties["rule"]!.ToJsonString());
        Assert.Equal("Day", (string?)answer.Properties["untilPrecision"]);
    }

    [Theory]
    [InlineData("""{"kind": "Regions", "regions": ["ML/Gao", "ML/Kidal"]}""", "ST_Union(geom) FROM basemap WHERE layer = 'regions' AND id IN ('ML/Gao', 'ML/Kidal')")]
    [InlineData("""{"kind": "Countries", "countries": ["ML"]}""", "geom FROM basemap WHERE layer = 'countries' AND country = 'ML'")]
    [InlineData("""{"kind": "Radius", "lon": -0.04, "lat": 16.27, "km": 20}""", "ST_Buffer(ST_Point(-0.04, 16.27)::geography, 20000, 64)::geometry")]
    public async Task The_area_is_made_by_the_rule_whatever_geometry_comes(string rule, string area)
    {
        var deployment = Api.Deployment($$"""{"rule": {{rule}}, "approximate": false}""", coordinates: "[[[100, 10], [101, 10], [101, 11], [100, 10]]]");
        var answer = await server.Client.Create(Route, deployment);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(rule), answer.Properties["rule"]), answer.Properties["rule"]!.ToJsonString());
        Assert.True((bool)answer.Properties["approximate"]!); // whatever a rule makes is
        var differs = await server.DataSource.Sql<double>(
            $"SELECT ST_Area(ST_SymDifference(d.area, ST_SetSRID(e.area, 4326))) / ST_Area(d.area) FROM deployment AS d, (SELECT {area}) AS e (area) WHERE d.id = '{answer["id"]}'");
        Assert.InRange(differs, 0, 0.002);
    }

    [Fact]
    public async Task A_rule_can_be_changed_and_the_area_follows()
    {
        var created = await server.Client.Create(Route, Api.Deployment("""{"rule": {"kind": "Radius", "lon": 0, "lat": 16, "km": 10}}"""));
        var record = created.Body!;
        record["properties"]!["rule"]!["km"] = 20;
        var changed = await server.Client.Replace($"{Route}/{created["id"]}", record, "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.Status, changed.ETag));
        Assert.InRange(await server.DataSource.Sql<double>($"SELECT ST_Area(area::geography) / 1e6 FROM deployment WHERE id = '{created["id"]}'"), 1240, 1260);
    }

    [Fact]
    public async Task A_rule_sees_the_basemap_as_it_is_now()
    {
        const string Rule = """{"rule": {"kind": "Regions", "regions": ["ZZ/New"]}}""";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.Client.Create(Route, Api.Deployment(Rule))).Status);
        await server.DataSource.Run("INSERT INTO basemap (layer, id, name, country, geom) VALUES ('regions', 'ZZ/New', 'New', 'ZZ', ST_MakeEnvelope(30, 10, 31, 11, 4326))");
        Assert.Equal(HttpStatusCode.Created, (await server.Client.Create(Route, Api.Deployment(Rule))).Status);
        await server.DataSource.Run("DELETE FROM basemap WHERE id = 'ZZ/New'");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await server.Client.Create(Route, Api.Deployment(Rule))).Status);
    }

    [Fact]
    public async Task An_ongoing_deployment_has_no_until_and_may_serve_its_norm_shorter_than_it_stays()
    {
        var answer = await server.Client.Create(Route, Api.Deployment("""{"until": null, "roleUntil": "2022-06-01"}"""));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Null(answer.Properties["until"]);
        Assert.Equal("Ongoing", (string?)answer.Properties["untilPrecision"]);
        Assert.Equal("[2022-01-01,2022-06-01)", await server.DataSource.Sql<string>($"SELECT served::text FROM deployment WHERE id = '{answer["id"]}'"));
    }

    [Fact]
    public async Task What_a_GET_gives_can_be_PUT_back()
    {
        foreach (var id in await server.DataSource.Ids("SELECT DISTINCT ON (area_rule ->> 'kind') id FROM deployment WHERE dataset = 'geodata'"))
        {
            var record = await server.Client.Ask($"{Route}/{id}");
            record.Properties["notes"] = "Seen again.";
            var answer = await server.Client.Replace($"{Route}/{id}", record.Body!, record.ETag);

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal("local", (string?)answer.Properties["editedBy"]);
            Assert.True(JsonNode.DeepEquals(record.Properties["rule"], answer.Properties["rule"]));
            Assert.True(JsonNode.DeepEquals(record["geometry"], answer["geometry"]), (string?)record.Properties["name"]);
        }
    }
}
