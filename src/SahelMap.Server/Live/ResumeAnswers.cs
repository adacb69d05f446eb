using Npgsql;
using SahelMap.Contracts.Live;

namespace SahelMap.Server.Live;

/// <summary>
/// What a client missed. Between the answer and the pushes there is no window, because of the order of three things:
/// a connection receives every push from before its first call on (<see cref="LiveConnections.OnConnectedAsync"/>); the feed
/// adds a batch to <see cref="RecentChanges"/> before it pushes it; and it pushes every batch that commits. So a batch that is
/// not in the answer was not yet in memory (or, read from the database, not yet committed) when the answer was made, hence it is
/// pushed after that, hence to this connection. A batch can be in both: the client skips what is not above its position.
/// </summary>
public sealed class ResumeAnswers(RecentChanges recent, ChangeLog log, NpgsqlDataSource database) : IDisposable
{
    // All who come back with a position from before this node's memory: a few at a time, the others' pages need the database too.
    private readonly SemaphoreSlim _atATime = new(4);

    public async Task<ResumeAnswer> AfterAsync(string? epoch, long? position, CancellationToken cancellationToken)
    {
        var first = epoch is null || position is null;
        if (first && recent.Place is { } now) return new(now.Epoch, now.Position, [], null);
        if (!first && recent.TryAfter(new(epoch!, position!.Value), out var answer)) return answer;

        await _atATime.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            if (first)
            {
                var state = await log.StateAsync(connection, cancellationToken);
                return new(state.Epoch, state.Position, [], null);
            }
            var read = await log.AllAsync(connection, new(epoch!, position!.Value), cancellationToken);
            return new(read.Until.Epoch, read.Until.Position, read.Batches, read.Reload);
        }
        finally
        {
            _atATime.Release();
        }
    }

    public void Dispose() => _atATime.Dispose();
}
