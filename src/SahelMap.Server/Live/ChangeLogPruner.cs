using Microsoft.Extensions.Options;
using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Live;

/// <summary>
/// Moves the end of what a client can resume from. The rows themselves stay: a record's history and asOf are made of them, and
/// what a source once said must not go because a month has passed. Every node does it; the second finds nothing to do.
/// </summary>
public sealed class ChangeLogPruner(
    NpgsqlDataSource database, DatabaseReadiness readiness, IOptions<LiveOptions> options, TimeProvider clock, ILogger<ChangeLogPruner> logger)
    : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await readiness.WhenReady(stoppingToken);
            try
            {
                if (await PruneAsync(stoppingToken) is { } pruned) logger.LogInformation("Changes up to position {Position} are no longer resumed from.", pruned);
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                logger.LogWarning("The change log was not pruned, next try in an hour: {Why}", e.Message);
            }
            await Task.Delay(Between, clock, stoppingToken);
        }
    }

    /// <returns>The new end, or null where it did not move.</returns>
    public async Task<long?> PruneAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql.Read("Live/prune.sql"));
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = options.Value.KeepChanges });
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
