using System.Data;
using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <summary>
/// /api/incidents.arrow: the filtered incidents as an Apache Arrow IPC stream, newest record batch first, in the open form or the
/// map's; or what changed since a position of the change log. Narratives and sources are not in it: GET the record. The schema's
/// metadata has the position that all rows show and how many they are.
/// </summary>
internal static class ArrowFeed
{
    public const string MediaType = "application/vnd.apache.arrow.stream";

    public static readonly QueryParameter Columns = new("columns", "map; leave it out for the open form",
        "map: the slim form that the page loads, at most 24 bytes an incident before compression: key, lon, lat (float32), from, and dictionaries of JSON arrays for kind, place and toll.",
        Names: ["map"]);

    public static readonly QueryParameter Since = new("since", "a position of the change log, 0 or more, with epoch and without a filter",
        "Only what changed after this position: a column removed marks the incidents that are gone, which come first and in their last state. 410 where that cannot be told.",
        ParameterShape.WholeNumber);

    public static readonly QueryParameter Epoch = new("epoch", "a UUID, the sahelmap.epoch of an earlier answer, with since", "The database that the position is of.");

    public static async Task<IResult> Get(
        HttpContext context, NpgsqlDataSource database, CurrentColumns current, IOptions<MapOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        if (!Filter.TryParse(query, [Columns.Name, Since.Name, Epoch.Name], out var filter, out var problem, clock: clock)) return problem.Result();
        if (!TryParse(query, filter, out var forMap, out var since, out problem)) return problem!.Result();

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One snapshot for the position, the dictionaries and the rows.
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (at, pruned) = await ChangeLogPosition.ReadWithPruned(connection, cancellationToken);
        var limit = options.Value.BrowserIncidents;
        if (forMap && (filter == Filter.None && current.CountAt(at) is { } all ? all : await Count(connection, filter, limit, cancellationToken)) > limit)
            return TooMany(limit).Result();
        if (since is { } place && CannotTell(at, pruned, place) is { } gone) return gone.Result();
        if (ETags.NotModified(context, ETags.OfPosition(at, $"{context.Request.Path}?{filter.ToQuery()} {forMap} {since}"))) return Results.Empty;

        context.Response.ContentType = MediaType;
        if (forMap && since is null && filter == Filter.None)
        {
            await snapshot.CommitAsync(cancellationToken);
            await SendAsync(context.Response.Body, await current.NowAsync(connection, at, cancellationToken), withRemoved: false, cancellationToken);
            return Results.Empty;
        }
        NpgsqlCommand Ask(string name) => since is { } from
            ? new(Sql.Read($"Incidents/arrow_since{name}.sql"), connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = from.Position } } }
            : FilterSql.Command(connection, Sql.Read($"Incidents/arrow{name}.sql"), filter, Layer.Incidents);
        await using var rows = Ask("");
        if (forMap)
        {
            var columns = await MapColumns.BuildAsync(ArrowRow.ReadAsync(rows, cancellationToken), at, null, cancellationToken);
            await SendAsync(context.Response.Body, columns, since is not null, cancellationToken);
            return Results.Empty;
        }
        await using var distinct = Ask("_values");
        var values = await ArrowValues.ReadAsync(distinct, cancellationToken);
        var form = new OpenForm(values, since is not null);
        var schema = form.Schema(at, values.Rows);
        await WriteAsync(context.Response.Body, schema, form.Batches(schema, ArrowRow.ReadAsync(rows, cancellationToken), cancellationToken), cancellationToken);
        return Results.Empty;
    }

    /// <param name="withRemoved">As a difference.</param>
    public static Task SendAsync(Stream body, MapColumns columns, bool withRemoved, CancellationToken cancellationToken)
    {
        var (schema, batches) = columns.ToArrow(withRemoved);
        return WriteAsync(body, schema, batches.ToAsyncEnumerable(), cancellationToken);
    }

    private static async Task WriteAsync(Stream body, Schema schema, IAsyncEnumerable<RecordBatch> batches, CancellationToken cancellationToken)
    {
        using var writer = new ArrowStreamWriter(body, schema, leaveOpen: true);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
            using (batch)
            {
                await writer.WriteRecordBatchAsync(batch, cancellationToken);
                await body.FlushAsync(cancellationToken);
            }
        await writer.WriteEndAsync(cancellationToken);
    }

    private static bool TryParse(IQueryCollection query, Filter filter, out bool forMap, out ChangeLogPosition? since, out ProblemDetails? problem)
    {
        (forMap, since, problem) = (false, null, null);
        if (query.TryGetValue(Columns.Name, out var columns))
        {
            if (columns != "map") problem = Problem.BadParameter(Columns.Name, columns, Columns.Accepts);
            forMap = true;
        }
        if (!query.TryGetValue(Since.Name, out var text))
        {
            if (query.TryGetValue(Epoch.Name, out var alone)) problem ??= Problem.BadParameter(Epoch.Name, alone, Epoch.Accepts);
            return problem is null;
        }
        // A row that no longer passes a filter would stay in the reader's copy for good.
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || filter != Filter.None)
            problem ??= Problem.BadParameter(Since.Name, text, filter == Filter.None ? Since.Accepts : $"no filter beside it, but there is {filter.ToQuery()}");
        if (!Guid.TryParseExact(query[Epoch.Name], "D", out var epoch)) problem ??= Problem.BadParameter(Epoch.Name, query[Epoch.Name], Epoch.Accepts);
        since = new(epoch, position);
        return problem is null;
    }

    /// <summary>Null where the change log still has everything after that place.</summary>
    private static ProblemDetails? CannotTell(ChangeLogPosition at, long pruned, ChangeLogPosition since) =>
        since.Epoch == at.Epoch && since.Position >= pruned && since.Position <= at.Position
            ? null
            : Problem.Make(410, "difference-gone", "Difference gone", string.Create(CultureInfo.InvariantCulture,
                $"What changed since position {since.Position} of epoch {since.Epoch} cannot be told; accepted: {pruned} to {at.Position} of epoch {at.Epoch}. Load the whole, without since and epoch."));

    /// <summary>How many pass, counted no further than one above the limit.</summary>
    private static async Task<long> Count(NpgsqlConnection connection, Filter filter, int limit, CancellationToken cancellationToken)
    {
        var limited = new NpgsqlParameter<int> { TypedValue = limit < int.MaxValue ? limit + 1 : limit };
        await using var command = FilterSql.Command(connection, Sql.Read("Incidents/count_up_to.sql"), filter, Layer.Incidents, null, limited);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static ProblemDetails TooMany(int limit)
    {
        var problem = Problem.Make(413, "too-many-incidents", "Too many incidents for a browser", string.Create(CultureInfo.InvariantCulture,
            $"There are more than the {limit} incidents that a page is to hold (Map__BrowserIncidents). Draw /tiles/incidents/{{z}}/{{x}}/{{y}}.mvt and take the numbers from /api/incidents/counts, or leave columns=map out."));
        problem.Extensions["limit"] = limit;
        return problem;
    }
}
