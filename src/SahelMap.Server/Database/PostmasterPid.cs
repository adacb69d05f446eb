using System.Globalization;

namespace SahelMap.Server.Database;

/// <summary>What a cluster's postmaster.pid says, and whether it is true.</summary>
/// <param name="Pid">The server process that wrote it.</param>
/// <param name="Port">Part of the socket's name.</param>
/// <param name="SocketFolder">Where it listens.</param>
/// <param name="State">Its state, "ready" once it takes connections.</param>
internal sealed record PostmasterPid(int Pid, int Port, string SocketFolder, string State)
{
    /// <returns>null: no file, so no server runs in this cluster.</returns>
    public static PostmasterPid? Read(string cluster)
    {
        string[] lines;
        try { lines = File.ReadAllLines(FileIn(cluster)); }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) { return null; }
        // pid, data folder, start time, port, socket folder, address, shared memory, state
        int Number(int line) => lines.Length > line && int.TryParse(lines[line], CultureInfo.InvariantCulture, out var n) ? n : 0;
        string Text(int line) => lines.Length > line ? lines[line].Trim() : "";
        return new(Number(0), Number(3), Text(4), Text(7));
    }

    /// <summary>A server that was just started or has crashed recovers first.</summary>
    /// <returns>null where it is not ready within five minutes, or has ended.</returns>
    public static async Task<PostmasterPid?> WaitUntilReadyAsync(string cluster, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (Read(cluster) is { } pid && pid.IsTrue(cluster) && !late.IsCancellationRequested)
        {
            if (pid.State == "ready") return pid;
            await Task.Delay(100, cancellationToken);
        }
        return null;
    }

    public static string FileIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>A process with that id lives, and it is a postgres in this cluster.</summary>
    public bool IsTrue(string cluster) =>
        Pid > 0 && ProcessInfo.CommandLine(Pid) is { } command && command.Contains("postgres", StringComparison.Ordinal)
        && (ProcessInfo.WorksIn(Pid, cluster) || command.Contains(cluster, StringComparison.Ordinal));

    /// <summary>What else has that id now, or null where nothing has.</summary>
    public string? Impostor => Pid > 0 ? ProcessInfo.CommandLine(Pid) : null;
}
