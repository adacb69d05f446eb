using System.Globalization;
using DbUp;
using DbUp.Engine.Output;
using Npgsql;

namespace SahelMap.Server.Database;

/// <summary>Brings the schema up to date from the embedded Database/Migrations/*.sql: in order of their names, each in a transaction of its own, each once (table schema_version).</summary>
public static class Migrator
{
    private const string Folder = "Database/Migrations/";
    private const string Journal = "schema_version";
    private const int OldestPostgres = 150000;
    private static readonly Version OldestPostgis = new(3, 3);

    /// <summary>Any number, as long as every version of SahelMap uses the same.</summary>
    private const long LockKey = 0x5A4E_1DA7;

    /// <summary>Names of the embedded migrations, as the journal has them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Migrator).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Waits until no other server migrates or loads this database, and keeps others waiting until disposed.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="waiting">Told once when there is something to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IAsyncDisposable> LockAsync(string connectionString, Action<string>? waiting, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Unpooled(connectionString));
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var attempt = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } } };
            while (!(bool)(await attempt.ExecuteScalarAsync(cancellationToken))!)
            {
                waiting?.Invoke("Another SahelMap server is migrating or loading this database; waiting for it.");
                waiting = null;
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
            return connection; // the lock ends with its session
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs what has not been run. The caller holds <see cref="LockAsync"/>.</summary>
    /// <returns>Names of the migrations that were run.</returns>
    /// <exception cref="SetUpException">The server is too old, has no PostGIS, or the role may not do what it must.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, ILogger logger, CancellationToken cancellationToken)
    {
        await CheckServerAsync(connectionString, cancellationToken);
        var engine = DeployChanges.To.PostgresqlDatabase(Unpooled(connectionString))
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.StartsWith(Folder, StringComparison.Ordinal))
            .WithVariablesDisabled() // $name$ quotes function bodies
            .WithTransactionPerScript()
            .WithExecutionTimeout(TimeSpan.FromMinutes(30))
            .JournalToPostgresqlTable("public", Journal)
            .LogTo(new UpgradeLog(logger))
            .Build();
        var result = await Task.Run(engine.PerformUpgrade, cancellationToken);
        if (!result.Successful) throw Explain(result.Error, result.ErrorScript?.Name, connectionString);
        return [.. result.Scripts.Select(s => s.Name)];
    }

    /// <summary>Names of the migrations that this database lacks.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var exists = database.CreateCommand($"SELECT to_regclass('public.{Journal}') IS NOT NULL");
        if (!(bool)(await exists.ExecuteScalarAsync(cancellationToken))!) return Names;
        await using var done = database.CreateCommand($"SELECT coalesce(array_agg(scriptname), '{{}}') FROM public.{Journal}");
        var run = (string[])(await done.ExecuteScalarAsync(cancellationToken))!;
        return [.. Names.Except(run, StringComparer.Ordinal)];
    }

    private static async Task CheckServerAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Unpooled(connectionString));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                   (SELECT coalesce(installed_version, default_version) FROM pg_available_extensions WHERE name = 'postgis')
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var at = new NpgsqlConnectionStringBuilder(connectionString).Host;
        if (reader.GetInt32(0) < OldestPostgres)
            throw new SetUpException($"The database server at {at} is PostgreSQL {reader.GetString(1)}; SahelMap needs 15 or newer.");
        if (await reader.IsDBNullAsync(2, cancellationToken)) throw NoPostgis(at);
        var postgis = reader.GetString(2);
        if (Version.TryParse(new string([.. postgis.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]), out var version) && version < OldestPostgis)
            throw new SetUpException($"The database server at {at} has PostGIS {postgis}; SahelMap needs {OldestPostgis} or newer.");
    }

    private static SetUpException NoPostgis(string? at) => new(
        $"PostGIS is not installed on the database server at {at}. On Debian or Ubuntu: apt-get install postgis postgresql-<version>-postgis-3, on that machine.");

    private static Exception Explain(Exception error, string? script, string connectionString)
    {
        var user = new NpgsqlConnectionStringBuilder(connectionString).Username;
        return error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e => new SetUpException(
                $"The role \"{user}\" may not migrate the database ({e.MessageText}). Have an administrator run: "
                + $"CREATE EXTENSION IF NOT EXISTS postgis; GRANT CREATE ON SCHEMA public TO \"{user}\";", e),
            PostgresException { SqlState: PostgresErrorCodes.UndefinedFile or PostgresErrorCodes.FeatureNotSupported } e
                when e.MessageText.Contains("postgis", StringComparison.OrdinalIgnoreCase) => NoPostgis(new NpgsqlConnectionStringBuilder(connectionString).Host),
            PostgresException e => new SetUpException(string.Create(CultureInfo.InvariantCulture, $"Migration {script} failed: {e.MessageText} ({e.SqlState})."), e),
            _ => error
        };
    }

    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private sealed class UpgradeLog(ILogger logger) : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) => Write(LogLevel.Trace, format, args);
        public void LogDebug(string format, params object[] args) => Write(LogLevel.Debug, format, args);
        public void LogInformation(string format, params object[] args) => Write(LogLevel.Debug, format, args);
        public void LogWarning(string format, params object[] args) => Write(LogLevel.Warning, format, args);
        public void LogError(string format, params object[] args) => Write(LogLevel.Debug, format, args); // thrown as well
        public void LogError(Exception ex, string format, params object[] args) => Write(LogLevel.Debug, format, args);

        private void Write(LogLevel level, string format, object[] args)
        {
            if (logger.IsEnabled(level)) logger.Log(level, "{Migration}", args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args));
        }
    }
}
