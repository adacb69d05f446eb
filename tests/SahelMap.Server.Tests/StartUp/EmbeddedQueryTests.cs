using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.StartUp;

public sealed class EmbeddedQueryTests(PostgisCluster cluster)
{
    [Fact]
    public async Task Every_embedded_query_can_be_prepared_against_the_migrated_schema()
    {
        var ending = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(await cluster.CreateDatabaseAsync(ending));
        await connection.OpenAsync(ending);

        // Temporary tables that others select from; CREATE TABLE itself cannot be prepared.
        foreach (var stage in Sql.Queries.Where(q => q.EndsWith(".stage.sql", StringComparison.Ordinal)))
        {
            await using var make = new NpgsqlCommand(Sql.Read(stage), connection);
            await make.ExecuteNonQueryAsync(ending);
        }

        List<string> broken = [];
        foreach (var query in Sql.Queries.Where(q => !q.EndsWith(".stage.sql", StringComparison.Ordinal)))
        {
            // PREPARE has the server infer the types of $1, $2 …, as psql would.
            await using var prepare = new NpgsqlCommand($"PREPARE query AS {Sql.Read(query)}", connection);
            await using var deallocate = new NpgsqlCommand("DEALLOCATE query", connection);
            try
            {
                await prepare.ExecuteNonQueryAsync(ending);
                await deallocate.ExecuteNonQueryAsync(ending);
            }
            catch (PostgresException e)
            {
                broken.Add($"{query}: {e.MessageText} (at character {e.Position})");
            }
        }
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }
}
