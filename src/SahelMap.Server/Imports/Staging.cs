using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports;

/// <summary>
/// A file's records on their way into the database, inside the caller's transaction: by binary COPY into a temporary table, then
/// in one statement into the table itself. A record is known by (dataset, dataset_key): a changed one is updated, an equal one not
/// touched, one that was edited here is kept as it is.
/// </summary>
public abstract class Staging<TDraft> : IAsyncDisposable where TDraft : KeyedDraft
{
    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<SourceDraft, int> _sources = [];
    private BinaryCopy? _copy;
    private SourceDraft? _lastSource;
    private int _lastSourceOrdinal;
    private int _count;
    private bool _idsFromFile;

    protected Staging(NpgsqlConnection connection) => _connection = connection;

    /// <summary>deployments or incidents: also how the .sql files are named.</summary>
    protected abstract string Layer { get; }
    protected abstract string Table { get; }
    protected abstract IReadOnlyList<string> Columns { get; }
    protected abstract void Write(BinaryCopy row, TDraft draft, int source);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync($"Imports/{Layer}.stage.sql", cancellationToken);
        await ExecuteAsync("Imports/shared.stage.sql", cancellationToken);
        _copy = await BinaryCopy.BeginAsync(_connection, Table, ["ordinal", "line", "id", .. Columns], cancellationToken);
    }

    public ValueTask AddAsync(int line, TDraft draft, CancellationToken cancellationToken)
    {
        var row = _copy ?? throw new InvalidOperationException("BeginAsync comes first.");
        _idsFromFile |= draft.Id is not null;
        row.StartRow();
        row.Integer(_count++);
        row.Integer(line);
        row.Uuid(draft.IdOrDerived);
        Write(row, draft, Ordinal(draft.Source));
        return row.SendIfFullAsync(cancellationToken);
    }

    /// <summary>No more rows: the connection is free for other statements again.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _copy!.CompleteAsync(cancellationToken);
        _copy = null;
    }

    /// <param name="respectDeletions">A record that somebody deleted here stays deleted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MergeResult> MergeAsync(bool respectDeletions, CancellationToken cancellationToken)
    {
        await ResolveSourcesAsync(cancellationToken);
        await using (var analyze = new NpgsqlCommand($"ANALYZE {Table}", _connection)) await analyze.ExecuteNonQueryAsync(cancellationToken);

        var foreign = _idsFromFile ? await RemoveForeignAsync(cancellationToken) : [];
        await ExecuteAsync($"Imports/{Layer}.compare.sql", cancellationToken);
        var (updated, unchanged) = await OutcomesAsync(cancellationToken);
        var kept = await KeptAsync(cancellationToken);

        await using var merge = new NpgsqlCommand(Sql.Read($"Imports/{Layer}.merge.sql"), _connection);
        merge.CommandTimeout = 0; // a large file takes as long as it takes; Ctrl-C ends it
        merge.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = respectDeletions });
        var written = await merge.ExecuteNonQueryAsync(cancellationToken);
        var left = _count - foreign.Count - updated - unchanged - kept.Count;
        return new MergeResult(written - updated, updated, unchanged, kept, left - (written - updated), foreign);
    }

    public async ValueTask DisposeAsync()
    {
        if (_copy is not null) await _copy.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private int Ordinal(SourceDraft source)
    {
        if (ReferenceEquals(source, _lastSource)) return _lastSourceOrdinal;
        if (!_sources.TryGetValue(source, out var ordinal)) _sources.Add(source, ordinal = _sources.Count);
        _lastSource = source;
        return _lastSourceOrdinal = ordinal;
    }

    private async Task ResolveSourcesAsync(CancellationToken cancellationToken)
    {
        var ids = await SourceTable.ResolveAsync(_connection, [.. _sources.Keys], cancellationToken);
        await using var copy = await BinaryCopy.BeginAsync(_connection, "staged_source", ["ordinal", "id"], cancellationToken);
        for (var i = 0; i < ids.Count; i++)
        {
            copy.StartRow();
            copy.Integer(i);
            copy.Uuid(ids[i]);
        }
        await copy.CompleteAsync(cancellationToken);
    }

    private async Task<List<ForeignRecord>> RemoveForeignAsync(CancellationToken cancellationToken)
    {
        List<ForeignRecord> foreign = [];
        await using (var command = new NpgsqlCommand(Sql.Read($"Imports/{Layer}.foreign.sql"), _connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                foreign.Add(new(reader.GetInt32(0), reader.GetInt32(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4)));
        if (foreign.Count == 0) return foreign;
        await using var delete = new NpgsqlCommand($"DELETE FROM {Table} WHERE ordinal = ANY ($1)", _connection);
        delete.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. foreign.Select(f => f.Ordinal)] });
        await delete.ExecuteNonQueryAsync(cancellationToken);
        return foreign;
    }

    private async Task<(int Updated, int Unchanged)> OutcomesAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FILTER (WHERE outcome = 'updated')::integer, count(*) FILTER (WHERE outcome = 'unchanged')::integer FROM known_record", _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    private async Task<List<string>> KeptAsync(CancellationToken cancellationToken)
    {
        List<string> kept = [];
        await using var command = new NpgsqlCommand(
            $"SELECT s.dataset_key FROM known_record AS k JOIN {Table} AS s ON s.ordinal = k.ordinal WHERE k.outcome = 'kept' ORDER BY k.ordinal", _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) kept.Add(reader.GetString(0));
        return kept;
    }

    private async Task ExecuteAsync(string query, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read(query), _connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <param name="Kept">Keys of records that differ from the file and were left alone, because they were edited here or are newer.</param>
/// <param name="Deleted">How many were left out because they were deleted here.</param>
/// <param name="Foreign">Rows whose id belongs to another record here.</param>
public sealed record MergeResult(int Created, int Updated, int Unchanged, IReadOnlyList<string> Kept, int Deleted, IReadOnlyList<ForeignRecord> Foreign)
{
    public static readonly MergeResult Nothing = new(0, 0, 0, [], 0, []);
}

public sealed record ForeignRecord(int Ordinal, int Line, Guid Id, string Dataset, string Key)
{
    public RejectedRow Reject() => new(Line, "id", Id.ToString(), $"an id that no other record has: here it is the id of {Dataset}/{Key}");
}
