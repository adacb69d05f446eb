using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports.Geodata;

/// <summary>
/// Loads geodata/ in one transaction. What is there and equal is not touched; what differs takes the files' values, unless it was
/// edited here; what was deleted here stays deleted; what the files no longer have is left and reported. Files that were loaded
/// before, as they are now, are not read again: the digest in import_run tells.
/// </summary>
public sealed class GeodataLoader(NpgsqlDataSource database, SahelMapOptions options, TimeProvider clock, ILogger<GeodataLoader> logger) : IStartUpStep
{
    private const string Format = "geodata";
    private const string BasemapFormat = "basemap";

    public string Name => "geodata";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Tests that want an empty database name no folder.
        if (options.GeodataFolder.Length == 0) return;
        if (!Directory.Exists(options.GeodataFolder))
            throw new SetUpException($"The folder {options.GeodataFolder} is not there: it holds the records and the basemap that SahelMap ships. Build or install again.");
        if (await LoadAsync(options.GeodataFolder, cancellationToken) is not { } loaded) return;
        logger.LogInformation(
            "Loaded geodata/: {Created} records new, {Updated} updated, {Unchanged} unchanged.", loaded.Created, loaded.Updated, loaded.Unchanged);
        if (loaded.Kept.Count > 0) logger.LogInformation("Edited here, so left as they are: {Kept}.", string.Join(", ", loaded.Kept));
        if (loaded.Deleted > 0) logger.LogInformation("{Deleted} records were deleted here and stay so.", loaded.Deleted);
        if (loaded.Gone.Count > 0) logger.LogWarning("No longer in geodata/, and left in the database: {Gone}.", string.Join(", ", loaded.Gone));
    }

    /// <returns>What became of the records; null: these very files were loaded before.</returns>
    /// <exception cref="SetUpException">A file or a record is not as it must be; nothing was written.</exception>
    public async Task<GeodataResult?> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var files = new GeodataFiles(folder);
        var (digest, basemapDigest) = (await files.DigestAsync(cancellationToken), await files.BasemapDigestAsync(cancellationToken));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var alone = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('sahelmap import')); SET LOCAL jit = off", connection))
            await alone.ExecuteNonQueryAsync(cancellationToken);
        if (await WasLoadedAsync(connection, Format, digest, cancellationToken)) return null;

        var basemap = await BasemapFiles.ReadAsync(files, cancellationToken);
        if (!await WasLoadedAsync(connection, BasemapFormat, basemapDigest, cancellationToken))
        {
            await basemap.WriteAsync(connection, cancellationToken);
            await ImportRun.RecordAsync(connection, new ImportResult { File = "geodata/basemap", Format = BasemapFormat, Read = basemap.Count, Created = basemap.Count },
                basemapDigest, started, clock.GetUtcNow(), cancellationToken);
        }

        var result = await LoadRecordsAsync(connection, files, basemap, cancellationToken);
        await ImportRun.RecordAsync(connection, new ImportResult
        {
            File = "geodata",
            Format = Format,
            Read = result.Created + result.Updated + result.Unchanged + result.Kept.Count + result.Deleted,
            Created = result.Created,
            Updated = result.Updated,
            Unchanged = result.Unchanged,
            Kept = result.Kept,
        }, digest, started, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static async Task<GeodataResult> LoadRecordsAsync(
        NpgsqlConnection connection, GeodataFiles files, BasemapFiles basemap, CancellationToken cancellationToken)
    {
        var actors = (await files.ReadAsync("actors.json", "code", cancellationToken)).Select(GeodataRecords.Actor).ToList();
        var madeActors = await ActorTable.MergeAsync(connection, [.. actors.Select(a => a.Actor)], update: true, cancellationToken,
            actors.ToDictionary(a => a.Actor.Code, a => a.AliasRules));
        var known = await KnownActors.LoadAsync(connection, cancellationToken);

        var mandates = (await files.ReadAsync("mandates.json", "id", cancellationToken)).Select(r => GeodataRecords.Mandate(r, known)).ToList();
        var madeMandates = await MergeMandatesAsync(connection, mandates, cancellationToken);

        var placer = await Placer.LoadAsync(connection, cancellationToken);
        var deployments = (await files.ReadAsync("deployments.json", "id", cancellationToken)).Select(r => GeodataRecords.Deployment(r, known, basemap)).ToList();
        var incidents = (await files.ReadAsync("incidents.json", "id", cancellationToken)).Select(r => GeodataRecords.Incident(r, known, basemap)).ToList();
        var madeDeployments = await MergeAsync(deployments);
        var madeIncidents = await MergeAsync(incidents);
        await using (var told = new NpgsqlCommand(Sql.Read("Imports/counted_elsewhere.sql"), connection)) await told.ExecuteNonQueryAsync(cancellationToken);

        return new GeodataResult(
            madeActors.Created + madeMandates.Created + madeDeployments.Created + madeIncidents.Created,
            madeActors.Updated + madeMandates.Updated + madeDeployments.Updated + madeIncidents.Updated,
            actors.Count - madeActors.Created - madeActors.Updated + mandates.Count - madeMandates.Created - madeMandates.Updated
                + madeDeployments.Unchanged + madeIncidents.Unchanged,
            [.. madeDeployments.Kept, .. madeIncidents.Kept], madeDeployments.Deleted + madeIncidents.Deleted,
            [.. await GoneAsync(connection, "deployment", deployments, cancellationToken), .. await GoneAsync(connection, "incident", incidents, cancellationToken)]);

        async Task<MergeResult> MergeAsync(IEnumerable<KeyedDraft> drafts)
        {
            await using var loader = new RecordLoader(connection, known, placer);
            var rows = drafts.Select((d, i) => (ImportRow)new AcceptedRow(i + 1, d)).ToAsyncEnumerable();
            return (await loader.LoadAsync(rows, respectDeletions: true, cancellationToken)).Records;
        }
    }

    private static async Task<(int Created, int Updated)> MergeMandatesAsync(
        NpgsqlConnection connection, List<(JsonObject Row, JsonArray Norms, SourceDraft Source)> mandates, CancellationToken cancellationToken)
    {
        var sources = await SourceTable.ResolveAsync(connection, [.. mandates.Select(m => m.Source)], cancellationToken);
        for (var i = 0; i < mandates.Count; i++) mandates[i].Row["source"] = sources[i];
        var made = await Merging.RunAsync(
            connection, "Imports/mandates.merge.sql", new JsonArray([.. mandates.Select(m => (JsonNode)m.Row)]).ToJsonString(), update: true, cancellationToken);

        await using var norms = new NpgsqlCommand(Sql.Read("Imports/norm_roles.merge.sql"), connection);
        norms.Parameters.Add(new NpgsqlParameter
        {
            Value = new JsonArray([.. mandates.SelectMany(m => m.Norms).Select(n => n!.DeepClone())]).ToJsonString(),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        });
        norms.Parameters.Add(new NpgsqlParameter<string> { TypedValue = GeodataFiles.Dataset });
        await norms.ExecuteNonQueryAsync(cancellationToken);
        return made;
    }

    private static async Task<List<string>> GoneAsync(NpgsqlConnection connection, string table, IEnumerable<KeyedDraft> drafts, CancellationToken cancellationToken)
    {
        List<string> gone = [];
        await using var command = new NpgsqlCommand($"SELECT dataset_key FROM {table} WHERE dataset = $1 AND dataset_key <> ALL ($2) ORDER BY dataset_key", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = GeodataFiles.Dataset }, new NpgsqlParameter<string[]> { TypedValue = [.. drafts.Select(d => d.Key)] } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) gone.Add(reader.GetString(0));
        return gone;
    }

    private static async Task<bool> WasLoadedAsync(NpgsqlConnection connection, string format, string digest, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Imports/last_digest.sql"), connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = format } } };
        return await command.ExecuteScalarAsync(cancellationToken) as string == digest;
    }
}

/// <param name="Kept">Keys of records that differ from the files and were edited here.</param>
/// <param name="Deleted">How many records of the files were deleted here.</param>
/// <param name="Gone">Keys of records that an earlier version of the files had.</param>
public sealed record GeodataResult(int Created, int Updated, int Unchanged, IReadOnlyList<string> Kept, int Deleted, IReadOnlyList<string> Gone);
