using System.Net;
using System.Text.Json.Nodes;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

public sealed class ReferenceDataTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Provenance = """ "source": "Test", "citation": "A test", "licence": "CC0", "basis": "retrieved", "confidence": "low" """;

    [Theory]
    [InlineData("""{"code": "A B"}""", "code")]
    [InlineData("""{"code": "X"}""", "code")]
    [InlineData("""{"kind": "Army"}""", "kind")]
    [InlineData("""{"colour": "red"}""", "colour")]
    [InlineData("""{"edge": "wavy"}""", "edge")]
    [InlineData("""{"name": null}""", "name")]
    [InlineData("""{"citation": null}""", "citation")]
    [InlineData("""{"nmae": "x"}""", "nmae")]
    public async Task A_wrong_actor_is_refused_with_the_place(string change, string place)
    {
        var answer = await server.Client.Create("/api/actors", Merge(Actor("NewForce"), change));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/invalid-record"), (answer.Status, answer.Type));
        Assert.Equal(place, Assert.Single(answer.Errors).Place);
    }

    [Fact]
    public async Task An_actor_lives_from_creation_to_deletion()
    {
        var created = await server.Client.Create("/api/actors", Actor("Force-1"));
        Assert.Equal((HttpStatusCode.Created, "\"1\"", "/api/actors/Force-1"), (created.Status, created.ETag, created.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.Conflict, (await server.Client.Create("/api/actors", Actor("Force-1"))).Status);
        Assert.Equal((HttpStatusCode)428, (await server.Client.Replace("/api/actors/Force-1", Actor("Force-1"), null)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await server.Client.Replace("/api/actors/Force-1", Actor("Force-1"), "\"9\"")).Status);
        Assert.Equal("code", Assert.Single((await server.Client.Replace("/api/actors/Force-1", Actor("Force-2"), "\"1\"")).Errors).Place);

        var changed = await server.Client.Replace("/api/actors/Force-1", Merge(Actor("Force-1"), """{"ownName": "La Force"}"""), "\"1\"");
        Assert.Equal(("\"2\"", "La Force"), (changed.ETag, (string?)changed["ownName"]));
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.Remove("/api/actors/Force-1", "\"2\"")).Status);
        Assert.Equal((HttpStatusCode.NotFound, "/problems/unknown-actor"), ((await server.Client.Ask("/api/actors/Force-1")).Status, (await server.Client.Ask("/api/actors/Force-1")).Type));
    }

    [Theory]
    [InlineData("Wagner")] // named by deployments
    [InlineData("Civilians")] // named by incidents alone
    public async Task An_actor_that_records_name_cannot_be_deleted(string code)
    {
        var answer = await server.Client.Remove($"/api/actors/{code}", "*");

        Assert.Equal((HttpStatusCode.Conflict, "/problems/conflict"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task The_missions_come_first_in_the_order_of_the_legend()
    {
        var actors = (await server.Client.Ask("/api/actors")).Body!.AsArray();
        var deploying = actors.TakeWhile(a => (bool)a!["deploys"]!).Select(a => (string)a!["code"]!).ToList();

        Assert.Equal("MINUSMA", deploying[0]);
        Assert.Contains("Wagner", deploying);
        Assert.DoesNotContain(actors.Skip(deploying.Count), a => (bool)a!["deploys"]!);
    }

    [Fact]
    public async Task Mandates_are_filtered_by_actor_and_period()
    {
        var ids = (await server.Client.Ask("/api/mandates?actor=MINUSMA&from=2014-01-01&until=2016-01-01")).Body!.AsArray().Select(m => (string)m!["id"]!).ToList();
        var expected = await server.DataSource.Ids("""
            SELECT id FROM mandate AS m WHERE (actors @> '{MINUSMA}' OR EXISTS (SELECT FROM norm_role WHERE mandate = m.id AND actor = 'MINUSMA'))
            AND period && '[2014-01-01,2016-01-01)' ORDER BY adopted, symbol, id
            """);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, ids);
        Assert.Equal("/problems/unknown-parameter", (await server.Client.Ask("/api/mandates?type=Battle")).Type);
    }

    [Theory]
    [InlineData("""{"symbol": ""}""", "symbol")]
    [InlineData("""{"date": "2030"}""", "date")]
    [InlineData("""{"until": "2019-01-01"}""", "until")]
    [InlineData("""{"ceilingMilitary": -1}""", "ceilingMilitary")]
    [InlineData("""{"actors": ["Wagnerr"]}""", "actors[0]")]
    [InlineData("""{"norms": [{"actor": "Wagnerr", "norm": "CT", "centrality": "core"}]}""", "norms[0].actor")]
    [InlineData("""{"norms": [{"actor": "MINUSMA", "norm": "Peace", "centrality": "core"}]}""", "norms[0].norm")]
    [InlineData("""{"norms": [{"actor": "MINUSMA", "norm": "CT", "centrality": "vital"}]}""", "norms[0].centrality")]
    [InlineData("""{"norms": [{"actor": "MINUSMA", "norm": "CT"}]}""", "norms[0].centrality")]
    [InlineData("""{"norms": [{"actor": "MINUSMA", "norm": "CT", "centrality": "core"}, {"actor": "MINUSMA", "norm": "CT", "centrality": "absent"}]}""", "norms[1].norm")]
    [InlineData("""{"norms": {"actor": "MINUSMA"}}""", "norms")]
    [InlineData("""{"norms": ["MINUSMA"]}""", "norms[0]")]
    public async Task A_wrong_mandate_is_refused_with_the_place(string change, string place)
    {
        var answer = await server.Client.Create("/api/mandates", Merge(Mandate(), change));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/invalid-record"), (answer.Status, answer.Type));
        Assert.Contains(place, answer.Errors.Select(e => e.Place));
    }

    [Fact]
    public async Task A_mandate_and_its_norms_are_one_record_with_one_revision()
    {
        var created = await server.Client.Create("/api/mandates", Merge(Mandate(), """
            {"norms": [{"actor": "MINUSMA", "norm": "PoC", "centrality": "core", "problem": "p"},
                       {"actor": "MINUSMA", "norm": "CT", "centrality": "absent", "from": "2020-02-01"},
                       {"actor": "Barkhane", "norm": "CT", "centrality": "core"}]}
            """));
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (created.Status, created.ETag));
        Assert.Equal(3, created["norms"].AsArray().Count);
        Assert.Equal("2020-01-01", (string?)created["norms"][2]!["from"]); // the mandate's period, where none is stated
        var at = created.Headers.Location!.ToString();

        var body = created.Body!.DeepClone();
        body["title"] = "Renamed";
        body["norms"]!.AsArray().RemoveAt(0);
        body["norms"]![0]!["centrality"] = "ambiguous";
        body["norms"]!.AsArray().Add(JsonNode.Parse("""{"actor": "Takuba", "norm": "CT", "centrality": "supporting"}"""));
        var changed = await server.Client.Replace(at, body, "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.Status, changed.ETag));
        Assert.Equal(["MINUSMA CT ambiguous", "MINUSMA PoC core", "Takuba CT supporting"],
            changed["norms"].AsArray().Select(n => $"{n!["actor"]} {n["norm"]} {n["centrality"]}"));

        body = changed.Body!.DeepClone();
        body["norms"]![0]!["problem"] = "Only a norm changes";
        body["norms"]![1]!["problem"] = "and another";
        Assert.Equal("\"3\"", (await server.Client.Replace(at, body, "\"2\"")).ETag);
        Assert.Equal("\"3\"", (await server.Client.Replace(at, body, "\"3\"")).ETag); // nothing changed

        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.Remove(at, "\"3\"")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.Ask(at)).Status);
    }

    [Fact]
    public async Task Every_source_names_its_licence_and_counts_its_records()
    {
        var sources = (await server.Client.Ask("/api/sources")).Body!.AsArray();

        Assert.All(sources, s => Assert.NotEmpty((string)s!["licence"]!));
        foreach (var (layer, table) in ((string, string)[])[("deployments", "deployment"), ("incidents", "incident"), ("mandates", "mandate"), ("actors", "actor")])
            Assert.Equal(await server.DataSource.Sql<long>($"SELECT count(*) FROM {table}"), sources.Sum(s => (long)s![layer]!));
    }

    [Fact]
    public async Task Regions_are_listed_with_the_ids_that_the_filter_takes()
    {
        var regions = (await server.Client.Ask("/api/regions")).Body!.AsArray();

        var gao = Assert.Single(regions, r => (string?)r!["id"] == "ML/Gao")!;
        Assert.Equal(("ML", "Mali"), ((string?)gao["country"], (string?)gao["countryName"]));
        Assert.Equal(await server.DataSource.Sql<long>("SELECT count(*) FROM basemap WHERE layer = 'regions'"), regions.Count);
    }

    private static JsonObject Actor(string code) =>
        JsonNode.Parse($$"""{"code": "{{code}}", "name": "A force", "shortName": "Force", "kind": "RegionalForce", {{Provenance}} }""")!.AsObject();

    private static JsonObject Mandate() => JsonNode.Parse(
        $$"""{"symbol": "S/TEST/1", "title": "Test", "date": "2019-12-20", "body": "A council", "from": "2020-01-01", "actors": ["MINUSMA"], {{Provenance}} }""")!.AsObject();

    private static JsonObject Merge(JsonObject record, string changes)
    {
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject()) record[name] = value?.DeepClone();
        return record;
    }
}
