using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Imports;
using SahelMap.Server.Imports.Geodata;
using SahelMap.Server.Imports.Synthetic;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;

namespace SahelMap.Server.Tests.Data;

/// <summary>A database with geodata/ in it and what loads data, without a server.</summary>
internal sealed class ImportBed : IAsyncDisposable
{
    private readonly PostgisCluster _cluster;
    private readonly ServiceProvider _services;
    private readonly string _connectionString;

    private ImportBed(PostgisCluster cluster, string connectionString)
    {
        (_cluster, _connectionString) = (cluster, connectionString);
        _services = new ServiceCollection().AddLogging()
            .AddDatabase(new SahelMapOptions { ConnectionString = connectionString }).AddImports().BuildServiceProvider();
    }

    public NpgsqlDataSource Database => _services.GetRequiredService<NpgsqlDataSource>();
    public GeodataLoader Geodata => _services.GetRequiredService<GeodataLoader>();
    public ImportRun Imports => _services.GetRequiredService<ImportRun>();
    public SyntheticData Synthetic => _services.GetRequiredService<SyntheticData>();

    public static async Task<ImportBed> MakeAsync(PostgisCluster cluster, CancellationToken cancellationToken) =>
        new(cluster, await cluster.CreateDatabaseAsync(cancellationToken));

    /// <summary>How far the change log has come.</summary>
    public Task<long> PositionAsync() => Database.Sql<long>("SELECT position FROM change_log_state");

    /// <summary>The rows of a query of one text column.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string sql, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) texts.Add(reader.GetString(0));
        return texts;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _cluster.DropDatabaseAsync(_connectionString);
    }
}
