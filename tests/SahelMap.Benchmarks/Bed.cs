using Npgsql;
using SahelMap.Browser.Tests.Support;
using SahelMap.Server.Commands;

namespace SahelMap.Benchmarks;

/// <summary>The published server on a database of its own with synthetic data in it.</summary>
public sealed class Bed : IAsyncDisposable
{
    private readonly CommandDatabase database;

    private Bed(ServerProcess server, CommandDatabase database, int incidents)
    {
        Server = server;
        this.database = database;
        Incidents = incidents;
        Http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
    }

    public ServerProcess Server { get; }
    public HttpClient Http { get; }
    public int Incidents { get; }
    public NpgsqlDataSource Database => database.DataSource;

    public static async Task<Bed> MakeAsync(int incidents, int deployments, CancellationToken ct)
    {
        var server = await ServerProcess.StartAsync(ct);
        await server.RunAsync(["generate", "--incidents", $"{incidents}", "--deployments", $"{deployments}", "--seed", "1"], ct);
        // The read model takes the bulk load in by itself; a fresh start makes sure that it is done.
        await server.StopAsync();
        await server.StartAgainAsync(ct);
        await server.PsqlAsync("ANALYZE", ct);
        return new Bed(server, await CommandDatabase.OpenAsync(server.DataFolder, ct), incidents);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await database.DisposeAsync();
        await Server.DisposeAsync();
    }
}
