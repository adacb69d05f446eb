using Npgsql;
using SahelMap.Domain.Analysis;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Live;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>Reads overlaps from the read model, or, with <see cref="Filter.AsOf"/>, from the records as they stood then.</summary>
public sealed class OverlapQueries(ReadModel model, ReadModelUpdates updates, FormerStates former, NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly TimeSpan PatienceForLoading = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceForChanges = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Waits for the read model: while it is loaded first, and, briefly, for changes that have been pushed already, so that
    /// a client that asks because of a push finds what it was told of. A rebuild after a bulk change is not waited for.
    /// </summary>
    /// <returns>False: it is not loaded.</returns>
    public async Task<bool> ReadyAsync(CancellationToken cancellationToken)
    {
        if (!model.IsLoaded && !await model.WaitForAsync(null, PatienceForLoading, clock, cancellationToken)) return false;
        return await model.WaitForAsync(updates.Last, PatienceForChanges, clock, cancellationToken);
    }

    /// <summary>Up to which day ongoing overlaps are counted: today, or the day of the knowledge that is asked for.</summary>
    public DateOnly Today(Filter filter) => DateOnly.FromDateTime((filter.AsOf ?? clock.GetUtcNow()).UtcDateTime);

    public LogPlace? Place => model.Place;

    public async Task<OverlapRead<T>> ReadAsync<T>(Filter filter, Func<ReadModelState, OverlapSelection, DateOnly, T> read, CancellationToken cancellationToken)
    {
        var words = filter.Words is null ? null : await WithWordsAsync(filter, cancellationToken);
        var today = Today(filter);
        return filter.AsOf is { } instant
            ? Read(await former.AtAsync(instant, cancellationToken))
            : model.Read(Read);

        OverlapRead<T> Read(ReadModelState state) => new(state.Place, today, read(state, new OverlapSelection(state, filter, words), today));
    }

    public Task<OverlapRead<List<OverlapRow>>> ListAsync(Filter filter, CancellationToken cancellationToken) =>
        ReadAsync(filter, (state, selection, today) => selection.Grounds().Select(g => Row(state, selection, g, today)).ToList(), cancellationToken);

    /// <summary>One pair, whether or not the filter would list it; its incidents are those that the filter counts.</summary>
    public Task<OverlapRead<OverlapRow?>> FindAsync(PairKey key, Filter filter, CancellationToken cancellationToken) =>
        ReadAsync(filter, (state, selection, today) => state.Find(key) is { } ground ? Row(state, selection, ground, today) : null, cancellationToken);

    /// <summary>The incidents that <see cref="FindAsync"/> counts in a pair; null where there is no such pair.</summary>
    public Task<OverlapRead<List<Guid>?>> IncidentsAsync(PairKey key, Filter filter, CancellationToken cancellationToken) =>
        ReadAsync(filter, (state, selection, _) =>
        {
            if (state.Find(key) is null) return null;
            List<Guid> ids = [];
            foreach (var slot in state.SlotsIn(key))
                if (selection.Counts(slot)) ids.Add(state.Incidents.Ids[slot]);
            return ids;
        }, cancellationToken);

    private static OverlapRow Row(ReadModelState state, OverlapSelection selection, SharedGround ground, DateOnly today) =>
        new(state.OverlapOf(ground, selection.TallyOf(ground.Key), today), ground.Area, state.Zones[ground.Poc].Evidence, state.Zones[ground.Ct].Evidence);

    private async Task<List<Guid>> WithWordsAsync(Filter filter, CancellationToken cancellationToken)
    {
        List<Guid> ids = [];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = FilterSql.Command(connection, Sql.Read("Analyses/Overlaps/words.sql"),
            new Filter { Words = filter.Words, AsOf = filter.AsOf }, Layer.Incidents);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        return ids;
    }
}
