using Npgsql;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Live;

/// <summary>Positions are handed out at commit, so that who comes late is not passed over.</summary>
public sealed class CommitOrderTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private LiveClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        await AddActorsAsync(server.DataSource);
        _client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Of_two_transactions_that_commit_in_the_opposite_order_of_their_start_both_arrive_in_commit_order()
    {
        Guid early = Guid.NewGuid(), late = Guid.NewGuid();
        await using var first = await server.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var second = await server.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var startedFirst = await first.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(first, InsertIncident(early));
        await using var startedSecond = await second.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(second, InsertIncident(late));

        await startedSecond.CommitAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Position(late) is not null, "the transaction that committed first has arrived");
        Assert.Null(Position(early));
        await startedFirst.CommitAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Position(early) is not null, "the transaction that committed last has arrived");

        Assert.True(Position(late) < Position(early));
        Assert.False(_client.SawGap);
        Assert.Equal((await LiveClient.ReadAsync(server.DataSource)).Map, _client.Map);
    }

    [Fact]
    public async Task A_transaction_held_open_holds_up_nobody_and_arrives_after_its_commit()
    {
        var held = Guid.NewGuid();
        await using var connection = await server.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(connection, InsertIncident(held));

        Guid[] others = [.. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid())];
        foreach (var other in others) await ExecuteAsync(server.DataSource, InsertIncident(other));
        await Until.TrueAsync(() => others.All(o => Position(o) is not null), "the others' changes have arrived while the transaction is open");
        Assert.Null(Position(held));

        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Position(held) is not null, "the long transaction's change has arrived");
        Assert.True(Position(held) > others.Max(Position));
        Assert.False(_client.SawGap);
    }

    [Fact]
    public async Task A_rolled_back_transaction_leaves_neither_an_event_nor_a_gap()
    {
        await using (var connection = await server.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await RunAsync(connection, InsertIncident(Guid.NewGuid(), title: "Never"));
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }
        var before = await ScalarAsync<long>(server.DataSource, "SELECT position FROM change_log_state");
        var next = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(next));

        await Until.TrueAsync(() => Position(next) is not null, "the next change has arrived");
        Assert.Equal(before + 1, Position(next));
        Assert.DoesNotContain(_client.Changes, c => c.Record?.GetProperty("properties").GetProperty("title").GetString() == "Never");
    }

    [Fact]
    public async Task A_rolled_back_savepoint_takes_its_changes_with_it_and_leaves_the_rest_of_the_transaction()
    {
        Guid kept = Guid.NewGuid(), undone = Guid.NewGuid(), after = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, $"""
            BEGIN;
            SAVEPOINT whole; {InsertIncident(undone)} ROLLBACK TO whole;
            {InsertIncident(kept)}
            SAVEPOINT part; {InsertIncident(undone)} ROLLBACK TO part;
            {InsertIncident(after)}
            COMMIT;
            """);

        await Until.TrueAsync(() => Position(after) is not null, "the transaction has arrived");
        var batch = Assert.Single(_client.Applied, b => b.Changes.Any(c => c.Id == after.ToString()));
        Assert.Equal([kept.ToString(), after.ToString()], batch.Changes.Select(c => c.Id));
        Assert.Null(Position(undone));
    }

    [Fact]
    public async Task A_record_that_a_transaction_changes_often_comes_once_in_its_last_state()
    {
        Guid id = Guid.NewGuid(), never = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, $"""
            BEGIN;
            {InsertIncident(id, title: "First")}
            {InsertIncident(never)}
            UPDATE incident SET title = 'Second' WHERE id = '{id}';
            UPDATE incident SET title = 'Third' WHERE id = '{id}';
            DELETE FROM incident WHERE id = '{never}';
            COMMIT;
            """);

        await Until.TrueAsync(() => Position(id) is not null, "the transaction has arrived");
        var change = Assert.Single(_client.Applied.Single(b => b.Changes.Any(c => c.Id == id.ToString())).Changes);
        Assert.Equal(("created", 3), (change.Op, change.Revision));
        Assert.Equal("Third", change.Record!.Value.GetProperty("properties").GetProperty("title").GetString());
    }

    private long? Position(Guid id) => _client.Applied.FirstOrDefault(b => b.Changes.Any(c => c.Id == id.ToString()))?.Position;

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
