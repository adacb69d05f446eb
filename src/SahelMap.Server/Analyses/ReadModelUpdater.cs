using Microsoft.AspNetCore.SignalR;
using Npgsql;
using SahelMap.Contracts;
using SahelMap.Contracts.Live;
using SahelMap.Domain.Analysis;
using SahelMap.Server.Database;
using SahelMap.Server.Live;

namespace SahelMap.Server.Analyses;

/// <summary>Keeps the read model up to the change log, one update after the other, and tells the clients which overlaps changed.</summary>
/// <remarks>
/// Everything is read anew at the start and after a bulk change, beside the state that is being read; updates that the new
/// snapshot covers already are passed over, those after it are applied to it. So nothing is missed and nothing applied twice.
/// </remarks>
public sealed class ReadModelUpdater(
    ReadModel model, ReadModelUpdates updates, NpgsqlDataSource database, DatabaseReadiness readiness,
    IHubContext<LiveHub, ILiveMapClient> hub, TimeProvider clock, ILogger<ReadModelUpdater> logger) : BackgroundService
{
    /// <summary>Pairs in one push; more become a reload.</summary>
    private const int MostPairs = 1_000;

    /// <summary>Zones changed at once from which on it is quicker to compute all pairs on all cores.</summary>
    private const int MostZones = 50;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var update in updates.Reader.ReadAllAsync(stoppingToken))
        {
            var now = model.Place;
            if (now is { } at && at.Epoch == update.Place.Epoch && update.Place.Position <= at.Position) continue;
            if (now is { } other && other.Epoch != update.Place.Epoch) model.Replace(null); // another database's overlaps are no answer
            if (!model.IsLoaded || update.Rows is null || update.Rows.DeploymentIds.Count > MostZones) await RebuildAsync(stoppingToken);
            else await ApplyAsync(update.Place, update.Rows, stoppingToken);
        }
    }

    private async Task ApplyAsync(LogPlace place, ModelRows rows, CancellationToken cancellationToken)
    {
        var today = Today();
        OverlapsChanged change;
        try
        {
            change = model.Change(state =>
            {
                var (removed, changed) = state.Apply(place, rows, today);
                return Push(state, place, removed, changed, today);
            });
        }
        catch (Exception e)
        {
            // Half applied: only a fresh state can be trusted.
            logger.LogError(e, "The changes up to position {Position} could not be applied to the read model; it is built anew.", place.Position);
            await RebuildAsync(cancellationToken);
            return;
        }
        await SendAsync(place, change);
    }

    private async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var state = await LoadAsync(cancellationToken);
        var old = model.Replace(state);
        logger.LogInformation("{Incidents} incidents, {Zones} deployments and {Pairs} overlaps of position {Position} are in memory after {Seconds:0.0} s.",
            state.Incidents.Length, state.Zones.Count, state.Grounds.Count, state.Place.Position, clock.GetElapsedTime(started).TotalSeconds);
        if (old is null) return;
        await SendAsync(state.Place, model.Read(s => Difference(old, s, Today())));
    }

    private async Task<ReadModelState> LoadAsync(CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromMilliseconds(200); ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await readiness.WhenReady(cancellationToken);
                return await ReadModelState.LoadAsync(database, null, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (DatabaseFailure.IsLoss(e)) readiness.Doubt();
                logger.LogError(DatabaseFailure.IsExpected(e) ? null : e, "The read model could not be loaded; next try in {Seconds:0.0} s: {Why}", wait.TotalSeconds, e.Message);
            }
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task SendAsync(LogPlace place, OverlapsChanged change)
    {
        var pairs = change.Changed.Count + change.Removed.Count;
        if (pairs > MostPairs) await hub.Clients.All.Reload(new(place.Epoch, place.Position, "overlaps", pairs));
        else if (pairs > 0) await hub.Clients.All.OverlapsChanged(change);
    }

    private static OverlapsChanged Difference(ReadModelState old, ReadModelState now, DateOnly today)
    {
        List<PairKey> removed = [.. old.Grounds.Select(g => g.Key).Where(k => now.Find(k) is null)], changed = [];
        foreach (var ground in now.Grounds)
            if (old.Find(ground.Key) is not { } was || !was.Area.EqualsExact(ground.Area) || Row(old, was) != Row(now, ground))
                changed.Add(ground.Key);
        return Push(now, now.Place, removed, changed, today);

        Overlap Row(ReadModelState state, SharedGround ground) => state.OverlapOf(ground, state.TallyOf(ground.Key), today);
    }

    private static OverlapsChanged Push(ReadModelState state, LogPlace place, IReadOnlyList<PairKey> removed, IReadOnlyList<PairKey> changed, DateOnly today) =>
        new(place.Position, [.. removed.Select(k => k.ToString())], [.. changed.Select(k => state.OverlapOf(state.Find(k)!, state.TallyOf(k), today))]);

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
