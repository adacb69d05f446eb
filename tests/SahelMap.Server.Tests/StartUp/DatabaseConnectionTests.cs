using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.StartUp;

public sealed class DatabaseConnectionTests(PostgisCluster cluster)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unreachable_database_is_explained_and_the_server_lives()
    {
        await using var server = await SahelMapServer.StartAsync("Host=127.0.0.1;Port=1;Database=sahelmap;Username=planner;Password=not-to-be-shown", whenReady: false, cancellationToken: Ending);

        using var live = await server.Client.GetAsync("/health/live", Ending);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);

        await ReadyText(server, HttpStatusCode.ServiceUnavailable, "127.0.0.1:1");
        var text = await ReadyText(server, HttpStatusCode.ServiceUnavailable, "nothing listens there");
        Assert.Contains("sahelmap", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-shown", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/incidents"), InlineData("/tiles/incidents/0/0/0.mvt"), InlineData("/export/incidents.geojson"), InlineData("/live")]
    public async Task What_needs_the_database_is_refused_while_there_is_none(string path)
    {
        await using var server = await SahelMapServer.StartAsync("Host=127.0.0.1;Port=1;Database=sahelmap", whenReady: false, cancellationToken: Ending);

        using var response = await server.Client.GetAsync(path, Ending);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ending);
        Assert.Equal(DatabaseAvailability.ProblemType, problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_database_that_appears_later_is_migrated_and_used()
    {
        var connection = await cluster.NameDatabaseAsync();
        await using var server = await SahelMapServer.StartAsync(connection, whenReady: false, cancellationToken: Ending);
        await ReadyText(server, HttpStatusCode.ServiceUnavailable, "has no database");

        await cluster.CreateNamedAsync(connection, Ending);

        await ReadyText(server, HttpStatusCode.OK, "\"ready\"");
        Assert.Empty(await Migrator.PendingAsync(server.DataSource, Ending));
    }

    [Fact]
    public async Task A_database_that_is_lost_and_comes_back_makes_the_server_ready_again()
    {
        var connection = await cluster.CreateDatabaseAsync(Ending);
        await using var server = await SahelMapServer.StartAsync(connection, cancellationToken: Ending);

        await cluster.DropDatabaseAsync(connection, Ending);
        await ReadyText(server, HttpStatusCode.ServiceUnavailable, "has no database");
        await cluster.CreateNamedAsync(connection, Ending);

        await ReadyText(server, HttpStatusCode.OK, "\"ready\"");
    }

    [Fact]
    public async Task Two_servers_that_start_at_once_migrate_once()
    {
        var connection = await cluster.CreateEmptyDatabaseAsync(Ending);

        var servers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SahelMapServer.StartAsync(connection, cancellationToken: Ending)));

        await using var count = servers[0].DataSource.CreateCommand("SELECT count(*) = count(DISTINCT scriptname) AND count(*) = $1 FROM schema_version");
        count.Parameters.Add(new() { Value = (long)Migrator.Names.Count });
        Assert.True((bool)(await count.ExecuteScalarAsync(Ending))!);
        foreach (var server in servers) await server.DisposeAsync();
    }

    [Fact]
    public async Task A_role_that_may_not_create_the_extension_is_told_what_an_administrator_must_run()
    {
        var connection = await cluster.CreateEmptyDatabaseAsync(Ending);
        await using (var owner = NpgsqlDataSource.Create(connection))
        await using (var role = owner.CreateCommand("CREATE ROLE weak LOGIN"))
            await role.ExecuteNonQueryAsync(Ending);
        var weak = new NpgsqlConnectionStringBuilder(connection) { Username = "weak" }.ConnectionString;

        await using var server = await SahelMapServer.StartAsync(weak, whenReady: false, cancellationToken: Ending);

        var text = await ReadyText(server, HttpStatusCode.ServiceUnavailable, "CREATE EXTENSION");
        Assert.Contains("weak", text, StringComparison.Ordinal);
    }

    /// <summary>Waits until /health/ready answers with that code and text.</summary>
    private static async Task<string> ReadyText(SahelMapServer server, HttpStatusCode expected, string text)
    {
        var (code, body) = (default(HttpStatusCode), "");
        await Until.TrueAsync(async () =>
        {
            using var response = await server.Client.GetAsync("/health/ready", Ending);
            (code, body) = (response.StatusCode, await response.Content.ReadAsStringAsync(Ending));
            return code == expected && body.Contains(text, StringComparison.Ordinal);
        }, $"/health/ready answers {expected} with '{text}'", cancellationToken: Ending);
        return body;
    }
}
