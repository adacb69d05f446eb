using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Access;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Norms;

/// <summary>Handlers of /api/mandates. A mandate and its norm roles are one record: written in one transaction, one revision.</summary>
internal static class MandateRoutes
{
    private const string Route = "/api/mandates";
    private static readonly string[] Restrictions = [FilterParameters.Actor.Name, FilterParameters.From.Name, FilterParameters.Until.Name];

    public static async Task<IResult> List(HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem, Restrictions)) return problem.Result();
        NpgsqlParameter[] parameters =
        [
            new() { Value = filter.Actors?.ToArray() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            FilterSql.Period(filter),
        ];
        return await ReferenceReads.List(context, database, Sql.Read("Norms/list.sql"), $"{Route}?{filter.ToQuery()}", parameters, ct);
    }

    public static async Task<IResult> One(string id, HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } problem) return problem.Result();
        return Guid.TryParseExact(id, "D", out var guid)
            ? await ReferenceReads.One(context, database, Sql.Read("Norms/one.sql"), Key(guid), () => Unknown(id), ct)
            : Unknown(id);
    }

    public static async Task<IResult> Create(HttpContext context, NpgsqlDataSource database, KnownNames names, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        var (draft, problem) = await Body(context, names, ct);
        if (draft is null) return problem!;
        var id = draft.Id ?? Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Write(connection, "Norms/insert.sql", id, draft, ct);
        return await ReferenceReads.Saved(context, transaction, Sql.Read("Norms/one.sql"), Key(id), $"{Route}/{id:D}", ct);
    }

    public static async Task<IResult> Replace(string id, HttpContext context, NpgsqlDataSource database, KnownNames names, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        if (!Guid.TryParseExact(id, "D", out var guid)) return Unknown(id);
        if (!ETags.HasIfMatch(context)) return Problem.RevisionRequired().Result();
        var (draft, problem) = await Body(context, names, ct);
        if (draft is null) return problem!;
        if (draft.Id is { } other && other != guid) return Problem.InvalidRecord([new("id", $"\"{other}\"", $"\"{guid}\", as in the address")]).Result();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ReferenceReads.Lock(connection, Sql.Read("Norms/lock.sql"), Key(guid), ct) is not { } revision) return Unknown(id);
        if (ETags.CheckIfMatch(context, revision) is { } mismatch) return mismatch.Result();
        await Write(connection, "Norms/update.sql", guid, draft, ct);
        return await ReferenceReads.Saved(context, transaction, Sql.Read("Norms/one.sql"), Key(guid), location: null, ct);
    }

    public static async Task<IResult> Delete(string id, HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        if (!Guid.TryParseExact(id, "D", out var guid)) return Unknown(id);
        if (!ETags.HasIfMatch(context)) return Problem.RevisionRequired().Result();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ReferenceReads.Lock(connection, Sql.Read("Norms/lock.sql"), Key(guid), ct) is not { } revision) return Unknown(id);
        if (ETags.CheckIfMatch(context, revision) is { } mismatch) return mismatch.Result();
        await using (var command = new NpgsqlCommand(Sql.Read("Norms/delete.sql"), connection) { Parameters = { Key(guid) } })
            await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return Results.NoContent();
    }

    private static async Task<(MandateDraft? Draft, IResult? Problem)> Body(HttpContext context, KnownNames names, CancellationToken ct)
    {
        var (body, problem) = await JsonBody.Read(context.Request, ct);
        if (body is null) return (null, problem!.Result());
        using (body)
        {
            var (draft, errors) = MandateReading.Read(body.RootElement, Editor.Name(context));
            if (draft is null) return (null, Problem.InvalidRecord(errors).Result());
            var named = draft.Mandate.Actors.Select((a, i) => ($"actors[{i}]", a)).Concat(draft.Mandate.Norms.Select((n, i) => ($"norms[{i}].actor", n.Actor)));
            foreach (var (place, code) in named)
                if (await names.UnknownActor([code], orHad: false, ct) is var (unknown, nearest))
                    return (null, Problem.InvalidRecord([FeatureWrites.UnknownActor(place, unknown, nearest)]).Result());
            return (draft, null);
        }
    }

    private static async Task Write(NpgsqlConnection connection, string query, Guid id, MandateDraft draft, CancellationToken ct)
    {
        var json = draft.ToJson();
        var source = await SourceRow.FindOrCreate(connection, json, ct);
        await using (var record = new NpgsqlCommand(Sql.Read(query), connection) { Parameters = { Key(id), Json(json), Key(source) } })
            await record.ExecuteNonQueryAsync(ct);
        await using var norms = new NpgsqlCommand(Sql.Read("Norms/norms.sql"), connection) { Parameters = { Key(id), Json(json) } };
        await norms.ExecuteNonQueryAsync(ct);
    }

    private static IResult Unknown(string id) => Problem.Unknown("mandate", id).Result();

    private static NpgsqlParameter Key(Guid id) => new() { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
