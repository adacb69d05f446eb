using System.Data;
using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <summary>
/// /api/incidents.arrow: the filtered incidents as an Apache Arrow IPC stream, newest record batch first. Points are GeoArrow
/// (interleaved, EPSG:4326), days date32 with "until" the first day outside, actors the codes joined by ";". Narratives and
/// sources are not in it: GET the record. The schema's metadata has the change-log position that all rows show.
/// </summary>
internal static class ArrowFeed
{
    public const string MediaType = "application/vnd.apache.arrow.stream";
    private const int BatchRows = 65_536;

    private static readonly string[] WordColumns = ["type", "actors", "datePrecision", "geoPrecision", "dataset", "country", "admin1"];

    public static readonly FixedSizeBinaryType Id = new(16);
    public static readonly FixedSizeListType Point = new(new Field("xy", DoubleType.Default, nullable: false), 2);

    private static readonly Dictionary<string, string> GeoArrow = new()
    {
        ["ARROW:extension:name"] = "geoarrow.point",
        ["ARROW:extension:metadata"] = """{"crs":"EPSG:4326","crs_type":"authority_code"}""",
    };

    public static async Task<IResult> Get(HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem, clock: clock)) return problem.Result();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One snapshot for the position, the dictionaries and the rows.
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var at = await ChangeLogPosition.Read(connection, cancellationToken);
        if (ETags.NotModified(context, ETags.OfPosition(at, $"{context.Request.Path}?{filter.ToQuery()}"))) return Results.Empty;

        var words = await WordsAsync(connection, filter, cancellationToken);
        var schema = Describe(words, at);
        context.Response.ContentType = MediaType;
        using var writer = new ArrowStreamWriter(context.Response.Body, schema, leaveOpen: true);
        var batch = new ArrowBatch(schema, words);
        var sent = false;
        await using (var command = FilterSql.Command(connection, Sql.Read("Incidents/arrow.sql"), filter, Layer.Incidents))
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            while (await row.ReadAsync(cancellationToken))
            {
                batch.Add(row);
                if (batch.Length < BatchRows) continue;
                await SendAsync();
                batch = new ArrowBatch(schema, words);
            }

        // Without rows an empty batch still carries the dictionaries.
        if (batch.Length > 0 || !sent) await SendAsync();
        await writer.WriteEndAsync(cancellationToken);
        return Results.Empty;

        async Task SendAsync()
        {
            using var built = batch.Build();
            await writer.WriteRecordBatchAsync(built, cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            sent = true;
        }
    }

    private static async Task<List<ArrowWords>> WordsAsync(NpgsqlConnection connection, Filter filter, CancellationToken cancellationToken)
    {
        await using var command = FilterSql.Command(connection, Sql.Read("Incidents/arrow_values.sql"), filter, Layer.Incidents);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return [.. WordColumns.Select((name, i) => new ArrowWords(name, row.IsDBNull(i) ? [] : row.GetFieldValue<string[]>(i)))];
    }

    private static Schema Describe(List<ArrowWords> words, ChangeLogPosition at) => new(
    [
        new Field("id", Id, nullable: false),
        new Field("location", Point, nullable: false, GeoArrow),
        new Field("from", Date32Type.Default, nullable: false),
        new Field("until", Date32Type.Default, nullable: false),
        .. words.Select(w => w.Field),
        new Field("deathsBest", Int32Type.Default, nullable: true),
        new Field("civilianDeaths", Int32Type.Default, nullable: true),
        new Field("peacekeeperDeaths", Int32Type.Default, nullable: true),
        new Field("synthetic", BooleanType.Default, nullable: false),
        new Field("countedElsewhere", BooleanType.Default, nullable: false),
    ],
    new Dictionary<string, string>
    {
        ["sahelmap.epoch"] = at.Epoch.ToString(),
        ["sahelmap.position"] = at.Position.ToString(CultureInfo.InvariantCulture),
    });
}
