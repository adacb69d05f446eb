using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SahelMap.Contracts.Live;
using SahelMap.Server.Tests.Live;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>A change of one zone or incident changes its own pairs, and the push names exactly those.</summary>
public sealed class OverlapChangeTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    // Far from the shipped records and from each other's tests: a strip of the sea for each test.
    private static int s_strip;
    private readonly double _west = -170 + 4 * Interlocked.Increment(ref s_strip);
    private readonly Guid _poc = Guid.NewGuid(), _otherPoc = Guid.NewGuid(), _ct = Guid.NewGuid(), _incident = Guid.NewGuid();
    private LiveClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        await AddActorsAsync(server.DataSource);
        await ExecuteAsync(server.DataSource,
            InsertDeployment(_poc, "PoC", Box(_west, -40, _west + 1, -39))
            + InsertDeployment(_otherPoc, "PoC", Box(_west + 1.2, -40, _west + 2, -39))
            + InsertDeployment(_ct, "CT", Box(_west + 0.5, -40, _west + 1.1, -39))
            + InsertIncident(_incident, _west + 0.75, -39.5, civilians: 3, best: 5));
        _client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        await server.Server.UntilOverlapsAreCurrentAsync();
        _seen = await ScalarAsync<long>(server.DataSource, "SELECT position FROM change_log_state"); // what was pushed of the set-up is not looked at
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task A_zone_moved_by_sql_changes_exactly_its_own_pairs()
    {
        await ExecuteAsync(server.DataSource, $"UPDATE deployment SET area = ST_Multi(ST_GeomFromText('{Box(_west + 0.9, -40, _west + 1.5, -39)}', 4326)) WHERE id = '{_ct}'");

        var push = await NextPushAsync();
        Assert.Empty(push.Removed);
        Assert.Equal(new[] { Key(_poc), Key(_otherPoc) }.Order(), push.Changed.Select(o => o.Id).Order());
        Assert.Equal(0, push.Changed.Single(o => o.Poc == _poc).Incidents); // the incident is outside now
        Assert.Equal(await InListAsync(), push.Changed.ToHashSet());

        await ExecuteAsync(server.DataSource, $"UPDATE deployment SET area = ST_Multi(ST_GeomFromText('{Box(_west + 1.3, -40, _west + 1.5, -39)}', 4326)) WHERE id = '{_ct}'");
        push = await NextPushAsync();
        Assert.Equal([Key(_poc)], push.Removed);
        Assert.Equal([Key(_otherPoc)], push.Changed.Select(o => o.Id));
    }

    [Fact]
    public async Task A_zone_edited_over_http_changes_its_pairs_and_the_push_follows_its_change()
    {
        using var got = await server.Client.GetAsync($"api/deployments/{_poc}", TestContext.Current.CancellationToken);
        var feature = JsonNode.Parse(await got.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        feature["geometry"] = JsonNode.Parse(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{{\"type\":\"MultiPolygon\",\"coordinates\":[[[[{_west},-40],[{_west + 0.6},-40],[{_west + 0.6},-39],[{_west},-39],[{_west},-40]]]]}}"));
        feature["properties"]!["rule"] = JsonNode.Parse("{\"kind\":\"Drawn\"}");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/deployments/{_poc}") { Content = JsonContent.Create(feature, new MediaTypeHeaderValue("application/geo+json")) };
        request.Headers.IfMatch.Add(got.Headers.ETag!);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var push = await NextPushAsync();
        Assert.Equal([Key(_poc)], push.Changed.Select(o => o.Id));
        Assert.InRange(push.Changed[0].PocShare, 0.16, 0.17);
        var received = _client.Received;
        Assert.True(IndexOf(received, m => m is ChangeBatch b && b.Position == push.Position) < IndexOf(received, m => m is OverlapsChanged o && o.Position == push.Position), "first the change, then what it did to the overlaps");
    }

    [Fact]
    public async Task An_incident_changes_the_pairs_that_it_lies_in()
    {
        await ExecuteAsync(server.DataSource, $"UPDATE incident SET civilian_deaths = 30 WHERE id = '{_incident}'");
        Assert.Equal((1, 30, 5), Numbers(await NextPushAsync()));
        await ExecuteAsync(server.DataSource, $"UPDATE incident SET counted_elsewhere = true WHERE id = '{_incident}'");
        Assert.Equal((1, 0, 0), Numbers(await NextPushAsync()));
        await ExecuteAsync(server.DataSource, $"UPDATE incident SET counted_elsewhere = false, civilian_deaths = NULL WHERE id = '{_incident}'");
        Assert.Equal((1, 0, 5), Numbers(await NextPushAsync()));
        await ExecuteAsync(server.DataSource, $"DELETE FROM incident WHERE id = '{_incident}'");
        Assert.Equal((0, 0, 0), Numbers(await NextPushAsync()));
    }

    [Fact]
    public async Task What_changes_no_overlap_pushes_none()
    {
        await ExecuteAsync(server.DataSource, $"UPDATE incident SET title = 'Other words' WHERE id = '{_incident}'");
        await ExecuteAsync(server.DataSource, $"UPDATE deployment SET notes = 'Other words' WHERE id = '{_ct}'");
        await ExecuteAsync(server.DataSource, InsertIncident(Guid.NewGuid(), _west - 1, -39.5)); // in the sea beside the zones
        await ExecuteAsync(server.DataSource, InsertIncident(Guid.NewGuid(), _west + 0.75, -39.5, "[2023-01-01,2023-01-02)")); // the day after
        await ExecuteAsync(server.DataSource, $"UPDATE deployment SET name = 'Renamed' WHERE id = '{_ct}'");

        var push = await NextPushAsync();
        Assert.Equal("Renamed", push.Changed.Single().CtName);
        Assert.Equal(1, push.Changed.Single().Incidents);
    }

    [Fact]
    public async Task A_deleted_zone_takes_its_pairs_with_it_and_brings_them_back_when_the_deletion_is_undone()
    {
        await ExecuteAsync(server.DataSource, $"DELETE FROM deployment WHERE id = '{_ct}'");
        Assert.Equal([Key(_poc)], (await NextPushAsync()).Removed);
        await ExecuteAsync(server.DataSource, InsertDeployment(_ct, "CT", Box(_west + 0.5, -40, _west + 1.1, -39)));
        Assert.Equal((1, 3, 5), Numbers(await NextPushAsync()));
    }

    [Fact]
    public async Task A_bulk_load_that_changes_overlaps_says_so_once_they_are_computed()
    {
        await ExecuteAsync(server.DataSource, string.Concat(Enumerable.Range(0, 600).Select(_ => InsertIncident(Guid.NewGuid(), _west + 0.75, -39.5, civilians: 1))));
        Assert.Equal((601, 603, 5), Numbers(await NextPushAsync()));
        Assert.Equal("bulk", _client.Reloads.Single().Reason);
    }

    private string Key(Guid poc) => $"{poc}_{_ct}";

    private static (int, int, int) Numbers(OverlapsChanged push) => (push.Changed.Single().Incidents, push.Changed.Single().CivilianDeaths, push.Changed.Single().Deaths);

    private static int IndexOf(IReadOnlyList<object> messages, Predicate<object> match) => messages.ToList().FindIndex(match);

    private long _seen;

    private IEnumerable<OverlapsChanged> Pushes => _client.Overlaps.Where(o => o.Position > _seen);

    private async Task<OverlapsChanged> NextPushAsync()
    {
        await Until.TrueAsync(() => Pushes.Any(), "the overlaps' change has arrived");
        var push = Pushes.First();
        _seen = push.Position;
        return push;
    }

    private async Task<HashSet<SahelMap.Contracts.Overlap>> InListAsync() => [.. (await server.Client.OverlapsAsync()).Where(o => o.Ct == _ct)];
}
