using System.Collections.Concurrent;

namespace SahelMap.Server.Database;

/// <summary>The queries: .sql files of this project, embedded under their path, e.g. "Incidents/page.sql".</summary>
public static class Sql
{
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    /// <summary>Paths of every embedded query, migrations left out.</summary>
    public static IReadOnlyList<string> Queries { get; } =
        [.. typeof(Sql).Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(".sql", StringComparison.Ordinal) && !n.StartsWith("Database/Migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public static string Read(string path) => Texts.GetOrAdd(path, static p =>
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(p)
            ?? throw new ArgumentException($"No embedded query is named '{p}'. There are: {string.Join(", ", Queries)}.", nameof(path));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
