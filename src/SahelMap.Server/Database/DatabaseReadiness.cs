namespace SahelMap.Server.Database;

/// <summary>How far the start has come, in order.</summary>
public enum DatabaseStage { Connecting, Migrating, Loading, Ready }

/// <summary>Whether the database can be used now. Readiness can be lost and comes back by itself. Thread-safe.</summary>
public sealed class DatabaseReadiness
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _ready = New();
    private TaskCompletionSource _doubt = New();
    private Status _status = new(DatabaseStage.Connecting, "SahelMap has just started.");

    public bool IsReady => Now.Stage == DatabaseStage.Ready;

    /// <summary>The stage and, until it is Ready, what is being waited for, in words.</summary>
    public Status Now { get { lock (_lock) return _status; } }

    /// <summary>Returns once the database is connected, migrated and loaded.</summary>
    public Task WhenReady(CancellationToken cancellationToken)
    {
        lock (_lock) return _ready.Task.WaitAsync(cancellationToken);
    }

    /// <summary>A request met a broken connection: have the database looked at now rather than at the next turn.</summary>
    public void Doubt()
    {
        lock (_lock) _doubt.TrySetResult();
    }

    internal void Set(DatabaseStage stage, string waitingFor = "")
    {
        lock (_lock)
        {
            _status = new(stage, waitingFor);
            if (stage == DatabaseStage.Ready) _ready.TrySetResult();
            else if (_ready.Task.IsCompleted) _ready = New();
        }
    }

    /// <summary>Returns after <paramref name="longest"/>, or as soon as somebody doubts.</summary>
    internal async Task WaitForDoubt(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task doubt;
        lock (_lock) doubt = _doubt.Task;
        await Task.WhenAny(doubt, Task.Delay(longest, clock, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock) if (_doubt.Task.IsCompleted) _doubt = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public sealed record Status(DatabaseStage Stage, string WaitingFor);
}
