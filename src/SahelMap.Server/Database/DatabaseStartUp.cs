using System.Diagnostics;
using Npgsql;

namespace SahelMap.Server.Database;

/// <summary>One attempt to make the database usable: connect, migrate, run the start-up steps.</summary>
public sealed class DatabaseStartUp(
    SahelMapOptions options, NpgsqlDataSource database, DatabaseReadiness readiness, IEnumerable<IStartUpStep> steps, ILogger<DatabaseStartUp> logger)
{
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    /// <exception cref="SetUpException">It can, and is not fit for use; the message says why.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var held = await Migrator.LockAsync(options.ConnectionString, m => logger.LogInformation("{Waiting}", m), cancellationToken);
        readiness.Set(DatabaseStage.Migrating, "The schema is being brought up to date.");
        var run = await Migrator.MigrateAsync(options.ConnectionString, logger, cancellationToken);
        if (run.Count > 0) logger.LogInformation("Migrated the database: {Count} new, the last is {Last}.", run.Count, run[^1]);
        await database.ReloadTypesAsync(cancellationToken); // PostGIS's types did not exist when a connection was first made

        foreach (var step in steps)
        {
            readiness.Set(DatabaseStage.Loading, $"{step.Name} is being loaded.");
            var started = Stopwatch.GetTimestamp();
            await step.RunAsync(cancellationToken);
            logger.LogDebug("Start-up step {Step} took {Time}.", step.Name, Stopwatch.GetElapsedTime(started));
        }
        readiness.Set(DatabaseStage.Ready);
    }
}
