using Microsoft.Extensions.DependencyInjection;
using SahelMap.Server.Live;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Live;

/// <summary>A client that was away is brought up to date, or told to reload; it is never left wrong.</summary>
public sealed class ResumeTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await AddActorsAsync(server.DataSource);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_position_of_another_database_means_reload()
    {
        await using var client = await LiveClient.ConnectAsync(server.Uri);
        var answer = await client.AskAsync(Guid.NewGuid().ToString(), client.Position);
        Assert.Equal("otherDatabase", answer.Reload!.Reason);
        Assert.Equal((client.Epoch, client.Position), (answer.Reload.Epoch, answer.Reload.Position));
        Assert.Empty(answer.Batches);
    }

    [Theory]
    [InlineData("no epoch at all", 3L), InlineData("", -1L)]
    public async Task Nonsense_means_reload_too(string epoch, long position)
    {
        await using var client = await LiveClient.ConnectAsync(server.Uri);
        Assert.Equal("otherDatabase", (await client.AskAsync(epoch, position)).Reload!.Reason);
    }

    [Fact]
    public async Task A_position_that_the_log_has_not_reached_is_of_another_database()
    {
        await using var client = await LiveClient.ConnectAsync(server.Uri);
        Assert.Equal("otherDatabase", (await client.AskAsync(client.Epoch, client.Position + 1_000_000)).Reload!.Reason);
    }

    [Fact]
    public async Task Whoever_was_away_for_longer_than_the_log_is_kept_reloads()
    {
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id));
        for (var i = 0; i < 3; i++) await ExecuteAsync(server.DataSource, $"UPDATE incident SET title = '{i}' WHERE id = '{id}'");
        // A month later, by this server's clock.
        await using var later = await SahelMapServer.StartAsync(server.Server.ConnectionString, b =>
            b.Services.AddSingleton<TimeProvider>(new ShiftedClock(TimeSpan.FromDays(40))), cancellationToken: TestContext.Current.CancellationToken);
        await Until.TrueAsync(async () => await ScalarAsync<long>(server.DataSource, "SELECT pruned FROM change_log_state") > 0, "the log has been pruned");
        var pruned = await ScalarAsync<long>(server.DataSource, "SELECT pruned FROM change_log_state");

        await using var client = await LiveClient.ConnectAsync(later.Uri);
        Assert.Equal("pruned", (await client.AskAsync(client.Epoch, pruned - 1)).Reload!.Reason);
        // History and asOf are made of the rows: they stay.
        Assert.Equal(4, await ScalarAsync<long>(server.DataSource, $"SELECT count(*) FROM change WHERE record = '{id}'"));
        await ExecuteAsync(server.DataSource, "UPDATE change_log_state SET pruned = 0");
    }

    [Fact]
    public async Task Too_much_to_catch_up_with_means_reload()
    {
        await using var small = await SahelMapServer.StartAsync(server.Server.ConnectionString, b =>
            b.Configuration["Live:ResumeChanges"] = "5", cancellationToken: TestContext.Current.CancellationToken);
        await using var client = await LiveClient.ConnectAsync(small.Uri);
        var (epoch, before) = (client.Epoch, client.Position);
        for (var i = 0; i < 6; i++) await ExecuteAsync(server.DataSource, InsertIncident(Guid.NewGuid()));
        await client.UntilPositionAsync(before + 6);

        Assert.Equal("bulk", (await client.AskAsync(epoch, before)).Reload!.Reason);
        var answer = await client.AskAsync(epoch, before + 1);
        Assert.Null(answer.Reload);
        Assert.Equal(Enumerable.Range(2, 5).Select(n => before + n), answer.Batches.Select(b => b.Position));
    }

    [Fact]
    public async Task What_was_missed_comes_in_order_and_whole()
    {
        await using var client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        await client.GoAwayAsync();
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id, title: "A"));
        await ExecuteAsync(server.DataSource, $"UPDATE incident SET title = 'B' WHERE id = '{id}'");
        await ExecuteAsync(server.DataSource, InsertDeployment(Guid.NewGuid(), "PoC", Box(-1, 12, 0, 13)));

        await client.ComeBackAsync();

        await client.UntilCaughtUpAsync(server.DataSource); // what the server had not read yet is pushed
        Assert.Equal(3, client.Applied.Count);
        Assert.All(client.Changes, c => Assert.NotNull(c.Record));
        Assert.Equal((await LiveClient.ReadAsync(server.DataSource)).Map, client.Map);
    }

    [Fact]
    public async Task A_server_that_has_just_started_answers_from_the_log_of_before()
    {
        var (epoch, before, _) = await LiveClient.ReadAsync(server.DataSource);
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id));
        await ExecuteAsync(server.DataSource, $"DELETE FROM incident WHERE id = '{id}'");
        await using var fresh = await SahelMapServer.StartAsync(server.Server.ConnectionString, cancellationToken: TestContext.Current.CancellationToken);
        await using var client = await LiveClient.ConnectAsync(fresh.Uri);

        var answer = await client.AskAsync(epoch, before);

        Assert.Null(answer.Reload);
        Assert.Equal([(id.ToString(), "created"), (id.ToString(), "deleted")], answer.Batches.SelectMany(b => b.Changes).Select(c => (c.Id, c.Op)));
        Assert.All(answer.Batches.SelectMany(b => b.Changes), c => Assert.Null(c.Record)); // there is none any more
    }

    [Fact]
    public async Task MessagePack_carries_the_same_tree_as_json()
    {
        await using var json = await LiveClient.ConnectAsync(server.Uri);
        await using var packed = await LiveClient.ConnectAsync(server.Uri, b => b.AddMessagePackProtocol(o =>
            o.SerializerOptions = MessagePack.MessagePackSerializerOptions.Standard.WithResolver(
                MessagePack.Resolvers.CompositeResolver.Create(JsonFormatterResolver.Instance, MessagePack.Resolvers.StandardResolver.Instance))));
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id, -3.25, 14.5, civilians: 4, title: "Même arbre"));

        await Until.TrueAsync(() => new[] { json, packed }.All(c => c.Changes.Any(x => x.Id == id.ToString())), "both have it");
        var (a, b) = (json.Changes.Single(c => c.Id == id.ToString()), packed.Changes.Single(c => c.Id == id.ToString()));
        Assert.Equal(a with { Record = null }, b with { Record = null });
        Assert.True(System.Text.Json.JsonElement.DeepEquals(a.Record!.Value, b.Record!.Value));
    }

    [Fact]
    public async Task The_position_can_be_asked_for_without_the_hub()
    {
        using var answer = await server.Client.GetAsync("api/live/position", TestContext.Current.CancellationToken);
        var (epoch, position, _) = await LiveClient.ReadAsync(server.DataSource);
        Assert.Equal($"{{\"epoch\":\"{epoch}\",\"position\":{position}}}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
