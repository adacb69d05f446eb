using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>One feature and its history.</summary>
public static class FeatureReads
{
    public static readonly QueryParameter RevisionParameter = new("revision", "a whole number, 1 or more",
        "The revision that is wanted. While the record is at it, the answer may be kept for good; otherwise the answer is the record as it is.",
        ParameterShape.WholeNumber);

    public static IResult List(FeatureKind kind, HttpContext context, TimeProvider clock)
    {
        var query = context.Request.Query;
        if (!Filter.TryParse(query, Paging.ParametersOf(kind.Layer).Select(p => p.Name), out var filter, out var problem, clock: clock)) return problem.Result();
        return Paging.TryParse(query, out var paging, out problem) ? new FeaturePage(kind, filter, paging) : problem.Result();
    }

    public static async Task<IResult> One(FeatureKind kind, string id, HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        if (!Filter.TryParse(query, [RevisionParameter.Name], out var filter, out var problem, only: [FilterParameters.AsOf.Name], clock)) return problem.Result();
        long wanted = 0;
        if (query.TryGetValue(RevisionParameter.Name, out var r) && (!long.TryParse(r, NumberStyles.None, CultureInfo.InvariantCulture, out wanted) || wanted < 1))
            return Problem.BadParameter(RevisionParameter.Name, r, RevisionParameter.Accepts).Result();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await Id(kind, connection, id, cancellationToken) is not { } guid) return kind.Unknown(id).Result();
        if (await Find(kind, connection, guid, filter, cancellationToken) is not var (json, revision)) return kind.Unknown(id, filter.AsOf).Result();
        if (ETags.NotModified(context, ETags.OfRevision(revision))) return Results.Empty;
        if (wanted == revision && filter.AsOf is null) context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(json, JsonBody.GeoJson, contentEncoding: null);
    }

    /// <summary>A UUID as it stands or, of an incident, by its key in the columns of /api/incidents.arrow.</summary>
    private static async Task<Guid?> Id(FeatureKind kind, NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(id, "D", out var guid)) return guid;
        if (kind.Layer != Layer.Incidents || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var key)) return null;
        await using var command = new NpgsqlCommand(kind.Query("by_key"), connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = key } } };
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <summary>The feature as text and its revision; null: there is none.</summary>
    public static async Task<(string Json, long Revision)?> Find(
        FeatureKind kind, NpgsqlConnection connection, Guid id, Filter filter, CancellationToken cancellationToken)
    {
        await using var command = FilterSql.Command(connection, kind.Query("one"), filter, kind.Layer, [id]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetInt64(1)) : null;
    }

    public static async Task<IResult> History(FeatureKind kind, string id, HttpContext context, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } problem) return problem.Result();
        if (!Guid.TryParseExact(id, "D", out var guid)) return kind.Unknown(id).Result();

        var changes = new List<RecordHistory>();
        await using var command = database.CreateCommand(Database.Sql.Read("Records/history.sql"));
        command.Parameters.Add(new NpgsqlParameter { Value = guid, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = kind.LogLayer, NpgsqlDbType = NpgsqlDbType.Text });
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                changes.Add(new RecordHistory(
                    reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetInt64(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4),
                    [.. reader.GetFieldValue<string[]>(5).Select(WireName).Distinct().Order(StringComparer.Ordinal)]));
        return changes.Count == 0
            ? kind.Unknown(id).Result()
            : Results.Json(changes, JsonSerializerOptions.Web);
    }

    /// <summary>A column's property on the wire.</summary>
    private static string WireName(string column) => column switch
    {
        "period" => "from/until",
        "area" or "location" => "geometry",
        "area_rule" => "rule",
        "entered_by" => "enteredBy",
        _ => DatabaseProblems.Wire(column),
    };
}

/// <summary>One change of a record.</summary>
/// <param name="Position">In the change log.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Op">created, updated or deleted.</param>
/// <param name="Revision">The record's revision after it; of a deletion, the last.</param>
/// <param name="By">Who made it, where the record says; null for a deletion and for a change from outside the API.</param>
/// <param name="Changed">The properties that it changed.</param>
public sealed record RecordHistory(long Position, DateTimeOffset At, string Op, long Revision, string? By, IReadOnlyList<string> Changed);
