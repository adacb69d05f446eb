using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Contracts;
using SahelMap.Server.Access;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Actors;

/// <summary>Handlers of /api/actors.</summary>
internal static class ActorRoutes
{
    private const string Route = "/api/actors";

    public static async Task<IResult> List(HttpContext context, NpgsqlDataSource database, CancellationToken ct) =>
        Query.RefuseOthers(context.Request.Query) is { } problem
            ? problem.Result()
            : await ReferenceReads.List(context, database, Sql.Read("Actors/list.sql"), Route, [], ct);

    public static async Task<IResult> One(string code, HttpContext context, NpgsqlDataSource database, CancellationToken ct) =>
        Query.RefuseOthers(context.Request.Query) is { } problem
            ? problem.Result()
            : await ReferenceReads.One(context, database, Sql.Read("Actors/one.sql"), Key(code), () => Problem.Unknown("actor", code).Result(), ct);

    public static async Task<IResult> Create(HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        var (actor, problem) = await Body(context, ct);
        if (actor is null) return problem!;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Write(connection, "Actors/insert.sql", actor, ct);
        return await ReferenceReads.Saved(context, transaction, Sql.Read("Actors/one.sql"), Key(actor.Code), $"{Route}/{actor.Code}", ct);
    }

    public static async Task<IResult> Replace(string code, HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        if (!ETags.HasIfMatch(context)) return Problem.RevisionRequired().Result();
        var (actor, problem) = await Body(context, ct);
        if (actor is null) return problem!;
        if (actor.Code != code) return Problem.InvalidRecord([new("code", $"\"{actor.Code}\"", $"\"{code}\", as in the address: an actor keeps its code")]).Result();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ReferenceReads.Lock(connection, Sql.Read("Actors/lock.sql"), Key(code), ct) is not { } revision) return Problem.Unknown("actor", code).Result();
        if (ETags.CheckIfMatch(context, revision) is { } mismatch) return mismatch.Result();
        await Write(connection, "Actors/update.sql", actor, ct);
        return await ReferenceReads.Saved(context, transaction, Sql.Read("Actors/one.sql"), Key(code), location: null, ct);
    }

    public static async Task<IResult> Delete(string code, HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        if (!ETags.HasIfMatch(context)) return Problem.RevisionRequired().Result();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ReferenceReads.Lock(connection, Sql.Read("Actors/lock.sql"), Key(code), ct) is not { } revision) return Problem.Unknown("actor", code).Result();
        if (ETags.CheckIfMatch(context, revision) is { } mismatch) return mismatch.Result();
        await using (var command = new NpgsqlCommand(Sql.Read("Actors/delete.sql"), connection) { Parameters = { Key(code) } })
            await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return Results.NoContent();
    }

    private static async Task<(Actor? Actor, IResult? Problem)> Body(HttpContext context, CancellationToken ct)
    {
        var (body, problem) = await JsonBody.Read(context.Request, ct);
        if (body is null) return (null, problem!.Result());
        using (body)
        {
            var (actor, errors) = ActorReading.Read(body.RootElement, Editor.Name(context));
            return actor is null ? (null, Problem.InvalidRecord(errors).Result()) : (actor, null);
        }
    }

    private static async Task Write(NpgsqlConnection connection, string query, Actor actor, CancellationToken ct)
    {
        var json = JsonSerializer.Serialize(actor, JsonSerializerOptions.Web);
        var source = await SourceRow.FindOrCreate(connection, json, ct);
        await using var command = new NpgsqlCommand(Sql.Read(query), connection)
        {
            Parameters = { new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = source, NpgsqlDbType = NpgsqlDbType.Uuid } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Key(string code) => new() { Value = code, NpgsqlDbType = NpgsqlDbType.Text };
}
