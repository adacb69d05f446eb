using SahelMap.Server.Health;
using SahelMap.Server.Live;

namespace SahelMap.Server.Analyses;

/// <summary>
/// The records in memory, for the analyses. Whoever reads sees one state of the records, whole; readers run side by side and a
/// change waits for them, so read what is needed and do the slow part (measuring, writing out) afterwards: grounds and records
/// taken out of a state never change. Thread-safe.
/// </summary>
public sealed class ReadModel : IHealthPart, IDisposable
{
    private readonly ReaderWriterLockSlim _gate = new();
    private ReadModelState? _state;
    private volatile TaskCompletionSource _moved = NewSignal();

    public bool IsLoaded => Volatile.Read(ref _state) is not null;

    string IHealthPart.Name => "readModel";

    string? IHealthPart.WaitingFor => IsLoaded ? null : "The records are being read into memory.";

    /// <summary>What the state is of; null while nothing is loaded.</summary>
    public LogPlace? Place
    {
        get
        {
            _gate.EnterReadLock();
            try { return _state?.Place; }
            finally { _gate.ExitReadLock(); }
        }
    }

    /// <exception cref="InvalidOperationException">Nothing is loaded: see <see cref="IsLoaded"/>.</exception>
    public T Read<T>(Func<ReadModelState, T> read)
    {
        _gate.EnterReadLock();
        try { return read(_state ?? throw new InvalidOperationException("The read model is not loaded.")); }
        finally { _gate.ExitReadLock(); }
    }

    /// <summary>Waits until the state has come to a place, at most for a while.</summary>
    /// <returns>Whether anything is loaded.</returns>
    public async Task<bool> WaitForAsync(LogPlace? place, TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var moved = _moved.Task;
            if (Place is { } at && (place is not { } wanted || (at.Epoch == wanted.Epoch && at.Position >= wanted.Position))) return true;
            var rest = atMost - clock.GetElapsedTime(started);
            if (rest <= TimeSpan.Zero) return IsLoaded;
            try { await moved.WaitAsync(rest, clock, cancellationToken); }
            catch (TimeoutException) { return IsLoaded; }
        }
    }

    internal T Change<T>(Func<ReadModelState, T> change)
    {
        _gate.EnterWriteLock();
        try { return change(_state ?? throw new InvalidOperationException("The read model is not loaded.")); }
        finally
        {
            _gate.ExitWriteLock();
            Signal();
        }
    }

    /// <summary>Puts another state in place of the present one, which goes on being read by those who are at it.</summary>
    /// <returns>The former state, now the caller's alone.</returns>
    internal ReadModelState? Replace(ReadModelState? state)
    {
        _gate.EnterWriteLock();
        try { return Interlocked.Exchange(ref _state, state); }
        finally
        {
            _gate.ExitWriteLock();
            Signal();
        }
    }

    public void Dispose() => _gate.Dispose();

    private void Signal() => Interlocked.Exchange(ref _moved, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
