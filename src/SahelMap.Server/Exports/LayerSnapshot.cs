using System.Buffers;
using System.Data;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Records;

namespace SahelMap.Server.Exports;

/// <summary>
/// A filtered layer at one position of the change log, for as long as it takes to write it: what the head of a file says of it, and
/// its features as PostgreSQL writes them. Nothing is held here but the piece on its way.
/// </summary>
public sealed class LayerSnapshot : IAsyncDisposable
{
    /// <summary>
    /// Up to here the features come in order of days. A larger layer comes as the table has it: to sort its texts would take longer
    /// than to make them, which PostgreSQL then does on several cores.
    /// </summary>
    public const int MostSorted = 20_000;

    /// <summary>Bytes handed on at once.</summary>
    private const int Full = 256 * 1024;

    private readonly NpgsqlConnection _connection;
    private readonly ExportLayer _layer;
    private readonly Filter _filter;

    private LayerSnapshot(NpgsqlConnection connection, ExportLayer layer, Filter filter, ExportHead head)
    {
        (_connection, _layer, _filter) = (connection, layer, filter);
        Head = head;
    }

    public ExportHead Head { get; }

    public long Count => Head.Attribution.Sum(a => a.Records ?? 0);

    public static async Task<LayerSnapshot> TakeAsync(
        NpgsqlDataSource database, ExportLayer layer, Filter filter, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken); // ends with the connection
            await using (var set = new NpgsqlCommand("SET TRANSACTION READ ONLY; SET LOCAL jit = off; SET LOCAL work_mem = '32MB'", connection))
                await set.ExecuteNonQueryAsync(cancellationToken);
            var at = await ChangeLogPosition.Read(connection, cancellationToken);
            var (attribution, synthetic) = await SourcesAsync(connection, layer, filter, cancellationToken);
            return new(connection, layer, filter, new ExportHead
            {
                Layer = layer.Name,
                Attribution = attribution,
                Filter = FilterWords.Of(filter),
                Query = filter.ToQuery(),
                GeneratedAt = clock.GetUtcNow(),
                Position = at.Position,
                Epoch = at.Epoch.ToString(),
                Approximate = layer.Approximate,
                Synthetic = synthetic,
                Actors = await ActorsAsync(connection, layer, filter, cancellationToken),
            });
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands on every feature, in pieces of many.</summary>
    /// <param name="take">Takes the JSON texts of a piece, joined; valid until it returns. False: enough.</param>
    /// <param name="separator">What stands between two features of a piece.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task CopyFeaturesAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<bool>> take, ReadOnlyMemory<byte> separator, CancellationToken cancellationToken)
    {
        await using var command = FilterSql.Command(
            _connection, Sql.Read($"Exports/{_layer.Name}.{(Count <= MostSorted ? "sorted" : "features")}.sql"), _filter, _layer.Layer);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var piece = new ArrayBufferWriter<byte>(Full + Full / 2);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (piece.WrittenCount > 0) piece.Write(separator.Span);
            piece.Write(reader.GetFieldValue<byte[]>(0));
            if (piece.WrittenCount < Full) continue;
            if (!await take(piece.WrittenMemory, cancellationToken)) return;
            piece.ResetWrittenCount();
        }
        if (piece.WrittenCount > 0) await take(piece.WrittenMemory, cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<(IReadOnlyList<Attribution> Attribution, long Synthetic)> SourcesAsync(
        NpgsqlConnection connection, ExportLayer layer, Filter filter, CancellationToken cancellationToken)
    {
        List<Attribution> attribution = [];
        var synthetic = 0L;
        await using var command = FilterSql.Command(connection, Sql.Read($"Exports/{layer.Name}.sources.sql"), filter, layer.Layer);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            attribution.Add(new(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), reader.GetInt64(4)));
            synthetic += reader.GetInt64(5);
        }
        return (attribution, synthetic);
    }

    private static async Task<IReadOnlyList<string>> ActorsAsync(NpgsqlConnection connection, ExportLayer layer, Filter filter, CancellationToken cancellationToken)
    {
        List<string> actors = [];
        await using var command = FilterSql.Command(connection, Sql.Read($"Exports/{layer.Name}.actors.sql"), filter, layer.Layer);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) actors.Add(reader.GetString(0));
        return actors;
    }
}
