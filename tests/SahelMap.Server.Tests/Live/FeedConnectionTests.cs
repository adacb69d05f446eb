using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Live;

/// <summary>The feed's connection breaks, is cut, is never announced to: nothing is lost.</summary>
public sealed class FeedConnectionTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const string KillFeed = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'SahelMap'
        """;

    public async ValueTask InitializeAsync() => await AddActorsAsync(server.DataSource);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Nothing_is_lost_when_the_servers_connections_are_killed_while_others_write()
    {
        await using var client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        // The writer is somebody else: it has no part in the server's connections.
        await using var writer = Npgsql.NpgsqlDataSource.Create(
            new Npgsql.NpgsqlConnectionStringBuilder(server.Server.ConnectionString) { ApplicationName = "writer", MaxPoolSize = 2 }.ConnectionString);
        for (var i = 0; i < 60; i++)
        {
            await ExecuteAsync(writer, InsertIncident(Guid.NewGuid(), title: $"During {i}"));
            // It may not have come back yet from the last time.
            if (i % 20 == 10) await Until.TrueAsync(async () => await ScalarAsync<long>(writer, KillFeed) > 0, "there is a connection to kill");
        }

        await client.UntilCaughtUpAsync(writer);
        Assert.False(client.SawGap);
        Assert.Equal(60, client.Changes.Count(c => c.Record?.GetProperty("properties").GetProperty("title").GetString()!.StartsWith("During", StringComparison.Ordinal) == true));
        Assert.Equal((await LiveClient.ReadAsync(writer)).Map, client.Map);
    }

    [Fact]
    public async Task Another_database_behind_the_same_connection_means_reload_for_everyone()
    {
        await using var client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        var epoch = Guid.NewGuid().ToString();
        // What a restored backup looks like: another epoch, an earlier position.
        await ExecuteAsync(server.DataSource, $"UPDATE change_log_state SET epoch = '{epoch}'; NOTIFY sahelmap_changes");

        await Until.TrueAsync(() => client.Reloads.Any(r => r.Reason == "otherDatabase"), "the client is told that this is another database");
        Assert.Equal(epoch, client.Reloads[^1].Epoch);
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id));
        await Until.TrueAsync(() => client.Changes.Any(c => c.Id == id.ToString()), "changes arrive as before");
    }

    [Fact]
    public async Task A_change_that_nobody_announced_is_found_by_looking()
    {
        await using var looking = await SahelMapServer.StartAsync(server.Server.ConnectionString,
            b => b.Configuration["Live:PollSeconds"] = "0.1", cancellationToken: TestContext.Current.CancellationToken);
        await using var client = await LiveClient.OpenMapAsync(looking.Uri, server.DataSource);
        var id = Guid.NewGuid();
        // As if the NOTIFY had been lost: the batch gets its position without one.
        await ExecuteAsync(server.DataSource, $"""
            BEGIN;
            CREATE OR REPLACE FUNCTION pg_temp.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT';
            SET LOCAL search_path = pg_temp, public, pg_catalog;
            {InsertIncident(id)}
            COMMIT;
            """);

        await Until.TrueAsync(() => client.Changes.Any(c => c.Id == id.ToString()), "the poll has found the change");
    }

    [Fact]
    public async Task Two_servers_on_one_database_both_push_the_change()
    {
        await using var second = await SahelMapServer.StartAsync(server.Server.ConnectionString, cancellationToken: TestContext.Current.CancellationToken);
        await using var here = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        await using var there = await LiveClient.OpenMapAsync(second.Uri, server.DataSource);
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id));

        await Until.TrueAsync(() => new[] { here, there }.All(c => c.Changes.Any(x => x.Id == id.ToString())), "both servers' clients have it");
        // And who changes from the one to the other misses nothing.
        await here.GoAwayAsync();
        await ExecuteAsync(server.DataSource, $"DELETE FROM incident WHERE id = '{id}'");
        await there.UntilCaughtUpAsync(server.DataSource);
        var answer = await there.AskAsync(here.Epoch, here.Position);
        Assert.Equal(("deleted", id.ToString()), (answer.Batches.Single().Changes.Single().Op, answer.Batches.Single().Changes.Single().Id));
    }
}
