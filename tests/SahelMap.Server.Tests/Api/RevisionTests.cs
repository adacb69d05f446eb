using System.Net;
using System.Text.Json.Nodes;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>Replacing, deleting and undoing: nobody's change is lost.</summary>
public sealed class RevisionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/incidents";

    [Fact]
    public async Task A_change_without_If_Match_is_refused()
    {
        var at = await Created();
        foreach (var answer in (Answer[])[await server.Client.Replace(at, Api.Incident(), null), await server.Client.Remove(at, null)])
        {
            Assert.Equal((HttpStatusCode)428, answer.Status);
            Assert.Equal("/problems/revision-required", answer.Type);
        }
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"x\"")]
    public async Task A_change_of_another_revision_is_refused_with_the_current_one(string ifMatch)
    {
        var at = await Created();
        foreach (var answer in (Answer[])[await server.Client.Replace(at, Api.Incident(), ifMatch), await server.Client.Remove(at, ifMatch)])
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
            Assert.Equal("/problems/revision-mismatch", answer.Type);
            Assert.Equal(1, (int)answer["revision"]);
            Assert.Equal("\"1\"", (string?)answer["etag"]);
            Assert.Equal("\"1\"", answer.ETag);
        }
    }

    [Fact]
    public async Task Of_two_who_change_the_same_revision_one_wins_and_one_is_told()
    {
        var at = await Created();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => server.Client.Replace(at, Api.Incident($$"""{"title": "Version {{i}}"}"""), "\"1\"")));

        var winner = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != winner), a => Assert.Equal(HttpStatusCode.PreconditionFailed, a.Status));
        Assert.Equal((string?)winner.Properties["title"], (string?)(await server.Client.Ask(at)).Properties["title"]);
    }

    [Fact]
    public async Task A_replacement_raises_the_revision_and_what_it_leaves_out_has_its_default()
    {
        var at = await Created("""{"narrative": "Told", "deathsBest": 4, "original": {"event_id": 7}}""");
        var answer = await server.Client.Replace(at, Api.Incident("""{"title": "Corrected"}"""), "\"1\"");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (answer.Status, answer.ETag));
        Assert.Equal("Corrected", (string?)answer.Properties["title"]);
        Assert.Null(answer.Properties["narrative"]);
        Assert.Null(answer.Properties["deathsBest"]);
        Assert.Equal(7, (int)answer.Properties["original"]!["event_id"]!); // what the source file held is nobody's to lose
        Assert.Equal("ML/Mopti", (string?)answer.Properties["admin1"]);
    }

    [Fact]
    public async Task A_moved_incident_is_in_the_region_where_it_is_now()
    {
        var at = await Created();
        var answer = await server.Client.Replace(at, Api.Incident("""{"admin1": "ML/Mopti", "country": "ML"}""", lon: 2.1, lat: 13.5), "\"1\"");

        Assert.Equal("NE", (string?)answer.Properties["country"]);
        Assert.StartsWith("NE/", (string?)answer.Properties["admin1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_revision_and_no_editor()
    {
        var at = await Created();
        var answer = await server.Client.Call(HttpMethod.Put, at, (await server.Client.Ask(at)).Body!.ToJsonString(), headers: [("If-Match", "\"1\""), ("X-SahelMap-User", "idle")]);

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.Status, answer.ETag));
        Assert.Null(answer.Properties["editedBy"]);
    }

    [Fact]
    public async Task What_a_GET_gives_can_be_PUT_back_with_a_change()
    {
        var id = await server.DataSource.Sql<Guid>("SELECT id FROM incident WHERE dataset = 'geodata' ORDER BY id LIMIT 1");
        var record = (await server.Client.Ask($"{Route}/{id}")).Body!;
        var before = record["properties"]!.DeepClone();
        record["properties"]!["title"] = "Edited";
        var answer = await server.Client.Call(HttpMethod.Put, $"{Route}/{id}", record.ToJsonString(), headers: [("If-Match", "*"), ("X-SahelMap-User", "amina")]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        foreach (var (name, value) in before.AsObject())
        {
            if (name is "title" or "revision" or "updatedAt" or "editedBy") continue;
            Assert.True(JsonNode.DeepEquals(value, answer.Properties[name]), name);
        }
        Assert.Equal("amina", (string?)answer.Properties["editedBy"]); // an import leaves it alone from now on
        Assert.True(JsonNode.DeepEquals(record["geometry"], answer["geometry"]));
    }

    [Fact]
    public async Task A_record_keeps_its_id_its_data_set_and_its_key()
    {
        var at = await Created();
        var otherId = Api.Incident();
        otherId["id"] = Guid.NewGuid().ToString();

        Assert.Equal("id", Assert.Single((await server.Client.Replace(at, otherId, "\"1\"")).Errors).Place);
        Assert.Equal("properties.dataset", Assert.Single((await server.Client.Replace(at, Api.Incident("""{"dataset": "ucdp-ged"}"""), "\"1\"")).Errors).Place);
        Assert.Equal("properties.datasetKey", Assert.Single((await server.Client.Replace(at, Api.Incident("""{"datasetKey": "7"}"""), "\"1\"")).Errors).Place);
    }

    [Fact]
    public async Task A_deleted_record_is_gone_and_a_POST_brings_it_back_as_it_was()
    {
        var created = await server.Client.Create(Route, Api.Incident("""{"deathsBest": 12, "original": {"a": 1}}"""), ("X-SahelMap-User", "amina"));
        var at = $"{Route}/{created["id"]}";
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.Remove(at, "\"1\"")).Status);
        Assert.Equal((HttpStatusCode.NotFound, "/problems/unknown-incident"), ((await server.Client.Ask(at)).Status, (await server.Client.Ask(at)).Type));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.Remove(at, "\"1\"")).Status);

        // A client that does not know every property sends what it knows.
        var undo = created.Body!.DeepClone();
        undo["properties"]!.AsObject().Remove("original");
        var back = await server.Client.Create(Route, undo);

        Assert.Equal(HttpStatusCode.Created, back.Status);
        Assert.Equal((string?)created["id"], (string?)back["id"]);
        Assert.Equal("\"2\"", back.ETag); // no tag comes twice for two states
        foreach (var (name, value) in created.Properties.AsObject())
            if (name is not ("revision" or "updatedAt")) Assert.True(JsonNode.DeepEquals(value, back.Properties[name]), name);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("nonsense")]
    public async Task A_record_that_is_not_there_is_unknown_whatever_is_asked_of_it(string id)
    {
        Answer[] answers =
        [
            await server.Client.Ask($"{Route}/{id}"), await server.Client.Ask($"{Route}/{id}/history"),
            await server.Client.Replace($"{Route}/{id}", Api.Incident(), "*"), await server.Client.Remove($"{Route}/{id}", "*"),
        ];
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.NotFound, "/problems/unknown-incident"), (a.Status, a.Type)));
    }

    [Fact]
    public async Task The_history_of_a_record_tells_who_changed_what()
    {
        var at = await Created(user: "amina");
        await server.Client.Call(HttpMethod.Put, at, Api.Incident("""{"title": "Other", "deathsBest": 3}""", lon: -4.1).ToJsonString(), headers: [("If-Match", "\"1\""), ("X-SahelMap-User", "boubacar")]);
        await server.Client.Remove(at, "\"2\"");
        var history = (await server.Client.Ask($"{at}/history")).Body!.AsArray();

        Assert.Equal(["created 1 amina", "updated 2 boubacar", "deleted 2 "], history.Select(h => $"{h!["op"]} {h["revision"]} {h["by"]}"));
        Assert.Equal(["deathsBest", "geometry", "title"], history[1]!["changed"]!.AsArray().Select(c => (string)c!));
        Assert.True((long)history[0]!["position"]! < (long)history[1]!["position"]!);
    }

    private async Task<string> Created(string? properties = null, string user = "local") =>
        (await server.Client.Create(Route, Api.Incident(properties), ("X-SahelMap-User", user))).Headers.Location!.ToString();
}
