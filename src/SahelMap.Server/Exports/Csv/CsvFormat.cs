using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;

namespace SahelMap.Server.Exports.Csv;

/// <summary>
/// One record a row, for spreadsheets and statistics; see <see cref="CsvRow"/> for how. Each row has its source, citation and licence.
/// from and until are as everywhere (until is the first day outside); lastDay is the same in the way people say it.
/// </summary>
public sealed class CsvFormat : IExportFormat
{
    private static readonly string[] Provenance =
        ["source", "citation", "url", "links", "licence", "retrieved", "basis", "confidence", "verified", "notes", "enteredBy", "revision", "updatedAt"];

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["incidents"] =
        [
            "id", "title", "titleFr", "type", "category", "from", "lastDay", "until", "datePrecision", "lon", "lat", "geoPrecision", "place", "country", "admin1",
            "sideA", "sideB", "actors", "attributedBy", "deathsLow", "deathsBest", "deathsHigh", "civilianDeathsLow", "civilianDeaths", "civilianDeathsHigh",
            "peacekeeperDeaths", "deathsInconsistent", "countedElsewhere", "forcesInvolved", "narrative", "narrativeFr", "synthetic", "dataset", "datasetKey", .. Provenance,
        ],
        ["deployments"] =
        [
            "id", "actor", "name", "nameFr", "kind", "role", "from", "lastDay", "until", "fromPrecision", "untilPrecision", "roleUntil", "place", "troops", "rule",
            "approximate", "areaInWords", "areaNote", "synthetic", "dataset", "datasetKey", .. Provenance,
        ],
    };

    public string Name => "csv";

    public string ContentType => "text/csv; charset=utf-8; header=present";

    public async Task WriteAsync(LayerSnapshot layer, PipeWriter output, CancellationToken cancellationToken)
    {
        var columns = Columns[layer.Head.Layer];
        var row = new CsvRow(output);
        output.Write(CsvRow.ByteOrderMark);
        foreach (var column in columns) row.Plain(column);
        row.End();
        await layer.CopyFeaturesAsync(async (features, cancel) =>
        {
            // JSON texts hold no line breaks of their own.
            for (var rest = features; rest.Length > 0;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                Write(row, columns, end < 0 ? rest : rest[..end]);
                rest = end < 0 ? default : rest[(end + 1)..];
            }
            return !(await output.FlushAsync(cancel)).IsCompleted;
        }, "\n"u8.ToArray(), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private static void Write(CsvRow row, string[] columns, ReadOnlyMemory<byte> json)
    {
        using var feature = JsonDocument.Parse(json);
        var properties = feature.RootElement.GetProperty("properties");
        foreach (var column in columns)
        {
            switch (column)
            {
                case "id": row.Plain(feature.RootElement.GetProperty("id").GetString()); break;
                case "lon": row.Plain(Coordinate(feature.RootElement, 0)); break;
                case "lat": row.Plain(Coordinate(feature.RootElement, 1)); break;
                case "lastDay": row.Plain(LastDay(properties)); break;
                default: Value(row, properties.TryGetProperty(column, out var value) ? value : default); break;
            }
        }
        row.End();
    }

    private static void Value(CsvRow row, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: row.Text(value.GetString()); break;
            case JsonValueKind.Array: row.Text(string.Join("; ", value.EnumerateArray().Select(v => v.ToString()))); break;
            case JsonValueKind.Undefined or JsonValueKind.Null: row.Plain(null); break;
            default: row.Plain(value.GetRawText()); break;
        }
    }

    private static string? Coordinate(JsonElement feature, int axis) => feature.GetProperty("geometry").GetProperty("coordinates")[axis].GetRawText();

    private static string? LastDay(JsonElement properties) =>
        properties.GetProperty("until").GetString() is { } until
            ? DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
}
