using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using SahelMap.Contracts.Live;

namespace SahelMap.Server.Live;

/// <summary>
/// The last batches that this node read, in memory: after a restart or a network failure all clients come back at once, and
/// should not all go to the database for the same few batches. Thread-safe.
/// </summary>
public sealed class RecentChanges(IOptions<LiveOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Queue<(ChangeBatch Batch, long Bytes)> _batches = new();
    private LogPlace? _place;
    private long _changes, _bytes;

    /// <summary>The last position that was read and is, or is about to be, pushed; null before the first.</summary>
    public LogPlace? Place { get { lock (_lock) return _place; } }

    /// <summary>Begins anew: what came before <paramref name="place"/> is not here.</summary>
    public void Restart(LogPlace place)
    {
        lock (_lock)
        {
            _place = place;
            _batches.Clear();
            _changes = _bytes = 0;
        }
    }

    public void Add(ChangeRead read)
    {
        lock (_lock)
        {
            _place = read.Until;
            foreach (var batch in read.Batches)
            {
                var bytes = read.Bytes / read.Batches.Count;
                _batches.Enqueue((batch, bytes));
                _changes += batch.Changes.Count;
                _bytes += bytes;
            }
            // A transaction that changed nothing counts too: it takes memory.
            while (_changes > options.Value.ResumeChanges || _bytes > options.Value.BatchBytes || _batches.Count > options.Value.ResumeChanges)
            {
                var (batch, bytes) = _batches.Dequeue();
                _changes -= batch.Changes.Count;
                _bytes -= bytes;
            }
        }
    }

    /// <summary>What came after a place, where all of it is here.</summary>
    public bool TryAfter(LogPlace after, [NotNullWhen(true)] out ResumeAnswer? answer)
    {
        lock (_lock)
        {
            answer = null;
            if (_place is not { } place || after.Epoch != place.Epoch || after.Position > place.Position) return false;
            if (after.Position < place.Position && (!_batches.TryPeek(out var oldest) || oldest.Batch.Position > after.Position + 1)) return false;
            answer = new(place.Epoch, place.Position, [.. _batches.Where(b => b.Batch.Position > after.Position).Select(b => b.Batch)], null);
            return true;
        }
    }
}
