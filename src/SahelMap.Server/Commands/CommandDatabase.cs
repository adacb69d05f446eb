using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Imports;

namespace SahelMap.Server.Commands;

/// <summary>
/// The database that a command works on: the one that ConnectionStrings__SahelMap names, otherwise the private cluster in the data
/// folder, which is started where no server runs and stopped again when this is the last to use it. Migrated and loaded.
/// </summary>
public sealed class CommandDatabase : IAsyncDisposable
{
    public const string Variable = "ConnectionStrings__SahelMap";

    private readonly EmbeddedPostgres? _embedded;
    private readonly ServiceProvider _services;

    private CommandDatabase(EmbeddedPostgres? embedded, ServiceProvider services)
    {
        _embedded = embedded;
        _services = services;
    }

    /// <summary>Of somebody else's database; null where the private cluster is in use.</summary>
    public static string? External => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    public NpgsqlDataSource DataSource => _services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>What AddDatabase and AddImports registered.</summary>
    public IServiceProvider Services => _services;

    /// <param name="dataFolder">As --data gave it; null for the usual one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SetUpException">There is no usable database; the message says why.</exception>
    public static async Task<CommandDatabase> OpenAsync(string? dataFolder, CancellationToken cancellationToken)
    {
        var embedded = External is null ? await StartEmbeddedAsync(dataFolder, cancellationToken) : null;
        var options = new SahelMapOptions { ConnectionString = External ?? embedded!.ConnectionString, DataFolder = embedded?.DataFolder };
        var services = new ServiceCollection()
            .AddLogging(l => l.SetMinimumLevel(LogLevel.Warning)
                .AddFilter("SahelMap", LogLevel.Information).AddFilter("Npgsql", LogLevel.None)
                .AddConsole(c => (c.FormatterName, c.LogToStandardErrorThreshold) = (PlainFormatter.FormatterName, LogLevel.Trace)).AddPlainFormatter())
            .AddDatabase(options).AddImports().BuildServiceProvider();
        var database = new CommandDatabase(embedded, services);
        try
        {
            await services.GetRequiredService<DatabaseStartUp>().RunAsync(cancellationToken);
            return database;
        }
        catch (Exception e)
        {
            await database.DisposeAsync();
            if (DatabaseFailure.IsExpected(e)) throw new SetUpException(DatabaseFailure.Explain(e, options.ConnectionString), e);
            throw;
        }
    }

    public static Task<EmbeddedPostgres> StartEmbeddedAsync(string? dataFolder, CancellationToken cancellationToken) =>
        EmbeddedPostgres.StartAsync(dataFolder ?? EmbeddedPostgres.DefaultDataFolder, settings: null, Console.Error.WriteLine, cancellationToken);

    /// <summary>A failure in plain words.</summary>
    public static string Explain(Exception e) => DatabaseFailure.Explain(e, External ?? "Host=localhost");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
