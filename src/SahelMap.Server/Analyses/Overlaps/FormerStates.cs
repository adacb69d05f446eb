using Npgsql;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>
/// The records as they stood at an instant, loaded for asOf. What was known then does not change, so the last one asked for is kept;
/// one at a time is loaded, because it takes the memory of another read model.
/// </summary>
public sealed class FormerStates(NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private (DateTimeOffset Instant, ReadModelState State)? _last;

    public async Task<ReadModelState> AtAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            // Another database under the same connection has another past.
            if (_last is { } last && last.Instant == instant && last.State.Place.Epoch == await EpochAsync(cancellationToken)) return last.State;
            _last = null; // not two at once in memory
            var state = await ReadModelState.LoadAsync(database, instant, cancellationToken);
            _last = (instant, state);
            return state;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string?> EpochAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT epoch::text FROM change_log_state");
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
