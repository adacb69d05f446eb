using System.Globalization;
using System.Text;
using Npgsql;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Live;

/// <summary>Many write at once, clients come and go as they like, and all end with exactly the tables.</summary>
public sealed class AwayAndBackTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await AddActorsAsync(server.DataSource);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task A_client_that_comes_and_goes_ends_with_exactly_what_one_that_stayed_has(int seed)
    {
        await using var stayed = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
        LiveClient[] travellers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LiveClient.OpenMapAsync(server.Uri, server.DataSource)));

        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(n => WriteAsync(new Random(seed * 100 + n), n)));
        await Task.WhenAll(travellers.Select((t, n) => TravelAsync(t, new Random(seed * 100 + 50 + n), writing)));
        await writing;

        foreach (var client in travellers.Append(stayed)) await client.UntilCaughtUpAsync(server.DataSource);
        var (_, position, map) = await LiveClient.ReadAsync(server.DataSource);
        Assert.Equal(map, stayed.Map);
        Assert.Equal(position, stayed.Position);
        Assert.All(travellers, t =>
        {
            Assert.Equal(map, t.Map);
            Assert.False(t.SawGap);
            Assert.Empty(t.Reloads);
        });
        Assert.False(stayed.SawGap);
        foreach (var traveller in travellers) await traveller.DisposeAsync();
    }

    private static async Task TravelAsync(LiveClient client, Random random, Task writing)
    {
        while (!writing.IsCompleted)
        {
            var until = client.Position + random.Next(1, 15);
            // Away or there for a number of changes, not for a time.
            await Until.TrueAsync(() => client.Position >= until || writing.IsCompleted, "more has been written");
            await client.GoAwayAsync();
            for (var i = random.Next(0, 4); i > 0; i--) await Task.Yield();
            await client.ComeBackAsync();
        }
    }

    /// <summary>Transactions of one to eight statements; some roll back, some fight over the same rows.</summary>
    private async Task WriteAsync(Random random, int writer)
    {
        await using var connection = await server.DataSource.OpenConnectionAsync();
        List<Guid> incidents = [], deployments = [];
        for (var n = 0; n < 60; n++)
        {
            var sql = new StringBuilder("BEGIN;");
            for (var s = random.Next(1, 9); s > 0; s--) sql.Append(Statement(random, incidents, deployments));
            if (random.Next(4) == 0) sql.Append("SAVEPOINT s;").Append(Statement(random, [], [])).Append("ROLLBACK TO s;");
            sql.Append(random.Next(6) == 0 ? "ROLLBACK;" : "COMMIT;");
            try
            {
                await using var command = new NpgsqlCommand(sql.ToString(), connection);
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
                await rollback.ExecuteNonQueryAsync();
            }
        }
    }

    private static string Statement(Random random, List<Guid> incidents, List<Guid> deployments)
    {
        switch (random.Next(7))
        {
            case 0 or 1:
                incidents.Add(Guid.NewGuid());
                return InsertIncident(incidents[^1], random.NextDouble() * 10 - 5, 12 + random.NextDouble() * 6, civilians: random.Next(5));
            case 2:
                deployments.Add(Guid.NewGuid());
                double west = random.NextDouble() * 10 - 6, south = 11 + random.NextDouble() * 6;
                return InsertDeployment(deployments[^1], random.Next(2) == 0 ? "PoC" : "CT", Box(west, south, west + 1 + random.NextDouble(), south + 1));
            case 3 when incidents.Count > 0:
                return $"UPDATE incident SET deaths_best = {random.Next(9)} WHERE id = '{incidents[random.Next(incidents.Count)]}';";
            case 4 when incidents.Count > 0:
                return $"DELETE FROM incident WHERE id = '{incidents[random.Next(incidents.Count)]}';";
            case 5 when deployments.Count > 0:
                return string.Create(CultureInfo.InvariantCulture,
                    $"UPDATE deployment SET area = ST_Translate(area, {random.NextDouble() - 0.5}, 0) WHERE id = '{deployments[random.Next(deployments.Count)]}';");
            default:
                // Somebody else's row: this is where writers meet.
                return $"UPDATE incident SET notes = '{random.Next(5)}' WHERE id IN (SELECT id FROM incident WHERE dataset = 'local' ORDER BY id LIMIT 1 OFFSET {random.Next(5)});";
        }
    }
}
