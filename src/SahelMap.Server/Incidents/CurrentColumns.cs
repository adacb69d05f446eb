using System.Data;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <summary>
/// All incidents as the map's columns, in this node's memory (40 bytes each): read once, and brought up to date by the change log
/// when somebody asks. A million rows then go out at the speed of the line, whoever asks how often. Thread-safe.
/// </summary>
internal sealed class CurrentColumns : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile MapColumns? _columns;

    /// <summary>How many there are; null where the columns are of another position.</summary>
    public int? CountAt(ChangeLogPosition at) => _columns is { } there && there.At == at ? there.Length : null;

    /// <summary>As of now or, where somebody else's changes come in meanwhile, a little later.</summary>
    /// <param name="connection">Without a transaction.</param>
    /// <param name="at">A position just read: where the columns are of it, that is all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MapColumns> NowAsync(NpgsqlConnection connection, ChangeLogPosition at, CancellationToken cancellationToken)
    {
        if (_columns is { } there && there.At == at) return there;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // Whoever asked may leave: what is begun is for all who wait.
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, CancellationToken.None);
            (at, var pruned) = await ChangeLogPosition.ReadWithPruned(connection, CancellationToken.None);
            if (_columns is { } current && current.At == at) return current;
            // A lower position under the same epoch is a restored backup: as good as another database.
            var before = _columns is { } kept && kept.At.Epoch == at.Epoch && kept.At.Position >= pruned && kept.At.Position < at.Position ? kept : null;
            await using var command = new NpgsqlCommand(Sql.Read(before is null ? "Incidents/arrow_all.sql" : "Incidents/arrow_since.sql"), connection) { CommandTimeout = 0 };
            if (before is not null) command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before.At.Position });
            return _columns = await MapColumns.BuildAsync(ArrowRow.ReadAsync(command, CancellationToken.None), at, before, CancellationToken.None);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
