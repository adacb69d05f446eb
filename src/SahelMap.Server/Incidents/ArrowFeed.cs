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

    /// <summary>The first batch is small, to be on the map early; the others are as large as pays.</summary>
    private const int FirstRows = 4_096, BatchRows = 65_536;

    public static readonly QueryParameter Columns = new("columns", "map; leave it out for the open form",
        "map: the slim form that the page loads, at most 24 bytes an incident before compression: key, lon, lat (float32), from, and dictionaries of JSON arrays for kind, place and toll.",
        Names: ["map"]);

    public static readonly QueryParameter Since = new("since", "a position of the change log, 0 or more, with epoch and without a filter",
        "Only what changed after this position: a column removed marks the incidents that are gone, which come first and in their last state. 410 where that cannot be told.",
        ParameterShape.WholeNumber);

    public static readonly QueryParameter Epoch = new("epoch", "a UUID, the sahelmap.epoch of an earlier answer, with since", "The database that the position is of.");

    public static async Task<IResult> Get(
        HttpContext context, NpgsqlDataSource database, IOptions<MapOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        if (!Filter.TryParse(query, [Columns.Name, Since.Name, Epoch.Name], out var filter, out var problem, clock: clock)) return problem.Result();
        if (!TryParse(query, filter, out var forMap, out var since, out problem)) return problem!.Result();

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One snapshot for the position, the dictionaries and the rows.
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var at = await ChangeLogPosition.Read(connection, cancellationToken);
        if (since is { } place && await CannotTell(connection, at, place, cancellationToken) is { } gone) return gone.Result();
        var limit = options.Value.BrowserIncidents;
        if (forMap && await Count(connection, filter, limit, cancellationToken) > limit) return TooMany(limit).Result();
        var asked = $"{context.Request.Path}?{filter.ToQuery()} {forMap} {since}";
        if (ETags.NotModified(context, ETags.OfPosition(at, asked))) return Results.Empty;

        NpgsqlCommand Ask(string name) => since is { } from
            ? new(Sql.Read($"Incidents/arrow_since{name}.sql"), connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = from.Position } } }
            : FilterSql.Command(connection, Sql.Read($"Incidents/arrow{name}.sql"), filter, Layer.Incidents);
        await using var distinct = Ask("_values");
        var values = await ArrowValues.ReadAsync(distinct, cancellationToken);
        IArrowForm form = forMap ? new MapForm(values, since is not null) : new OpenForm(values, since is not null);
        context.Response.ContentType = MediaType;
        await using var rows = Ask("");
        await SendAsync(context.Response.Body, form, at, values.Rows, ArrowRow.ReadAsync(rows, cancellationToken), cancellationToken);
        return Results.Empty;
    }

    public static async Task SendAsync(
        Stream body, IArrowForm form, ChangeLogPosition at, long count, IAsyncEnumerable<ArrowRow> rows, CancellationToken cancellationToken)
    {
        var schema = new Schema(form.Fields, new Dictionary<string, string>
        {
            ["sahelmap.epoch"] = at.Epoch.ToString(),
            ["sahelmap.position"] = at.Position.ToString(CultureInfo.InvariantCulture),
            ["sahelmap.count"] = count.ToString(CultureInfo.InvariantCulture),
        });
        using var writer = new ArrowStreamWriter(body, schema, leaveOpen: true);
        var (length, full, sent) = (0, FirstRows, false);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            form.Add(row);
            if (++length == full) await SendBatch();
        }
        // Without rows an empty batch still carries the dictionaries.
        if (length > 0 || !sent) await SendBatch();
        await writer.WriteEndAsync(cancellationToken);

        async Task SendBatch()
        {
            using var batch = new RecordBatch(schema, form.Take(length), length);
            await writer.WriteRecordBatchAsync(batch, cancellationToken);
            await body.FlushAsync(cancellationToken);
            (length, full, sent) = (0, BatchRows, true);
        }
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
    private static async Task<ProblemDetails?> CannotTell(NpgsqlConnection connection, ChangeLogPosition at, ChangeLogPosition since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pruned FROM change_log_state", connection);
        var pruned = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (since.Epoch == at.Epoch && since.Position >= pruned && since.Position <= at.Position) return null;
        return Problem.Make(410, "difference-gone", "Difference gone", string.Create(CultureInfo.InvariantCulture,
            $"What changed since position {since.Position} of epoch {since.Epoch} cannot be told; accepted: {pruned} to {at.Position} of epoch {at.Epoch}. Load the whole, without since and epoch."));
    }

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
