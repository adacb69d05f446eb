using System.Security.Cryptography;
using System.Text;

namespace SahelMap.Server.Database;

/// <summary>Where a private cluster lives: a data folder that its user can reach, and a socket folder short enough for a socket.</summary>
internal static class PostgresFolders
{
    /// <summary>A Unix socket's path has room for 107 bytes; the socket's own name takes the rest.</summary>
    private const int LongestSocketFolder = 107 - 14; // "/.s.PGSQL.5432"

    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Traversable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>/var/lib/sahelmap for root, otherwise the user's own data folder.</summary>
    public static string Default() =>
        Environment.IsPrivilegedProcess ? "/var/lib/sahelmap"
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"), "sahelmap");

    /// <summary>Makes the data folder. Where a parent is closed to the cluster's user, another place is taken, always the same for the same folder.</summary>
    public static async Task<string> PrepareDataFolderAsync(PostgresTool tool, string wanted, Action<string> say, CancellationToken cancellationToken)
    {
        wanted = Path.GetFullPath(wanted);
        CreateFolder(wanted, tool.User is null ? OwnerOnly : Traversable);
        // One name for one folder, whichever link led here: the name is compared with what running servers say.
        var (resolved, real) = await new PostgresTool(null).RunAsync("realpath", [wanted], cancellationToken);
        if (resolved == 0) wanted = real;
        if (await CanUseAsync(tool, wanted, cancellationToken)) return wanted;

        // Its parents are open and it alone is closed: what lies in it is closed by itself, so passing through does no harm.
        if (tool.User is not null && await CanUseAsync(tool, Path.GetDirectoryName(wanted) ?? "/", cancellationToken)
            && await new PostgresTool(null).SucceedsAsync("chmod", ["o+x", wanted], cancellationToken)
            && await CanUseAsync(tool, wanted, cancellationToken))
            return wanted;

        var other = Path.Combine(Default(), "for-" + Hash(wanted));
        CreateFolder(other, Traversable);
        if (!await CanUseAsync(tool, other, cancellationToken))
            throw new SetUpException($"The user {tool.User}, as whom PostgreSQL runs, can reach neither {wanted} nor {other}: open their parent folders (chmod o+x), or name another folder with --data.");
        say($"{wanted} is closed to the user {tool.User}, as whom PostgreSQL runs; the database is kept in {other}.");
        return other;
    }

    /// <summary>A folder that only the cluster's user (and root) can enter, with a path that leaves room for the socket's name.</summary>
    public static async Task<string> PrepareSocketFolderAsync(PostgresTool tool, string dataFolder, Action<string> say, CancellationToken cancellationToken)
    {
        var preferred = Path.Combine(dataFolder, "socket");
        if (Fits(preferred) && await ClaimAsync(tool, preferred, cancellationToken)) return preferred;

        var name = "sahelmap-" + Hash(dataFolder);
        var runtime = tool.User is null ? Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") : "/run";
        foreach (var parent in new[] { runtime, "/tmp" })
        {
            if (string.IsNullOrEmpty(parent) || !Directory.Exists(parent)) continue;
            var folder = Path.Combine(parent, name);
            if (!Fits(folder) || !await ClaimAsync(tool, folder, cancellationToken)) continue;
            say($"The path of {dataFolder} is too long for a Unix socket; the socket is in {folder}.");
            return folder;
        }
        throw new SetUpException($"No folder for PostgreSQL's socket: the path of {dataFolder} is too long, and {name} can be made neither in $XDG_RUNTIME_DIR nor in /tmp. Name a shorter folder with --data.");
    }

    private static bool Fits(string folder) => Encoding.UTF8.GetByteCount(folder) <= LongestSocketFolder;

    /// <summary>Makes the folder the cluster user's own and nobody else's; false where somebody else has it already.</summary>
    public static async Task<bool> ClaimAsync(PostgresTool tool, string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            try { Create(folder, OwnerOnly); }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException) { return false; }
            if (tool.User is { } user && !await new PostgresTool(null).SucceedsAsync("chown", [$"{user}:", folder], cancellationToken)) return false;
        }
        // -O: owned by who asks. A symbolic link laid in /tmp by somebody else is not ours.
        return new DirectoryInfo(folder).LinkTarget is null
            && await tool.SucceedsAsync("test", ["-O", folder], cancellationToken)
            && await tool.SucceedsAsync("chmod", ["700", folder], cancellationToken);
    }

    private static async Task<bool> CanUseAsync(PostgresTool tool, string folder, CancellationToken cancellationToken) =>
        tool.User is null
            ? await tool.SucceedsAsync("test", ["-w", folder], cancellationToken)
            : await tool.SucceedsAsync("test", ["-x", folder], cancellationToken);

    private static void CreateFolder(string folder, UnixFileMode mode)
    {
        try
        {
            if (!Directory.Exists(folder)) Create(folder, mode);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new SetUpException($"The data folder {folder} cannot be made: {e.Message} Name another with --data DIR.", e);
        }
    }

    private static void Create(string folder, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        Directory.CreateDirectory(folder, mode);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
}
