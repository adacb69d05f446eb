using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Analyses;

public sealed class OverlapEndpointTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private static readonly Guid Poc = Guid.NewGuid(), Ct = Guid.NewGuid(), SecondCt = Guid.NewGuid();
    private static readonly SemaphoreSlim Once = new(1);
    private static bool s_filled;

    public async ValueTask InitializeAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (s_filled) return;
            await AddActorsAsync(server.DataSource);
            await ExecuteAsync(server.DataSource,
                InsertDeployment(Poc, "PoC", Box(40, -30, 42, -29), "[2021-11-01,)")
                + InsertDeployment(Ct, "CT", Box(41, -30, 42, -29), "[2022-01-15,2022-03-01)")
                + InsertDeployment(SecondCt, "CT", Box(41.5, -30, 42, -29), "[2022-02-01,)")
                + InsertIncident(Guid.NewGuid(), 41.75, -29.5, "[2022-02-10,2022-02-11)", civilians: 7, best: 9) // in both pairs
                + InsertIncident(Guid.NewGuid(), 41.75, -29.5, "[2022-01-30,2022-02-02)", civilians: 1, best: 1) // in both, from January on
                + InsertIncident(Guid.NewGuid(), 41.25, -29.5, "[2022-02-10,2022-02-11)", civilians: 2, best: 2, elsewhere: true));
            await server.Server.UntilOverlapsAreCurrentAsync();
            s_filled = true;
        }
        finally { Once.Release(); }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("api/overlaps?colour=red", "unknown-parameter", "colour")]
    [InlineData("api/overlaps?sort=size", "bad-parameter", "sort")]
    [InlineData("api/overlaps?geometry=some", "bad-parameter", "geometry")]
    [InlineData("api/overlaps?tolerance=-1", "bad-parameter", "tolerance")]
    [InlineData("api/overlaps?tolerance=NaN", "bad-parameter", "tolerance")]
    [InlineData("api/overlaps?tolerance=2", "bad-parameter", "tolerance")]
    [InlineData("api/overlaps?limit=0", "bad-parameter", "limit")]
    [InlineData("api/overlaps?from=2022-02-30", "bad-parameter", "from")]
    [InlineData("api/overlaps?actor=Wagnr", "unknown-actor", "actor")]
    [InlineData("api/overlaps/summary?limit=3", "unknown-parameter", "limit")]
    [InlineData("export/overlaps.geojson?tolerance=x", "bad-parameter", "tolerance")]
    public async Task A_parameter_that_is_wrong_is_named(string path, string type, string parameter)
    {
        using var answer = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(($"/problems/{type}", parameter), (problem.GetProperty("type").GetString(), problem.GetProperty("parameter").GetString()));
    }

    [Theory]
    [InlineData("no-pair-at-all"), InlineData("00000000-0000-0000-0000-000000000001_00000000-0000-0000-0000-000000000002")]
    public async Task An_unknown_pair_is_a_404_that_says_so(string id)
    {
        using var answer = await server.Client.GetAsync($"api/overlaps/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("/problems/unknown-overlap", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_a_feature_collection_with_the_names_that_other_programs_rely_on()
    {
        using var answer = await server.Client.GetAsync("api/overlaps", TestContext.Current.CancellationToken);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType!.MediaType);
        var collection = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("FeatureCollection", collection.GetProperty("type").GetString());
        var feature = collection.GetProperty("features").EnumerateArray().Single(f => f.GetProperty("id").GetString() == $"{Poc}_{Ct}");
        Assert.Equal("Polygon", feature.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(
            ["id", "poc", "ct", "pocActor", "ctActor", "pocName", "ctName", "pocNameFr", "ctNameFr", "from", "until", "days", "km2", "km2Days", "pocShare", "ctShare",
             "incidents", "civilianDeaths", "deaths", "approximate", "synthetic"],
            feature.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        var p = feature.GetProperty("properties");
        Assert.Equal(("2022-01-15", "2022-03-01", 45), (p.GetProperty("from").GetString(), p.GetProperty("until").GetString(), p.GetProperty("days").GetInt32()));
        // Three incidents; the dead of the one that is counted elsewhere are left out.
        Assert.Equal((3, 8, 10), (p.GetProperty("incidents").GetInt32(), p.GetProperty("civilianDeaths").GetInt32(), p.GetProperty("deaths").GetInt32()));
        Assert.Equal(0.5, p.GetProperty("pocShare").GetDouble(), 3);
        Assert.Equal(1, p.GetProperty("ctShare").GetDouble(), 3);
    }

    [Fact]
    public async Task The_list_is_ordered_as_asked_and_as_long_as_asked()
    {
        var km2 = await server.Client.OverlapsAsync("geometry=none");
        Assert.Equal(km2.OrderByDescending(o => o.Km2).Select(o => o.Km2), km2.Select(o => o.Km2));
        Assert.Equal(km2.OrderByDescending(o => o.Incidents).Select(o => o.Incidents), (await server.Client.OverlapsAsync("sort=incidents")).Select(o => o.Incidents));
        Assert.Equal(km2.OrderByDescending(o => o.Days).Select(o => o.Days), (await server.Client.OverlapsAsync("sort=days")).Select(o => o.Days));
        var two = await server.Client.JsonAsync("api/overlaps?limit=2&geometry=none");
        Assert.Equal((2, km2.Count), (two.GetProperty("features").GetArrayLength(), two.GetProperty("total").GetInt32()));
        Assert.All(two.GetProperty("features").EnumerateArray(), f => Assert.Equal(JsonValueKind.Null, f.GetProperty("geometry").ValueKind));
    }

    [Fact]
    public async Task One_pair_says_what_each_side_rests_on()
    {
        var feature = await server.Client.JsonAsync($"api/overlaps/{Poc}_{Ct}?type=Explosion");
        var properties = feature.GetProperty("properties");
        Assert.Equal(0, properties.GetProperty("incidents").GetInt32());
        Assert.Equal(("Test", "A test", "test", true), (
            properties.GetProperty("pocEvidence").GetProperty("source").GetString(), properties.GetProperty("ctEvidence").GetProperty("citation").GetString(),
            properties.GetProperty("ctEvidence").GetProperty("basis").GetString(), properties.GetProperty("ctEvidence").GetProperty("approximate").GetBoolean()));
    }

    [Fact]
    public async Task An_unchanged_state_is_a_304_and_a_change_or_another_question_is_not()
    {
        using var first = await server.Client.GetAsync("api/overlaps?geometry=none", TestContext.Current.CancellationToken);
        var tag = first.Headers.ETag!;
        Assert.True(tag.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(server.Client, "api/overlaps?geometry=none", tag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Client, "api/overlaps?geometry=none&type=Battle", tag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Client, "api/overlaps", tag));
        await ExecuteAsync(server.DataSource, InsertIncident(Guid.NewGuid()));
        await server.Server.UntilOverlapsAreCurrentAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Client, "api/overlaps?geometry=none", tag));
    }

    [Fact]
    public async Task Ongoing_overlaps_grow_by_a_day_each_day()
    {
        var clock = new SetClock(new(2024, 2, 28, 23, 59, 0, TimeSpan.Zero));
        await using var other = await SahelMapServer.StartAsync(server.Server.ConnectionString, b => b.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)),
            cancellationToken: TestContext.Current.CancellationToken);
        using var first = await other.Client.GetAsync("api/overlaps", TestContext.Current.CancellationToken);
        var before = OverlapApi.Read(JsonElement.Parse(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        clock.Now = clock.Now.AddMinutes(1);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other.Client, "api/overlaps", first.Headers.ETag!));
        var after = await other.Client.OverlapsAsync();

        Assert.Equal(new DateOnly(2024, 2, 28).DayNumber + 1 - new DateOnly(2022, 2, 1).DayNumber, before.Single(o => o.Ct == SecondCt).Days);
        Assert.Equal(before.Single(o => o.Ct == SecondCt).Days + 1, after.Single(o => o.Ct == SecondCt).Days);
        Assert.Equal(45, after.Single(o => o.Ct == Ct).Days);
    }

    [Fact]
    public async Task Totals_count_ground_incidents_and_the_dead_once()
    {
        var summary = await server.Client.JsonAsync("api/overlaps/summary?actor=T-CT");
        var total = summary.GetProperty("total");
        var all = await server.Client.OverlapsAsync("actor=T-CT");
        Assert.Equal(2, total.GetProperty("pairs").GetInt32());
        // The second ground lies inside the first.
        Assert.Equal(all.Max(o => o.Km2), total.GetProperty("km2").GetDouble(), 3);
        Assert.Equal((3, 8, 10), Numbers(total));
        var actors = summary.GetProperty("byActors").EnumerateArray().Single();
        Assert.Equal(("T-POC", "T-CT"), (actors.GetProperty("pocActor").GetString(), actors.GetProperty("ctActor").GetString()));
        Assert.Equal((3, 8, 10), Numbers(actors));

        var months = summary.GetProperty("byMonth").EnumerateArray().ToDictionary(m => m.GetProperty("month").GetString()!);
        Assert.Equal((1, 1), (months["2022-01"].GetProperty("pairs").GetInt32(), months["2022-01"].GetProperty("incidents").GetInt32()));
        Assert.Equal((2, 2), (months["2022-02"].GetProperty("pairs").GetInt32(), months["2022-02"].GetProperty("incidents").GetInt32()));
        Assert.Equal((1, 0), (months["2022-03"].GetProperty("pairs").GetInt32(), months["2022-03"].GetProperty("incidents").GetInt32()));
        Assert.True(months["2022-03"].GetProperty("km2").GetDouble() < months["2022-02"].GetProperty("km2").GetDouble());
        Assert.DoesNotContain("2021-12", months.Keys);
    }

    [Fact]
    public async Task Totals_of_everything_add_up()
    {
        var summary = await server.Client.JsonAsync("api/overlaps/summary");
        Assert.Equal((await server.Client.OverlapsAsync()).Count, summary.GetProperty("total").GetProperty("pairs").GetInt32());
        Assert.Equal(summary.GetProperty("total").GetProperty("pairs").GetInt32(), summary.GetProperty("byActors").EnumerateArray().Sum(a => a.GetProperty("pairs").GetInt32()));
        Assert.Equal(summary.GetProperty("total").GetProperty("incidents").GetInt32(), summary.GetProperty("byMonth").EnumerateArray().Sum(m => m.GetProperty("incidents").GetInt32()));
        var united = await ScalarAsync<double>(server.DataSource, """
            SELECT ST_Area(ST_Segmentize(ST_Union(ST_CollectionExtract(ST_Intersection(p.area, c.area), 3)), 0.05)::geography) / 1e6
            FROM deployment AS p JOIN deployment AS c ON p.role = 'PoC' AND c.role = 'CT' AND ST_Intersects(p.area, c.area) AND p.served && c.served
            """);
        Assert.InRange(summary.GetProperty("total").GetProperty("km2").GetDouble() / united, 0.999, 1.001);
    }

    [Fact]
    public async Task The_export_says_what_it_rests_on()
    {
        using var answer = await server.Client.GetAsync("export/overlaps.geojson?actor=T-CT&from=2022-01-01", TestContext.Current.CancellationToken);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("sahelmap-overlaps-actor-T-CT-from-2022-01-01-at-", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        var file = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("FeatureCollection", "overlaps", "actor=T-CT&from=2022-01-01"),
            (file.GetProperty("type").GetString(), file.GetProperty("name").GetString(), file.GetProperty("filter").GetProperty("query").GetString()));
        Assert.Contains("T-CT", file.GetProperty("filter").GetProperty("words").GetString(), StringComparison.Ordinal);
        var attribution = file.GetProperty("attribution").EnumerateArray().Single();
        Assert.Equal(("Test", "A test", "CC0"), (attribution.GetProperty("source").GetString(), attribution.GetProperty("citation").GetString(), attribution.GetProperty("licence").GetString()));
        Assert.Contains("approximate", file.GetProperty("approximate").GetString(), StringComparison.Ordinal);
        Assert.Equal((await server.Client.OverlapsAsync("actor=T-CT&from=2022-01-01")).Select(o => o.Id), file.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()));
        Assert.All(file.GetProperty("features").EnumerateArray(), f =>
        {
            Assert.True(OverlapApi.Ground(f).IsValid);
            Assert.Equal("test", f.GetProperty("properties").GetProperty("pocEvidence").GetProperty("basis").GetString());
        });
    }

    [Fact]
    public async Task Readiness_waits_for_the_records_in_memory()
    {
        var ready = await server.Client.JsonAsync("health/ready");
        Assert.True(ready.GetProperty("parts").GetProperty("readModel").GetProperty("ready").GetBoolean());
    }

    private static (int, int, int) Numbers(JsonElement e) => (e.GetProperty("incidents").GetInt32(), e.GetProperty("civilianDeaths").GetInt32(), e.GetProperty("deaths").GetInt32());

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { tag } } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
