using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Npgsql;
using SahelMap.Contracts.Live;
using SahelMap.Server.Analyses;
using SahelMap.Server.Database;

namespace SahelMap.Server.Live;

/// <summary>
/// Follows the change log and pushes it to this node's clients. NOTIFY only says that there is something: what was missed while
/// the connection was down is read from the log like everything else, from the last position on. The read model takes its copy
/// of each change at its own pace, so that a costly overlap holds up no push.
/// </summary>
public sealed class ChangeFeed(
    NpgsqlDataSource database, DatabaseReadiness readiness, ChangeLog log, RecentChanges recent, IHubContext<LiveHub, ILiveMapClient> hub,
    ReadModelUpdates readModel, IOptions<LiveOptions> options, TimeProvider clock, ILogger<ChangeFeed> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private const int TriesAtOnePlace = 3;

    private TimeSpan _wait = ShortestWait;
    private LogPlace? _failedAt;
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await readiness.WhenReady(stoppingToken);
                await FollowAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (DatabaseFailure.IsLoss(e))
                {
                    readiness.Doubt();
                    logger.LogWarning("The change feed lost its connection and resumes after position {Position}: {Why}", recent.Place?.Position, e.Message);
                }
                else
                {
                    CountFailure();
                    logger.LogError(e, "The change feed failed after position {Position} and tries again.", recent.Place?.Position);
                }
                await Task.Delay(_wait, clock, stoppingToken);
                _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var notified = false; // set while this connection is being read, by the one who reads it
        connection.Notification += (_, _) => notified = true;
        // First listen, then read: what commits in between is read now, what commits later is announced.
        await using (var listen = new NpgsqlCommand("LISTEN sahelmap_changes", connection)) await listen.ExecuteNonQueryAsync(cancellationToken);
        if (recent.Place is null) await StartAsync(connection, cancellationToken);
        if (_failures >= TriesAtOnePlace) await PassOverAsync(connection, cancellationToken);

        while (true)
        {
            notified = false;
            var read = await log.NextAsync(connection, recent.Place!.Value, cancellationToken);
            _wait = ShortestWait;
            if (read is not null)
            {
                await PublishAsync(read);
                _failures = 0;
            }
            if (read is { More: true } || notified) continue;
            await connection.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), cancellationToken);
        }
    }

    private async Task StartAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var state = await log.StateAsync(connection, cancellationToken);
        LogPlace place = new(state.Epoch, state.Position);
        recent.Restart(place);
        readModel.Rebuild(place);
    }

    private async Task PublishAsync(ChangeRead read)
    {
        // Memory first, push second: see ResumeAnswers.
        if (read.Reload is { } reload)
        {
            logger.LogInformation("All clients reload at position {Position}: {Reason}, {Changes} changes.", reload.Position, reload.Reason, reload.Changes);
            recent.Restart(read.Until);
            await hub.Clients.All.Reload(reload);
            readModel.Rebuild(read.Until);
            return;
        }
        recent.Add(read);
        foreach (var batch in read.Batches) await hub.Clients.All.Changed(batch);
        readModel.Apply(read.Until, read.Rows!);
    }

    /// <summary>What cannot be read after several tries is a bug of ours; standing still would leave every open map wrong without a word.</summary>
    private async Task PassOverAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var state = await log.StateAsync(connection, cancellationToken);
        _failures = 0;
        await PublishAsync(new(new(state.Epoch, state.Position), false, [], new(state.Epoch, state.Position, "bulk", null), 0, null));
    }

    private void CountFailure()
    {
        _failures = _failedAt == recent.Place ? _failures + 1 : 1;
        _failedAt = recent.Place;
    }
}
