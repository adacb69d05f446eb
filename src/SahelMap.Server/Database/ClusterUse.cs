namespace SahelMap.Server.Database;

/// <summary>
/// Who uses a private cluster: every process of ours holds a shared lock on one file while it does, so that the last one to leave stops
/// the cluster and nobody stops it under another. The kernel drops the locks of a process that was killed.
/// </summary>
internal sealed class ClusterUse(string dataFolder) : IDisposable
{
    private FileStream? _use;

    /// <summary>Held while the cluster is being started or stopped; one process at a time.</summary>
    public async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryLock("turn.lock", FileShare.None) is { } turn) return turn;
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Within a turn.</summary>
    public void Enter() => _use ??= TryLock("use.lock", FileShare.Read)
        ?? throw new SetUpException($"The cluster in {dataFolder} is being stopped by another program; try again.");

    /// <summary>Within a turn.</summary>
    /// <returns>True where nobody else uses the cluster.</returns>
    public bool LeaveAsLast()
    {
        _use?.Dispose();
        _use = null;
        using var alone = TryLock("use.lock", FileShare.None);
        return alone is not null;
    }

    public void Dispose() => _use?.Dispose();

    private FileStream? TryLock(string name, FileShare share)
    {
        var path = Path.Combine(dataFolder, name);
        try
        {
            if (!File.Exists(path)) using (File.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite)) { }
            return new FileStream(path, FileMode.Open, FileAccess.Read, share);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SetUpException($"The data folder {dataFolder} is not yours to write ({e.Message}). Start as the user who made it, or name another with --data DIR.", e);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null; // locked
        }
    }
}
