using System.Globalization;
using Npgsql;

namespace SahelMap.Server.Database;

/// <summary>
/// A private PostgreSQL cluster in the data folder. It listens on a Unix socket alone, in a folder that only its own user can enter:
/// the kernel keeps everybody else out, so connections are trusted and no password is kept anywhere. The last process of ours that
/// uses it stops it; one that was left running by a killed server is used as it is, one that crashed recovers by itself.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Role = "sahelmap";
    private const string DatabaseName = "sahelmap";
    private const int Port = 5432; // only names the socket
    private static readonly TimeSpan OrphansLeave = TimeSpan.FromSeconds(20);

    private readonly PostgresTool _tool;
    private readonly PostgresInstallation _installation;
    private readonly ClusterUse _use;
    private readonly string _socketFolder;
    private readonly IReadOnlyDictionary<string, string>? _settings;
    private bool _left;

    private EmbeddedPostgres(
        PostgresTool tool, PostgresInstallation installation, ClusterUse use, string dataFolder, string socketFolder, bool wasRunning,
        IReadOnlyDictionary<string, string>? settings)
    {
        (_tool, _installation, _use, _socketFolder, _settings) = (tool, installation, use, socketFolder, settings);
        (DataFolder, WasRunning) = (dataFolder, wasRunning);
    }

    /// <summary>The data folder in use; not the one asked for where that is closed to the cluster's user.</summary>
    public string DataFolder { get; }

    public string Cluster => ClusterIn(DataFolder);

    public string Bin => _installation.Bin;

    /// <summary>Another process of ours, or one that was killed, had started it.</summary>
    public bool WasRunning { get; }

    public string ConnectionString => ConnectionTo(DatabaseName);

    public static string DefaultDataFolder => PostgresFolders.Default();

    public static string ClusterIn(string dataFolder) => Path.Combine(dataFolder, "postgres");

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _socketFolder,
        Port = Port,
        Username = Role,
        Database = database,
        MaxPoolSize = 40
    }.ConnectionString;

    /// <summary>Starts the cluster in <paramref name="dataFolder"/>, which is made when it is not there, or joins it where it runs already.</summary>
    /// <param name="dataFolder">Kept from start to start.</param>
    /// <param name="settings">For tests: further settings, one per name, as in postgresql.conf.</param>
    /// <param name="say">Told what a person should know, a sentence at a time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SetUpException">It cannot be started; the message says why and what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string dataFolder, IReadOnlyDictionary<string, string>? settings, Action<string> say, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new SetUpException("A private cluster needs Linux or macOS. Name a database with ConnectionStrings__SahelMap instead.");
        var tool = PostgresTool.ForCluster();
        var installed = await PostgresInstallation.FindAllAsync(cancellationToken);
        dataFolder = await PostgresFolders.PrepareDataFolderAsync(tool, dataFolder, say, cancellationToken);
        var cluster = ClusterIn(dataFolder);

        var use = new ClusterUse(dataFolder);
        EmbeddedPostgres? postgres = null;
        try
        {
            using var turn = await use.TurnAsync(cancellationToken);
            var installation = await MajorOfAsync(tool, cluster, cancellationToken) is { } major
                ? PostgresInstallation.ForCluster(installed, cluster, major)
                : PostgresInstallation.Choose(installed);
            if (!Directory.Exists(cluster)) await CreateAsync(tool, installation, cluster, say, cancellationToken);
            var (socketFolder, wasRunning) = await StartIfDownAsync(tool, installation, dataFolder, settings, say, cancellationToken);
            use.Enter();
            postgres = new EmbeddedPostgres(tool, installation, use, dataFolder, socketFolder, wasRunning, settings);
            cancellationToken.ThrowIfCancellationRequested();
            await postgres.CreateDatabaseAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            if (postgres is null) use.Dispose();
            else await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again where it has died.</summary>
    public async Task EnsureRunningAsync(Action<string> say, CancellationToken cancellationToken)
    {
        if (_left || PostmasterPid.Read(Cluster) is { } pid && pid.IsTrue(Cluster)) return;
        using var turn = await _use.TurnAsync(cancellationToken);
        await StartIfDownAsync(_tool, _installation, DataFolder, _settings, say, cancellationToken);
    }

    /// <summary>Stops the cluster, unless another process of ours uses it.</summary>
    /// <returns>Whether it was stopped.</returns>
    public async Task<bool> StopAsync()
    {
        if (_left) return false;
        _left = true;
        NpgsqlConnection.ClearAllPools();
        using var turn = await _use.TurnAsync(CancellationToken.None);
        if (!_use.LeaveAsLast()) return false;
        await _tool.RunAsync(_installation.Program("pg_ctl"), ["stop", "-D", Cluster, "-m", "fast", "-w", "-t", "60"], CancellationToken.None);
        if (!_socketFolder.StartsWith(DataFolder, StringComparison.Ordinal)) await _tool.RunAsync("rmdir", [_socketFolder], CancellationToken.None);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _use.Dispose();
    }

    /// <summary>Within a turn.</summary>
    private static async Task<(string SocketFolder, bool WasRunning)> StartIfDownAsync(
        PostgresTool tool, PostgresInstallation installation, string dataFolder, IReadOnlyDictionary<string, string>? settings,
        Action<string> say, CancellationToken cancellationToken)
    {
        var cluster = ClusterIn(dataFolder);
        if (PostmasterPid.Read(cluster) is { } running && running.IsTrue(cluster))
        {
            say($"PostgreSQL runs already in {cluster} (process {running.Pid}); using it.");
            return await PostmasterPid.WaitUntilReadyAsync(cluster, cancellationToken) is { } ready ? (ready.SocketFolder, true)
                : throw new SetUpException($"PostgreSQL (process {running.Pid}) runs in {cluster} but takes no connections; its log is in {cluster}/log.");
        }
        await SettleStalePidAsync(cluster, say, cancellationToken);
        var socketFolder = await PostgresFolders.PrepareSocketFolderAsync(tool, dataFolder, say, cancellationToken);
        await WriteFileAsync(tool, Path.Combine(cluster, ClusterSettings.FileName), ClusterSettings.For(socketFolder, settings), append: false, cancellationToken);
        await LaunchAsync(tool, installation, cluster, cancellationToken);
        return (socketFolder, false);
    }

    /// <summary>A cluster appears whole or not at all: one whose making was cut off is made again.</summary>
    private static async Task CreateAsync(
        PostgresTool tool, PostgresInstallation installation, string cluster, Action<string> say, CancellationToken cancellationToken)
    {
        say($"Making a private PostgreSQL {installation.Major} cluster in {cluster}.");
        var unfinished = cluster + ".unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        if (!await PostgresFolders.ClaimAsync(tool, unfinished, cancellationToken))
            throw new SetUpException($"{unfinished} cannot be made. Name another folder with --data DIR.");
        var (exit, output) = await tool.RunAsync(installation.Program("initdb"),
            ["-D", unfinished, "-U", Role, "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject", "--data-checksums"], cancellationToken);
        if (exit != 0) throw new SetUpException($"PostgreSQL could not make a cluster in {unfinished}: {LastLines(output)}");
        await WriteFileAsync(tool, Path.Combine(unfinished, "postgresql.conf"), ClusterSettings.Includes, append: true, cancellationToken);
        Directory.Move(unfinished, cluster);
    }

    /// <summary>A server that was killed leaves its pid file. PostgreSQL removes it itself, unless another program has that process id by now.</summary>
    private static async Task SettleStalePidAsync(string cluster, Action<string> say, CancellationToken cancellationToken)
    {
        if (PostmasterPid.Read(cluster) is not { } pid) return;
        if (pid.Impostor is not { } other)
        {
            say($"PostgreSQL was not shut down the last time (process {pid.Pid} is gone); it recovers now.");
            return;
        }
        if (await ProcessInfo.AnyWorksInAsync(cluster, OrphansLeave, cancellationToken) is { } orphan)
            throw new SetUpException($"A process of a killed PostgreSQL server ({orphan}) still works in {cluster}: end it, then start again.");
        say($"{PostmasterPid.FileIn(cluster)} was left by a killed server; process {pid.Pid} is another program now ({other}). Removed it.");
        File.Delete(PostmasterPid.FileIn(cluster));
    }

    private static async Task LaunchAsync(
        PostgresTool tool, PostgresInstallation installation, string cluster, CancellationToken cancellationToken)
    {
        var log = Path.Combine(cluster, "start.log");
        string[] start = ["start", "-D", cluster, "-l", log, "-w", "-t", "600", "-s"];
        for (var attempt = 1; ; attempt++)
        {
            // pg_ctl puts the server into a session of its own: Ctrl-C reaches us, and we stop it once requests have ended.
            // Not cut off half-way: nobody would know of the server that it had started.
            var (exit, output) = await tool.RunAsync(installation.Program("pg_ctl"), start, CancellationToken.None);
            if (exit == 0) return;
            var text = await tool.RunAsync("tail", ["-n", "20", log], cancellationToken);
            // The helpers of a killed server need a moment to notice.
            if (attempt < 10 && text.Output.Contains("is still in use", StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                continue;
            }
            throw new SetUpException($"PostgreSQL does not start in {cluster}. Its log ({log}) ends with:\n{LastLines(text.Output is { Length: > 0 } t ? t : output)}");
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionTo("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", connection) { Parameters = { new() { Value = DatabaseName } } };
        if ((bool)(await exists.ExecuteScalarAsync(cancellationToken))!) return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {DatabaseName}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<int?> MajorOfAsync(PostgresTool tool, string cluster, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(cluster)) return null;
        var (exit, output) = await tool.RunAsync("cat", [Path.Combine(cluster, "PG_VERSION")], cancellationToken);
        return exit == 0 && int.TryParse(output, CultureInfo.InvariantCulture, out var major) ? major
            : throw new SetUpException($"{cluster} holds no PostgreSQL cluster that this user can read ({output}). Start as the user who made it, or name another folder with --data DIR.");
    }

    /// <summary>Written by the cluster's own user, whose file it must be.</summary>
    private static async Task WriteFileAsync(PostgresTool tool, string file, string text, bool append, CancellationToken cancellationToken)
    {
        var (exit, output) = await tool.RunAsync("sh", ["-c", $"printf %s \"$1\" {(append ? ">>" : ">")} \"$2\"", "sh", text, file], cancellationToken);
        if (exit != 0) throw new SetUpException($"{file} cannot be written: {output}");
    }

    private static string LastLines(string text) => string.Join('\n', text.Split('\n').TakeLast(6));
}
