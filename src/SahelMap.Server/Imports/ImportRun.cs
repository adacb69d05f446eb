using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Database;
using SahelMap.Server.Deployments;

namespace SahelMap.Server.Imports;

/// <summary>
/// Imports one file in one transaction: all of its good rows or, when it fails, none. The same file again changes nothing, and
/// then the change log does not move. Each run but a dry one leaves a row in import_run.
/// </summary>
public sealed class ImportRun(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Of the rejected rows, as many are kept.</summary>
    public const int MostRejects = 10_000;

    private const int RowsBetweenReports = 2_000;

    /// <exception cref="ImportException">The file as a whole cannot be read; nothing was written.</exception>
    public async Task<ImportResult> RunAsync(ImportFile file, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var format = ImportFormats.For(file, options.Format);
        var digest = await file.DigestAsync(cancellationToken);
        return await RunAsync(format.Name, file.Name, digest, options,
            context => format.ReadAsync(file, context, cancellationToken),
            (context, read, rejected) => progress?.Report(new(read, rejected, file.Length == 0 ? 1 : (double)context.Position / file.Length)),
            keysAreUnique: false, cancellationToken);
    }

    /// <summary>The same for rows that come from no file.</summary>
    internal Task<ImportResult> RunAsync(
        string format, string name, string digest, IAsyncEnumerable<ImportRow> rows, long count, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(format, name, digest, new ImportOptions(), _ => rows,
            (_, read, rejected) => progress?.Report(new(read, rejected, count == 0 ? 1 : (double)read / count)), keysAreUnique: true, cancellationToken);

    private async Task<ImportResult> RunAsync(
        string format, string name, string digest, ImportOptions options, Func<ImportContext, IAsyncEnumerable<ImportRow>> read,
        Action<ImportContext, int, int> report, bool keysAreUnique, CancellationToken cancellationToken)
    {
        var (started, ticks) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One import at a time: two of the same file would otherwise wait for each other's rows.
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('sahelmap import')); SET LOCAL jit = off; SET LOCAL work_mem = '64MB'", cancellationToken);

        var actors = await KnownActors.LoadAsync(connection, cancellationToken);
        var context = new ImportContext(options, actors, await BasemapAreas.Read(connection, cancellationToken), await ToldElsewhereAsync(connection, cancellationToken))
        {
            KeysAsync = (dataset, ofSource, cancel) => KeysAsync(connection, dataset, ofSource, cancel),
        };
        RecordLoader? running = null;
        await using var loader = new RecordLoader(connection, actors, await Placer.LoadAsync(connection, cancellationToken))
        {
            KeysAreUnique = keysAreUnique,
            Progress = () => { if (running!.Read % RowsBetweenReports == 0) report(context, running.Read, running.Rejected); },
        };
        running = loader;
        var (records, newActors) = await loader.LoadAsync(read(context), respectDeletions: false, cancellationToken);
        report(context, loader.Read, loader.Rejected);

        var result = new ImportResult
        {
            File = name,
            Format = format,
            Layer = loader.Layer,
            Read = loader.Read,
            Created = records.Created,
            Updated = records.Updated,
            Unchanged = records.Unchanged,
            Kept = records.Kept,
            Rejected = loader.Rejected,
            Rejects = loader.Rejects,
            NewActors = newActors,
            Remarks = context.Remarks,
            DryRun = options.DryRun,
        };
        if (options.DryRun) await transaction.RollbackAsync(cancellationToken);
        else
        {
            await RecordAsync(connection, result, digest, started, clock.GetUtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return result with { Took = Stopwatch.GetElapsedTime(ticks) };
    }

    internal static async Task RecordAsync(
        NpgsqlConnection connection, ImportResult result, string digest, DateTimeOffset started, DateTimeOffset ended, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Imports/run.sql"), connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = result.File }, new NpgsqlParameter<string> { TypedValue = digest },
                new NpgsqlParameter<string> { TypedValue = result.Format },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = started }, new NpgsqlParameter<DateTimeOffset> { TypedValue = ended },
                new NpgsqlParameter<int> { TypedValue = result.Read }, new NpgsqlParameter<int> { TypedValue = result.Created },
                new NpgsqlParameter<int> { TypedValue = result.Updated }, new NpgsqlParameter<int> { TypedValue = result.Unchanged },
                new NpgsqlParameter<int> { TypedValue = result.Kept.Count }, new NpgsqlParameter<int> { TypedValue = result.Rejected },
                new NpgsqlParameter { Value = JsonSerializer.Serialize(result.Rejects, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<(string, string), string>> ToldElsewhereAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var told = new Dictionary<(string, string), string>();
        await using var command = new NpgsqlCommand(Sql.Read("Imports/told_elsewhere.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) told[(reader.GetString(0), reader.GetString(1))] = reader.GetString(2);
        return told;
    }

    private static async Task<IReadOnlySet<string>> KeysAsync(
        NpgsqlConnection connection, string dataset, Func<string, bool> ofSource, CancellationToken cancellationToken)
    {
        List<Guid> sources = [];
        await using (var command = new NpgsqlCommand("SELECT id, name FROM source", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                if (ofSource(reader.GetString(1))) sources.Add(reader.GetGuid(0));
        var keys = new HashSet<string>();
        if (sources.Count == 0) return keys;
        await using var select = new NpgsqlCommand(Sql.Read("Imports/keys_of_sources.sql"), connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = dataset }, new NpgsqlParameter<Guid[]> { TypedValue = [.. sources] } },
        };
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) keys.Add(rows.GetString(0));
        return keys;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
