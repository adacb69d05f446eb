using Npgsql;

namespace SahelMap.Server.Database;

/// <summary>Gets the database ready, however long that takes, and notices when it is lost: 1 s, 2 s, 4 s … 30 s between attempts, one log line each. A private cluster that died is started again.</summary>
public sealed class DatabaseConnector(
    DatabaseStartUp startUp, DatabaseReadiness readiness, NpgsqlDataSource database, TimeProvider clock, ILogger<DatabaseConnector> logger,
    EmbeddedPostgres? postgres = null)
    : BackgroundService
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await ConnectAsync(stoppingToken);
            await WatchAsync(stoppingToken);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        for (var wait = ShortestWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                if (postgres is not null) await postgres.EnsureRunningAsync(m => logger.LogWarning("{Message}", m), cancellationToken);
                await startUp.RunAsync(cancellationToken);
                logger.LogInformation("The database {Database} is ready.", DatabaseFailure.Address(database.ConnectionString));
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                var why = DatabaseFailure.Explain(e, database.ConnectionString);
                readiness.Set(DatabaseStage.Connecting, why);
                // A failure that we have no words for is a bug: show where.
                logger.LogWarning(DatabaseFailure.IsExpected(e) ? null : e, "{Why} Trying again in {Seconds:0} s.", why, wait.TotalSeconds);
            }
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await readiness.WaitForDoubt(BetweenLooks, clock, cancellationToken);
            try
            {
                await using var look = database.CreateCommand("SELECT 1");
                look.CommandTimeout = 5;
                await look.ExecuteScalarAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && DatabaseFailure.IsLoss(e))
            {
                var why = DatabaseFailure.Explain(e, database.ConnectionString);
                readiness.Set(DatabaseStage.Connecting, why);
                logger.LogWarning("The database was lost. {Why}", why);
                database.Clear();
                return;
            }
        }
    }
}
