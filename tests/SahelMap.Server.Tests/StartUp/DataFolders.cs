using System.Diagnostics;
using System.Globalization;
using SahelMap.Server.Database;
using Xunit;

namespace SahelMap.Server.Tests.StartUp;

/// <summary>Data folders for tests: copies of one that was migrated and loaded once.</summary>
public sealed class DataFolders : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("sahelmap-start-").FullName;
    private string? _prepared;
    private int _count;

    public async ValueTask InitializeAsync()
    {
        Run("chmod", "755", _root);
        _prepared = Path.Combine(_root, "prepared");
        var (exit, said) = await ServerProcess.ToEndAsync(CancellationToken.None, "migrate", "--data", _prepared);
        if (exit != 0) throw new InvalidOperationException(said);
    }

    /// <summary>A folder that is not there yet.</summary>
    public string NewName(string? name = null) =>
        Path.Combine(_root, name ?? string.Create(CultureInfo.InvariantCulture, $"data{Interlocked.Increment(ref _count)}"));

    /// <summary>A folder with a migrated and loaded database, cleanly stopped.</summary>
    public string Copy(string? name = null)
    {
        var copy = NewName(name);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        Run("cp", "-a", _prepared!, copy);
        return copy;
    }

    /// <summary>Process id of the PostgreSQL server in a folder; 0 where none has left a word.</summary>
    public static int PostgresIn(string folder)
    {
        var file = Path.Combine(EmbeddedPostgres.ClusterIn(folder), "postmaster.pid");
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture) : 0;
    }

    public static bool Lives(int pid) => pid != 0 && Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}"));

    /// <summary>Whatever a failed test left.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var folder in Directory.GetDirectories(_root))
            if (PostgresIn(folder) is var pid && Lives(pid) && pid != Environment.ProcessId) ServerProcess.Signal(pid, "QUIT");
        Run("rm", "-rf", _root);
        return ValueTask.CompletedTask;
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
