using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Access;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>Creates, replaces and deletes a feature. Nobody's change is lost: a replacement or deletion names the revision that it is about.</summary>
public static class FeatureWrites
{
    public static async Task<IResult> Create(
        FeatureKind kind, HttpContext context, NpgsqlDataSource database, KnownNames names, CancellationToken cancellationToken)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        var (draft, problem) = await Body(kind, context, names, cancellationToken);
        if (draft is null) return problem!.Result();

        var id = draft.Id ?? Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Write(kind.Query("insert"), connection, id, draft, Editor.Name(context), cancellationToken);
        return await Saved(kind, context, connection, transaction, id, created: true, cancellationToken);
    }

    public static async Task<IResult> Replace(
        FeatureKind kind, string id, HttpContext context, NpgsqlDataSource database, KnownNames names, CancellationToken cancellationToken)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        if (!Guid.TryParseExact(id, "D", out var guid)) return kind.Unknown(id).Result();
        if (!ETags.HasIfMatch(context)) return Problem.RevisionRequired().Result();
        var (draft, problem) = await Body(kind, context, names, cancellationToken);
        if (draft is null) return problem!.Result();
        if (draft.Id is { } other && other != guid)
            return Problem.InvalidRecord([new("id", $"\"{other}\"", $"\"{guid}\", as in the address")]).Result();

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await Lock(kind, connection, guid, cancellationToken) is not { } stored) return kind.Unknown(id).Result();
        if (ETags.CheckIfMatch(context, stored.Revision) is { } mismatch) return mismatch.Result();
        if (draft.Dataset is { } dataset && dataset != stored.Dataset)
            return Problem.InvalidRecord([new("properties.dataset", $"\"{dataset}\"", $"\"{stored.Dataset}\": a record keeps its data set")]).Result();
        if (draft.DatasetKey is { } key && key != stored.DatasetKey)
            return Problem.InvalidRecord([new("properties.datasetKey", $"\"{key}\"", $"\"{stored.DatasetKey}\": a record keeps its key there")]).Result();
        await Write(kind.Query("update"), connection, guid, draft, Editor.Name(context), cancellationToken);
        return await Saved(kind, context, connection, transaction, guid, created: false, cancellationToken);
    }

    public static async Task<IResult> Delete(FeatureKind kind, string id, HttpContext context, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        if (!Guid.TryParseExact(id, "D", out var guid)) return kind.Unknown(id).Result();
        if (!ETags.HasIfMatch(context)) return Problem.RevisionRequired().Result();

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await Lock(kind, connection, guid, cancellationToken) is not { } stored) return kind.Unknown(id).Result();
        if (ETags.CheckIfMatch(context, stored.Revision) is { } mismatch) return mismatch.Result();
        await using (var command = new NpgsqlCommand(kind.Query("delete"), connection) { Parameters = { new() { Value = guid, NpgsqlDbType = NpgsqlDbType.Uuid } } })
            await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Results.NoContent();
    }

    private static async Task<(FeatureDraft? Draft, ProblemDetails? Problem)> Body(
        FeatureKind kind, HttpContext context, KnownNames names, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.Read(context.Request, cancellationToken);
        if (body is null) return (null, problem);
        using (body)
        {
            var read = await kind.Read(body.RootElement, Editor.Name(context), cancellationToken);
            if (read.Record is not { } draft) return (null, Problem.InvalidRecord(read.Errors));
            foreach (var (place, code) in draft.Actors)
                if (await names.UnknownActor([code], orHad: false, cancellationToken) is var (unknown, nearest))
                    return (null, Problem.InvalidRecord([UnknownActor(place, unknown, nearest)]));
            if (draft.Region is { } named && await names.UnknownRegion([named], cancellationToken) is var (region, near))
                return (null, Problem.InvalidRecord([new("properties.admin1", $"\"{region}\"",
                    "the id of a region, or null: the server then looks it up; GET /api/regions lists them" + (near is null ? "" : $"; perhaps {near}"))]));
            return (draft, null);
        }
    }

    public static FieldError UnknownActor(string place, string code, string? nearest) =>
        new(place, $"\"{code}\"", "the code of an actor; GET /api/actors lists them" + (nearest is null ? "" : $"; perhaps {nearest}"));

    private static async Task<(long Revision, string Dataset, string DatasetKey)?> Lock(
        FeatureKind kind, NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(kind.Query("lock"), connection) { Parameters = { new() { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetString(1), reader.GetString(2)) : null;
    }

    private static async Task Write(string sql, NpgsqlConnection connection, Guid id, FeatureDraft draft, string editor, CancellationToken cancellationToken)
    {
        var source = await SourceRow.FindOrCreate(connection, draft.Properties, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = draft.Properties, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = draft.Geometry, NpgsqlDbType = NpgsqlDbType.Geometry },
                new() { Value = source, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = editor, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IResult> Saved(
        FeatureKind kind, HttpContext context, NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, bool created, CancellationToken cancellationToken)
    {
        var (json, revision) = (await FeatureReads.Find(kind, connection, id, Filter.None, cancellationToken))!.Value;
        await transaction.CommitAsync(cancellationToken);
        context.Response.GetTypedHeaders().ETag = ETags.OfRevision(revision);
        if (created) context.Response.Headers.Location = $"{kind.Route}/{id:D}";
        return Results.Text(json, JsonBody.GeoJson, contentEncoding: null, created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
