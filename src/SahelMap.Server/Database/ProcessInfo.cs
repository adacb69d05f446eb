using System.Globalization;

namespace SahelMap.Server.Database;

/// <summary>What /proc tells about other processes.</summary>
internal static class ProcessInfo
{
    /// <returns>null where no such process is visible.</returns>
    public static string? CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Waits for the processes whose working folder is <paramref name="folder"/> to end.</summary>
    /// <returns>One that is still there, or null.</returns>
    public static async Task<string?> AnyWorksInAsync(string folder, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(longest);
        while (Directory.GetDirectories("/proc").FirstOrDefault(p => WorksIn(p, folder)) is { } found)
        {
            if (late.IsCancellationRequested) return $"process {Path.GetFileName(found)}";
            await Task.Delay(200, cancellationToken);
        }
        return null;
    }

    public static bool WorksIn(int pid, string folder) => WorksIn(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}"), folder);

    private static bool WorksIn(string process, string folder)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget == folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The process that listens on a TCP port, e.g. "process 4711 (node server.js)"; null where it is not visible to us.</summary>
    public static string? ListenerOn(int port)
    {
        try
        {
            var inodes = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(f => f.Length > 9 && f[3] == "0A" && f[1].EndsWith(":" + port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal))
                .Select(f => $"socket:[{f[9]}]").ToHashSet(StringComparer.Ordinal);
            if (inodes.Count == 0) return null;
            foreach (var folder in Directory.GetDirectories("/proc"))
                if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && HoldsAny(folder, inodes))
                    return $"process {pid} ({Shorten(CommandLine(pid) ?? "?")})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or /proc is closed: the message does without.
        }
        return null;
    }

    private static bool HoldsAny(string folder, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(folder, "fd"))
                .Any(fd => new FileInfo(fd).LinkTarget is { } target && inodes.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..77] + "...";
}
