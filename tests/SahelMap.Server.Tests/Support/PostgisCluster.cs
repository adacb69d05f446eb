using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Imports;

namespace SahelMap.Server.Tests.Support;

/// <summary>
/// One private PostGIS cluster for all tests of an assembly, in a temporary folder; started by the first test that asks for a database,
/// gone with the process, however that ends. Databases are cloned from a template that is migrated and holds geodata/.
/// </summary>
public sealed class PostgisCluster : IAsyncDisposable
{
    private const string Prefix = "sahelmap-tests-";
    private const string Template = "template_sahelmap";

    // Tests may lose everything in a power cut.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
        ["max_connections"] = "300",
        ["log_min_messages"] = "error"
    };

    private readonly Lazy<Task<EmbeddedPostgres>> _cluster;
    private readonly Lazy<Task> _template;
    private readonly SemaphoreSlim _cloning = new(1);
    private int _names;

    public PostgisCluster()
    {
        _cluster = new(StartAsync);
        _template = new(MakeTemplateAsync);
    }

    /// <summary>The folder of psql and the other programs of this version.</summary>
    public async Task<string> BinAsync() => (await _cluster.Value).Bin;

    /// <summary>A database of its own for a test or a class: migrated, geodata/ loaded.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        await _template.Value;
        var connection = await CreateAsync(Template, cancellationToken);
        // Another database, another epoch: clients tell them apart by it.
        await ExecuteAsync(connection, "UPDATE change_log_state SET epoch = gen_random_uuid()", cancellationToken);
        return connection;
    }

    /// <summary>A database with nothing in it, not even PostGIS.</summary>
    /// <returns>Its connection string.</returns>
    public Task<string> CreateEmptyDatabaseAsync(CancellationToken cancellationToken = default) => CreateAsync("template1", cancellationToken);

    /// <summary>The connection string of a database that is not there; <see cref="CreateNamedAsync"/> makes it.</summary>
    public async Task<string> NameDatabaseAsync() => Connection(await _cluster.Value, NewName());

    /// <summary>Makes the empty database that a connection string names.</summary>
    public async Task CreateNamedAsync(string connectionString, CancellationToken cancellationToken = default) =>
        await ExecuteAsync((await _cluster.Value).ConnectionTo("postgres"),
            $"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database}", cancellationToken);

    /// <summary>Drops a database, whoever is connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString, CancellationToken cancellationToken = default) =>
        await ExecuteAsync((await _cluster.Value).ConnectionTo("postgres"),
            $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated)
        {
            var cluster = await _cluster.Value;
            await cluster.DisposeAsync();
            Directory.Delete(cluster.DataFolder, recursive: true);
        }
        _cloning.Dispose();
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        await RemoveOldAsync();
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid().ToString()[..8]}"));
        var cluster = await EmbeddedPostgres.StartAsync(folder, Settings, _ => { }, CancellationToken.None);
        // A run that is interrupted disposes of no fixture.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.StopAsync().Wait(TimeSpan.FromSeconds(10));
        return cluster;
    }

    private async Task MakeTemplateAsync()
    {
        var connection = await CreateAsync("template1", CancellationToken.None, Template);
        await using (var services = new ServiceCollection().AddLogging()
            .AddDatabase(new SahelMapOptions { ConnectionString = connection }).AddImports().BuildServiceProvider())
        {
            await services.GetRequiredService<DatabaseStartUp>().RunAsync(CancellationToken.None);
        }
        await ExecuteAsync(connection, "VACUUM ANALYZE", CancellationToken.None);
    }

    private async Task<string> CreateAsync(string template, CancellationToken cancellationToken, string? name = null)
    {
        var cluster = await _cluster.Value;
        name ??= NewName();
        await _cloning.WaitAsync(cancellationToken); // a template can be copied by one at a time
        try
        {
            await ExecuteAsync(cluster.ConnectionTo("postgres"), $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy", cancellationToken);
        }
        finally
        {
            _cloning.Release();
        }
        return Connection(cluster, name);
    }

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _names)}");

    private static string Connection(EmbeddedPostgres cluster, string database) =>
        new NpgsqlConnectionStringBuilder(cluster.ConnectionTo(database)) { IncludeErrorDetail = true, MaxPoolSize = 20 }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What a killed test run left behind.</summary>
    private static async Task RemoveOldAsync()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (Directory.Exists($"/proc/{owner}")) continue;
            try
            {
                // Joining and leaving as the last one stops it.
                await using (await EmbeddedPostgres.StartAsync(folder, Settings, _ => { }, CancellationToken.None)) { }
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is SetUpException or IOException or UnauthorizedAccessException or NpgsqlException)
            {
                // Somebody else's, or another run removes it at this moment.
            }
        }
    }
}
