using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>One page of a layer as a GeoJSON FeatureCollection, passed on from PostGIS feature by feature.</summary>
public sealed class FeaturePage(FeatureKind kind, Filter filter, Paging paging) : IResult
{
    /// <summary>Bytes to gather before they are handed on.</summary>
    private const int Full = 32 * 1024;

    /// <summary>The path that its links name.</summary>
    public string Route { get; init; } = kind.Route;

    /// <summary>What somebody else's use of the filter chose, at a place in the change log: then only these are asked for.</summary>
    public (IReadOnlyList<Guid> Ids, ChangeLogPosition At)? Chosen { get; init; }

    private Filter Asked => Chosen is null ? filter : new() { AsOf = filter.AsOf };

    // Links stay readable; this is no HTML page.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancel = httpContext.RequestAborted;
        await using var connection = await httpContext.RequestServices.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);

        // Read before the page: the tag may be older than the page, never newer.
        var position = Chosen?.At ?? await ChangeLogPosition.Read(connection, cancel);
        position.SendWith(httpContext.Response);
        var self = paging.Query(filter);
        if (ETags.NotModified(httpContext, ETags.OfPosition(position, $"{Route}?{self}"))) return;

        long? matched = paging.Count ? await CountAll(connection, cancel) : null;
        await using var command = await Page(connection, cancel);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancel);
        var more = await reader.ReadAsync(cancel);
        var next = more && !await reader.IsDBNullAsync(0, cancel) ? PageKey.FromDatabase(reader.GetString(0)) : null;
        var nextLink = next is { } key ? $"{Route}?{(paging with { First = key, Count = false }).Query(filter)}" : null;

        var response = httpContext.Response;
        response.ContentType = JsonBody.GeoJson;
        if (nextLink is not null) response.Headers.Link = $"<{nextLink}>; rel=\"next\"; type=\"{JsonBody.GeoJson}\"";
        var body = response.BodyWriter;
        Write(body, "{\"type\":\"FeatureCollection\",\"features\":["u8);
        var returned = 0;
        for (; more; more = await reader.ReadAsync(cancel))
        {
            Write(body, returned++ == 0 ? "\n"u8 : ",\n"u8);
            await Copy(reader, body, cancel);
            if (body.UnflushedBytes >= Full && (await body.FlushAsync(cancel)).IsCompleted) return;
        }
        Write(body, Encoding.UTF8.GetBytes(Tail(returned, matched, $"{Route}?{self}", nextLink)));
        await body.FlushAsync(cancel);
    }

    private async Task<NpgsqlCommand> Page(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] own =
        [
            Value(paging.Limit, NpgsqlDbType.Integer),
            Value(paging.First?.Day, NpgsqlDbType.Date),
            Value(paging.First?.Id, NpgsqlDbType.Uuid),
        ];
        if (kind.Layer == Layer.Deployments)
        {
            return FilterSql.Command(connection, kind.Query("page"), Asked, kind.Layer, Chosen?.Ids,
                [.. own, Value(paging.Tolerance > 0 ? paging.Tolerance : null, NpgsqlDbType.Double)]);
        }


        // The period becomes bounds of the index that gives the order: see Incidents/page.sql.
        DateOnly? earliest = null;
        if (Asked is { From: { } from, AsOf: null })
        {
            await using var start = new NpgsqlCommand(Sql.Read("Incidents/earliest_start.sql"), connection) { Parameters = { Value(from, NpgsqlDbType.Date) } };
            earliest = (DateOnly)(await start.ExecuteScalarAsync(cancellationToken))!;
        }
        return FilterSql.Command(connection, kind.Query("page"), Asked with { From = null, Until = null }, kind.Layer, Chosen?.Ids,
        [
            .. own, Value(earliest, NpgsqlDbType.Date), Value(Asked.From, NpgsqlDbType.Date), Value(Asked.Until, NpgsqlDbType.Date),
        ]);
    }

    private async Task<long> CountAll(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = FilterSql.Command(connection, kind.Query("count"), Asked, kind.Layer, Chosen?.Ids);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlParameter Value(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static async Task Copy(NpgsqlDataReader reader, PipeWriter to, CancellationToken cancellationToken)
    {
        await using var feature = await reader.GetStreamAsync(1, cancellationToken);
        int read;
        while ((read = await feature.ReadAsync(to.GetMemory(4096), cancellationToken)) > 0) to.Advance(read);
    }

    private static void Write(PipeWriter to, ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(to.GetSpan(utf8.Length));
        to.Advance(utf8.Length);
    }

    private static string Tail(int returned, long? matched, string self, string? next)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"\n],\"numberReturned\":{returned}"));
        if (matched is { } m) text.Append(CultureInfo.InvariantCulture, $",\"numberMatched\":{m}");
        text.Append(",\"links\":[").Append(Link("self", self));
        if (next is not null) text.Append(',').Append(Link("next", next));
        return text.Append("]}\n").ToString();

        static string Link(string rel, string href) => $"{{\"rel\":\"{rel}\",\"type\":\"{JsonBody.GeoJson}\",\"href\":{JsonSerializer.Serialize(href, Relaxed)}}}";
    }
}
