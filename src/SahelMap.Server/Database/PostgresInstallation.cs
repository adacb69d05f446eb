using System.Globalization;

namespace SahelMap.Server.Database;

/// <summary>PostgreSQL's programs of one major version on this machine.</summary>
/// <param name="Bin">The folder that holds postgres, initdb, pg_ctl.</param>
/// <param name="Major">15, 16 …</param>
/// <param name="HasPostgis">Its extension files are there too.</param>
public sealed record PostgresInstallation(string Bin, int Major, bool HasPostgis)
{
    public const int Oldest = 15;
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Program(string name) => Path.Combine(Bin, name);

    /// <summary>Every version that is installed, newest first. Folders of packages come before PATH, where a wrapper may stand in.</summary>
    public static async Task<IReadOnlyList<PostgresInstallation>> FindAllAsync(CancellationToken cancellationToken)
    {
        var bins = Directory.Exists(DebianRoot) ? Directory.GetDirectories(DebianRoot).Select(d => Path.Combine(d, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(d => File.Exists(Path.Combine(d, "initdb")))
            .Select(d => Path.GetDirectoryName(RealPath(Path.Combine(d, "initdb")))!);

        List<PostgresInstallation> found = [];
        foreach (var bin in bins.Concat(path).Distinct())
        {
            if (!File.Exists(Path.Combine(bin, "postgres")) || !File.Exists(Path.Combine(bin, "pg_ctl"))) continue;
            var tool = new PostgresTool(null);
            var (exit, version) = await tool.RunAsync(Path.Combine(bin, "postgres"), ["--version"], cancellationToken);
            if (exit != 0 || MajorOf(version) is not { } major) continue;
            found.Add(new(bin, major, await HasExtensionAsync(tool, bin, major, cancellationToken)));
        }
        return [.. found.OrderByDescending(f => f.Major)];
    }

    /// <summary>The newest that can hold SahelMap's database.</summary>
    /// <exception cref="SetUpException">There is none; the message says what to install.</exception>
    public static PostgresInstallation Choose(IReadOnlyList<PostgresInstallation> installed) =>
        installed.FirstOrDefault(i => i.HasPostgis && i.Major >= Oldest)
        ?? throw new SetUpException(installed.Count == 0
            ? "PostgreSQL is not installed on this machine. On Debian or Ubuntu: apt-get install postgresql postgis (./sahelmap run does it)."
            : $"PostgreSQL {installed[0].Major} is installed, but SahelMap needs version {Oldest} or newer with PostGIS. "
              + $"On Debian or Ubuntu: apt-get install postgis postgresql-{Math.Max(installed[0].Major, Oldest)}-postgis-3.");

    /// <summary>The one that wrote a cluster: PostgreSQL reads no other major version's files.</summary>
    /// <exception cref="SetUpException">It is not installed.</exception>
    public static PostgresInstallation ForCluster(IReadOnlyList<PostgresInstallation> installed, string cluster, int major) =>
        installed.FirstOrDefault(i => i.Major == major)
        ?? throw new SetUpException(
            $"The data folder {cluster} was written by PostgreSQL {major}, and this machine has {Listed(installed)}. "
            + $"Either install it (apt-get install postgresql-{major} postgresql-{major}-postgis-3), or start with a new folder (--data DIR) and load a backup into it.");

    private static string Listed(IReadOnlyList<PostgresInstallation> installed) =>
        installed.Count == 0 ? "none" : string.Join(" and ", installed.Select(i => i.Major.ToString(CultureInfo.InvariantCulture)));

    private static async Task<bool> HasExtensionAsync(PostgresTool tool, string bin, int major, CancellationToken cancellationToken)
    {
        var shared = $"/usr/share/postgresql/{major}";
        if (File.Exists(Path.Combine(bin, "pg_config")))
        {
            var (exit, output) = await tool.RunAsync(Path.Combine(bin, "pg_config"), ["--sharedir"], cancellationToken);
            if (exit == 0) shared = output;
        }
        return File.Exists(Path.Combine(shared, "extension", "postgis.control"));
    }

    /// <summary>From "postgres (PostgreSQL) 15.20 (Debian …)".</summary>
    private static int? MajorOf(string version)
    {
        var words = version.Split(' ');
        return words.Length > 2 && int.TryParse(words[2].Split('.', 'b', 'r', 'd')[0], CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    private static string RealPath(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
}
