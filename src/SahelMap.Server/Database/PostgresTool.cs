using System.ComponentModel;
using System.Diagnostics;

namespace SahelMap.Server.Database;

/// <summary>Runs PostgreSQL's own programs, as another user where we are root (PostgreSQL refuses to run as root).</summary>
internal sealed class PostgresTool(string? asUser)
{
    public const string ServiceUser = "postgres";

    /// <summary>For a cluster of ours: as "postgres" when started by root, otherwise as whoever runs us.</summary>
    public static PostgresTool ForCluster() => new(Environment.IsPrivilegedProcess ? ServiceUser : null);

    public string? User => asUser;

    /// <returns>Exit code, and standard output and error together.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/" // the user that it runs as may not enter ours
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name); // PGDATA, PGPORT … of another cluster
        start.Environment["LC_ALL"] = "C.UTF-8"; // messages are read by us
        if (asUser is not null) start.UserName = asUser;

        using var process = Start(start);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, ((await output) + (await error)).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async Task<bool> SucceedsAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        (await RunAsync(program, arguments, cancellationToken)).ExitCode == 0;

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e) when (asUser is not null)
        {
            throw new SetUpException($"PostgreSQL refuses to run as root, and cannot be started as the user {asUser} ({e.Message}). "
                + $"Make that user (useradd --system {asUser}), or start SahelMap as an ordinary user.", e);
        }
    }
}
