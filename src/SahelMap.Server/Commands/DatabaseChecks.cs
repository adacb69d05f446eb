using System.Globalization;
using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Commands;

/// <summary>What doctor looks at inside the database.</summary>
internal static class DatabaseChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var database = DatabaseFeature.CreateDataSource(connectionString);
        List<Finding> findings = [];
        try
        {
            findings.Add(Finding.Good("server", await TextAsync(database, "SELECT 'PostgreSQL ' || current_setting('server_version')", cancellationToken)));
            if (await TextAsync(database, "SELECT coalesce((SELECT extversion FROM pg_extension WHERE extname = 'postgis'), '')", cancellationToken) is not { Length: > 0 } postgis)
            {
                findings.Add(Finding.Bad("PostGIS", "not in this database yet", "sahelmap migrate (with the same --data)"));
                return findings;
            }
            findings.Add(Finding.Good("PostGIS", postgis));
            var pending = await Migrator.PendingAsync(database, cancellationToken);
            findings.Add(pending.Count == 0
                ? Finding.Good("migrations", $"all {Migrator.Names.Count}, the last is {Path.GetFileNameWithoutExtension(Migrator.Names[^1])}")
                : Finding.Bad("migrations", string.Create(CultureInfo.InvariantCulture, $"{pending.Count} are missing, from {Path.GetFileNameWithoutExtension(pending[0])} on"), "sahelmap migrate (with the same --data)"));
            if (pending.Count > 0) return findings;

            findings.Add(Finding.Good("change log", await TextAsync(database,
                "SELECT format('at position %s, pruned up to %s, epoch %s', position, pruned, epoch) FROM change_log_state", cancellationToken)));
            var records = await TextAsync(database, """
                SELECT format('%s actors, %s mandates, %s deployments, %s incidents, %s shapes of the basemap',
                    (SELECT count(*) FROM actor), (SELECT count(*) FROM mandate), (SELECT count(*) FROM deployment),
                    (SELECT count(*) FROM incident), (SELECT count(*) FROM basemap))
                """, cancellationToken);
            var loaded = await TextAsync(database, "SELECT (EXISTS (SELECT FROM actor) AND EXISTS (SELECT FROM basemap))::text", cancellationToken) == "true";
            findings.Add(loaded ? Finding.Good("records", records) : Finding.Bad("records", records, "sahelmap migrate (with the same --data) loads geodata/"));
        }
        catch (NpgsqlException e)
        {
            findings.Add(Finding.Bad("connection", DatabaseFailure.Explain(e, connectionString), "mend that first"));
        }
        return findings;
    }

    private static async Task<string> TextAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
