using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SahelMap.Server.Database;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.StartUp;

/// <summary>What ./sahelmap run does with its private PostgreSQL, seen from outside the process.</summary>
public sealed class PrivateClusterTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_is_taken_is_explained_and_nothing_is_started()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var folder = folders.NewName();

        var (exit, said) = await ServerProcess.ToEndAsync(Ending, "run", "--port", port, "--data", folder);

        Assert.Equal(1, exit);
        Assert.Contains($"Port {port} on 127.0.0.1 is taken by process {Environment.ProcessId}", said, StringComparison.Ordinal);
        Assert.Contains("--port", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_explained()
    {
        var folder = folders.Copy();
        await File.WriteAllTextAsync(Path.Combine(EmbeddedPostgres.ClusterIn(folder), "PG_VERSION"), "9\n", Ending);

        var (exit, said) = await ServerProcess.ToEndAsync(Ending, "migrate", "--data", folder);

        Assert.Equal(1, exit);
        Assert.Contains("was written by PostgreSQL 9", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_cluster_is_explained_with_the_end_of_its_log()
    {
        var folder = folders.Copy();
        DataFolders.Run("sh", "-c", $"echo 'nonsense = on' >> {EmbeddedPostgres.ClusterIn(folder)}/postgresql.conf");

        var (exit, said) = await ServerProcess.ToEndAsync(Ending, "migrate", "--data", folder);

        Assert.Equal(1, exit);
        Assert.Contains("nonsense", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pid_file_that_names_another_program_is_explained_and_no_hindrance()
    {
        var folder = folders.Copy();
        await File.WriteAllTextAsync(Path.Combine(EmbeddedPostgres.ClusterIn(folder), "postmaster.pid"),
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{folder}/postgres\n1700000000\n5432\n{folder}/socket\n\n  0 0\nready\n"), Ending);

        var (exit, said) = await ServerProcess.ToEndAsync(Ending, "migrate", "--data", folder);

        Assert.Equal(0, exit);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} is another program now"), said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT"), InlineData("TERM")]
    public async Task A_stopped_server_stops_the_postgres_that_it_started(string signal)
    {
        var folder = folders.Copy();
        await using var server = await ServerProcess.RunAsync(folder, Ending);
        var postgres = DataFolders.PostgresIn(folder);
        Assert.True(DataFolders.Lives(postgres));

        server.Signal(signal);

        Assert.Equal(0, await server.EndAsync(Ending));
        await Gone(postgres);
    }

    [Fact]
    public async Task A_second_start_finds_what_the_first_one_kept()
    {
        var folder = folders.NewName();
        await using (await ServerProcess.RunAsync(folder, Ending))
            Assert.Equal(0, (await Psql(folder, "CREATE TABLE kept AS SELECT 42 AS answer")).ExitCode);

        await using var again = await ServerProcess.RunAsync(folder, Ending);

        Assert.Contains("42", (await Psql(folder, "SELECT answer FROM kept")).Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Migrated", again.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Psql_starts_the_cluster_when_none_runs_and_stops_it_again()
    {
        var folder = folders.Copy();

        var (exit, said) = await Psql(folder, "SELECT 'epoch ' || epoch FROM change_log_state");

        Assert.Equal(0, exit);
        Assert.Contains("epoch ", said, StringComparison.Ordinal);
        Assert.Equal(0, DataFolders.PostgresIn(folder));
    }

    [Fact]
    public async Task Psql_leaves_a_running_server_its_cluster()
    {
        var folder = folders.Copy();
        await using var server = await ServerProcess.RunAsync(folder, Ending);

        await Psql(folder, "SELECT 1");

        Assert.True(DataFolders.Lives(DataFolders.PostgresIn(folder)));
    }

    [Fact]
    public async Task The_cluster_of_a_killed_server_is_used_and_stopped_by_the_next()
    {
        var folder = folders.Copy();
        await using var killed = await ServerProcess.RunAsync(folder, Ending);
        var postgres = DataFolders.PostgresIn(folder);
        killed.Signal("KILL");
        await killed.EndAsync(Ending);
        Assert.True(DataFolders.Lives(postgres));

        await using (var next = await ServerProcess.RunAsync(folder, Ending))
        {
            Assert.Contains("runs already", next.Said, StringComparison.Ordinal);
            Assert.Equal(postgres, DataFolders.PostgresIn(folder));
        }
        await Gone(postgres);
    }

    [Fact]
    public async Task A_killed_cluster_recovers_at_the_next_start()
    {
        var folder = folders.Copy();
        await using var killed = await ServerProcess.RunAsync(folder, Ending);
        await Psql(folder, "CREATE TABLE kept AS SELECT 42 AS answer");
        var postgres = DataFolders.PostgresIn(folder);
        killed.Signal("KILL");
        ServerProcess.Signal(postgres, "KILL");
        await killed.EndAsync(Ending);
        await Gone(postgres);

        var (exit, said) = await Psql(folder, "SELECT answer FROM kept");

        Assert.Equal(0, exit);
        Assert.Contains("42", said, StringComparison.Ordinal);
        Assert.Contains("was not shut down", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_postgres_that_dies_under_a_running_server_is_started_again()
    {
        var folder = folders.Copy();
        await using var server = await ServerProcess.RunAsync(folder, Ending);
        var first = DataFolders.PostgresIn(folder);

        ServerProcess.Signal(first, "KILL");

        await server.SaysAsync("The database was lost", Ending);
        await Until.TrueAsync(() => server.Said.Split("is ready.").Length > 2, "the server says again that the database is ready", cancellationToken: Ending);
        Assert.NotEqual(first, DataFolders.PostgresIn(folder));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_its_socket_elsewhere()
    {
        var folder = folders.Copy(Path.Combine(new string('a', 60), new string('b', 60)));

        var (exit, said) = await Psql(folder, "SELECT 'reached'");

        Assert.Equal(0, exit);
        Assert.Contains("too long for a Unix socket", said, StringComparison.Ordinal);
        Assert.Contains("reached", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_can_enter_the_cluster_or_its_socket_folder()
    {
        var folder = folders.Copy();
        await using var server = await ServerProcess.RunAsync(folder, Ending);

        foreach (var closed in new[] { "postgres", "socket" })
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder, closed)));
    }

    private static Task Gone(int process) =>
        Until.TrueAsync(() => !DataFolders.Lives(process), "PostgreSQL is gone", TimeSpan.FromSeconds(10), Ending);

    private static Task<(int ExitCode, string Said)> Psql(string folder, string sql) =>
        ServerProcess.ToEndAsync(Ending, "psql", "--data", folder, "-Atc", sql);
}
