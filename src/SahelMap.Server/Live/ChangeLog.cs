using System.Data;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Contracts.Live;
using SahelMap.Server.Analyses;
using SahelMap.Server.Database;

namespace SahelMap.Server.Live;

/// <summary>
/// Reads the change log (migration 0004). Each read is one snapshot, so the records in it are exactly those of its last
/// position: a record that changed several times meanwhile comes with each of its changes in its last state.
/// </summary>
public sealed class ChangeLog(IOptions<LiveOptions> options)
{
    private const int BatchesAtATime = 1_000;
    private const int TimeoutSeconds = 20;

    public async Task<LogState> StateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "Live/state.sql");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) throw new InvalidOperationException("change_log_state has no row.");
        return new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>The next batches after a place, for the feed: as many as can be handled at once. Null: there is nothing new.</summary>
    public Task<ChangeRead?> NextAsync(NpgsqlConnection connection, LogPlace after, CancellationToken cancellationToken) =>
        ReadAsync(connection, after, whole: false, cancellationToken);

    /// <summary>Everything after a place, for a client that was away, or a reload where that is too much.</summary>
    public async Task<ChangeRead> AllAsync(NpgsqlConnection connection, LogPlace after, CancellationToken cancellationToken) =>
        await ReadAsync(connection, after, whole: true, cancellationToken) ?? new(after, false, [], null, 0, null);

    private async Task<ChangeRead?> ReadAsync(NpgsqlConnection connection, LogPlace after, bool whole, CancellationToken cancellationToken)
    {
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var state = await StateAsync(connection, cancellationToken);
        // A lower position under the same epoch is a restored backup: as good as another database.
        if (state.Epoch != after.Epoch || state.Position < after.Position) return Reload(state, "otherDatabase", null);
        if (state.Position == after.Position) return null;
        if (after.Position < state.Pruned) return Reload(state, "pruned", null);
        if (whole && state.Position - after.Position > options.Value.ResumeChanges) return Reload(state, "bulk", null);

        var (heads, bulk) = await HeadsAsync(connection, after.Position, whole, cancellationToken);
        if (bulk is { } changes) return Reload(state, "bulk", changes);

        var until = heads[^1].Position;
        var changed = await ChangesAsync(connection, after.Position, until, cancellationToken);
        var ids = changed.SelectMany(b => b.Value).ToLookup(c => c.Layer, c => c.Id);
        var (records, bytes) = await RecordsAsync(connection, ids, cancellationToken);
        if (bytes > options.Value.BatchBytes) return Reload(state, "bulk", changed.Values.Sum(b => b.Count));

        var rows = whole ? null : await ModelRows.ReadAsync(connection, Uuids(ids["incidents"]), Uuids(ids["deployments"]), cancellationToken);
        await snapshot.CommitAsync(cancellationToken);

        ChangeBatch[] batches = [.. heads.Select(h => new ChangeBatch(h.Position, h.CommittedAt,
            changed.TryGetValue(h.Position, out var list) ? [.. list.Select(c => c with { Record = records.GetValueOrDefault((c.Layer, c.Id)) })] : []))];
        return new(new(state.Epoch, until), until < state.Position, batches, null, bytes, rows);
    }

    private static ChangeRead Reload(LogState state, string reason, long? changes) =>
        new(new(state.Epoch, state.Position), false, [], new(state.Epoch, state.Position, reason, changes), 0, null);

    /// <summary>The batches to read; or, in <c>bulk</c>, how many changes make a reload of it.</summary>
    private async Task<(List<Head> Heads, long? Bulk)> HeadsAsync(NpgsqlConnection connection, long after, bool whole, CancellationToken cancellationToken)
    {
        List<Head> heads = [];
        long changes = 0;
        await using var command = Command(connection, "Live/batches.sql");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = whole ? options.Value.ResumeChanges : BatchesAtATime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var full = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            var count = reader.GetInt64(2);
            if (count > options.Value.BulkChanges) return ([], changes + count);
            if (!whole && heads.Count > 0 && changes + count > options.Value.ResumeChanges) full = true; // the rest comes with the next read
            if (full) continue;
            changes += count;
            heads.Add(new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }
        if (heads.Count == 0) throw new InvalidOperationException($"The change log stands beyond {after} but has no batch after it.");
        return whole && changes > options.Value.ResumeChanges ? ([], changes) : (heads, null);
    }

    /// <summary>Changes by position, each record once per batch.</summary>
    private static async Task<Dictionary<long, List<RecordChange>>> ChangesAsync(
        NpgsqlConnection connection, long after, long until, CancellationToken cancellationToken)
    {
        List<(long Position, RecordChange Change)> logged = [];
        await using var command = Command(connection, "Live/changes.sql");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = until });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            logged.Add((reader.GetInt64(0), new(reader.GetString(1), reader.GetString(3), reader.GetString(2), reader.GetInt64(4), null, reader.IsDBNull(5) ? null : reader.GetInt32(5))));
        return logged.GroupBy(l => l.Position, l => l.Change).ToDictionary(b => b.Key, b => Once(b));
    }

    /// <summary>What a transaction did to each record, all its statements together.</summary>
    internal static List<RecordChange> Once(IEnumerable<RecordChange> changes)
    {
        List<RecordChange> once = [];
        foreach (var record in changes.GroupBy(c => (c.Layer, c.Id)))
        {
            var (first, last) = (record.First(), record.Last());
            var op = (first.Op, last.Op) switch
            {
                ("created", "deleted") => null, // was never seen
                (_, "deleted") => "deleted",
                ("created", _) => "created",
                _ => "updated", // deleted and created again is one record that changed
            };
            if (op is not null) once.Add(last with { Op = op, Key = record.FirstOrDefault(c => c.Key is not null)?.Key });
        }
        return once;
    }

    private async Task<(Dictionary<(string Layer, string Id), JsonElement?> Records, long Bytes)> RecordsAsync(
        NpgsqlConnection connection, ILookup<string, string> ids, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), JsonElement?> records = [];
        long bytes = 0;
        await using var batch = new NpgsqlBatch(connection) { Timeout = TimeoutSeconds };
        List<string> layers = [];
        foreach (var layer in ids.Select(l => l.Key))
        {
            var text = new NpgsqlBatchCommand(Sql.Read($"Live/{layer}.sql"));
            text.Parameters.Add(layer == "actors"
                ? new NpgsqlParameter<string[]> { TypedValue = [.. ids[layer].Distinct()], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
                : new NpgsqlParameter<Guid[]> { TypedValue = Uuids(ids[layer]), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
            text.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Value.RecordBytes });
            batch.BatchCommands.Add(text);
            layers.Add(layer);
        }
        if (layers.Count == 0) return (records, 0);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var layer in layers)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var json = Encoding.UTF8.GetBytes(reader.GetString(1));
                bytes += json.Length;
                if (bytes <= options.Value.BatchBytes) records[(layer, reader.GetString(0))] = Parse(json);
            }
            await reader.NextResultAsync(cancellationToken);
        }
        return (records, bytes);
    }

    /// <summary>Null where PostgreSQL allows what a JSON reader does not, such as a nesting without end.</summary>
    private static JsonElement? Parse(byte[] json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Guid[] Uuids(IEnumerable<string> ids) => [.. ids.Distinct().Select(Guid.Parse)];

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(Sql.Read(sql), connection) { CommandTimeout = TimeoutSeconds };

    private readonly record struct Head(long Position, DateTimeOffset CommittedAt);
}
