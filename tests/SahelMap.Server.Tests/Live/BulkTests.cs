using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Live;

public sealed class BulkTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private static readonly string Many = $"""
        INSERT INTO incident (title, type, period, location, country, source, basis, confidence, verified, entered_by)
        SELECT 'Bulk', 'Battle', '[2022-01-01,2022-01-02)', ST_SetSRID(ST_MakePoint(n * 0.001, 15), 4326), 'ML', '{Source}', 'test', 'high', true, 'test'
        FROM generate_series(1, 501) AS n;
        """;

    public async ValueTask InitializeAsync() => await AddActorsAsync(server.DataSource);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_bulk_load_is_one_reload_for_who_is_there_and_for_who_comes_back()
    {
        await using var present = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        await using var away = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        await away.GoAwayAsync();

        await ExecuteAsync(server.DataSource, Many);

        await Until.TrueAsync(() => present.Reloads.Count > 0, "the present client is told to reload");
        var (epoch, position, _) = await LiveClient.ReadAsync(server.DataSource);
        Assert.Equal((epoch, position, "bulk", 501L), (present.Reloads[0].Epoch, present.Reloads[0].Position, present.Reloads[0].Reason, present.Reloads[0].Changes));
        await away.ComeBackAsync();
        Assert.Equal("bulk", away.Reloads.Single().Reason);
        Assert.Empty(away.Applied);
    }

    [Fact]
    public async Task After_a_bulk_load_changes_come_one_by_one_again()
    {
        await using var client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        await ExecuteAsync(server.DataSource, Many);
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id));

        await client.UntilCaughtUpAsync(server.DataSource);
        // One that commits while the bulk is being read is covered by the same reload.
        var covered = client.Reloads[0].Position == await ScalarAsync<long>(server.DataSource, "SELECT position FROM change_log_state");
        Assert.True(covered || client.Changes.Single().Id == id.ToString());
        await ExecuteAsync(server.DataSource, $"DELETE FROM incident WHERE id = '{id}'");
        await client.UntilCaughtUpAsync(server.DataSource);
        Assert.Equal(("deleted", id.ToString()), (client.Changes[^1].Op, client.Changes[^1].Id));
        Assert.False(client.SawGap);
    }
}
