using Npgsql;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>Answers that the database writes as JSON in one piece: reference data, small.</summary>
public static class ReferenceReads
{
    /// <summary>The text in the first column, under a tag of the change log's position.</summary>
    public static async Task<IResult> List(HttpContext context, NpgsqlDataSource database, string sql, string asked, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var position = await ChangeLogPosition.Read(connection, cancellationToken);
        position.SendWith(context.Response);
        if (ETags.NotModified(context, ETags.OfPosition(position, asked))) return Results.Empty;
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return Results.Text((string)(await command.ExecuteScalarAsync(cancellationToken))!, JsonBody.Json, contentEncoding: null);
    }

    /// <summary>The record (first column) under its revision (second).</summary>
    public static async Task<IResult> One(HttpContext context, NpgsqlDataSource database, string sql, NpgsqlParameter key, Func<IResult> unknown, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await Find(connection, sql, key, cancellationToken) is not var (json, revision)) return unknown();
        return ETags.NotModified(context, ETags.OfRevision(revision)) ? Results.Empty : Results.Text(json, JsonBody.Json, contentEncoding: null);
    }

    /// <summary>What a write answers: the record as it is stored, inside the transaction that is then committed.</summary>
    public static async Task<IResult> Saved(
        HttpContext context, NpgsqlTransaction transaction, string sql, NpgsqlParameter key, string? location, CancellationToken cancellationToken)
    {
        var (json, revision) = (await Find(transaction.Connection!, sql, key, cancellationToken))!.Value;
        await transaction.CommitAsync(cancellationToken);
        context.Response.GetTypedHeaders().ETag = ETags.OfRevision(revision);
        if (location is not null) context.Response.Headers.Location = location;
        return Results.Text(json, JsonBody.Json, contentEncoding: null, location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    /// <summary>The revision, locked until the transaction ends; null: there is no such record.</summary>
    public static async Task<long?> Lock(NpgsqlConnection connection, string sql, NpgsqlParameter key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { key } };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<(string Json, long Revision)?> Find(NpgsqlConnection connection, string sql, NpgsqlParameter key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { key } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetInt64(1)) : null;
    }
}
