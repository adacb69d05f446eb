using System.Buffers;
using System.Globalization;
using System.Net.Mime;
using SahelMap.Contracts;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Exports;
using SahelMap.Server.Exports.Csv;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>/export/overlaps.geojson and .csv: the filtered overlaps as a file that says what it rests on.</summary>
public static class OverlapExport
{
    private const int FlushAt = 64 * 1024;

    private static readonly QueryParameter[] Own = [OverlapOptions.SortParameter, OverlapOptions.ToleranceParameter];

    private static readonly string[] Columns =
    [
        "id", "pocActor", "ctActor", "pocName", "ctName", "from", "lastDay", "until", "days", "km2", "km2Days", "pocShare", "ctShare", "incidents", "civilianDeaths", "deaths",
        "approximate", "synthetic", "pocSource", "pocCitation", "pocLicence", "ctSource", "ctCitation", "ctLicence",
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/export/overlaps.geojson", Export).WithName("ExportOverlaps").WithTags(ApiTags.Exports)
            .WithSummary("The filtered overlaps as a GeoJSON file, with attribution and what each side of a pair rests on.")
            .TakesFilter(Own).AnswersTag().Produces(200, contentType: "application/geo+json");
        routes.MapGet("/export/overlaps.csv", ExportRows).WithName("ExportOverlapRows").WithTags(ApiTags.Exports)
            .WithSummary("The filtered overlaps as a CSV file, a pair a row, with what each side of it rests on.")
            .TakesFilter(OverlapOptions.SortParameter).AnswersTag().Produces(200, contentType: "text/csv");
    }

    private static async Task ExportRows(HttpContext context, OverlapQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await OverlapEndpoints.BeginAsync(context, [OverlapOptions.SortParameter], queries, clock, cancellationToken) is not var (filter, options)) return;
        var read = await queries.ListAsync(filter, cancellationToken);
        var csv = ExportFormats.Find("csv")!;
        OverlapEndpoints.Begin(context, OverlapEndpoints.Tag(context, read.Place, read.Today, filter, options), csv.ContentType);
        context.Response.Headers.ContentDisposition = new ContentDisposition { FileName = ExportsFeature.FileName(Head(read, filter, clock), csv) }.ToString();

        var output = context.Response.BodyWriter;
        output.Write(CsvRow.ByteOrderMark);
        var row = new CsvRow(output);
        foreach (var column in Columns) row.Plain(column);
        row.End();
        foreach (var (o, _, poc, ct) in options.Order(read.Value))
        {
            Write(row, o);
            foreach (var e in new[] { poc, ct })
                foreach (var text in new[] { e.Source, e.Citation, e.Licence }) row.Text(text);
            row.End();
            if (output.UnflushedBytes > FlushAt && (await output.FlushAsync(cancellationToken)).IsCompleted) return;
        }
        await output.FlushAsync(cancellationToken);
    }

    private static void Write(CsvRow row, Overlap o)
    {
        row.Plain(o.Id);
        foreach (var text in new[] { o.PocActor, o.CtActor, o.PocName, o.CtName }) row.Text(text);
        foreach (var value in new IFormattable?[]
                 { Iso(o.From), Iso(o.Until?.AddDays(-1)), Iso(o.Until), o.Days, o.Km2, o.Km2Days, o.PocShare, o.CtShare, o.Incidents, o.CivilianDeaths, o.Deaths })
            row.Plain(value?.ToString(null, CultureInfo.InvariantCulture));
        row.Plain(o.Approximate ? "true" : "false");
        row.Plain(o.Synthetic ? "true" : "false");

        static IFormattable? Iso(DateOnly? day) => day is { } d ? (FormattableString)$"{d:yyyy-MM-dd}" : null;
    }

    private static async Task Export(HttpContext context, OverlapQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await OverlapEndpoints.BeginAsync(context, Own, queries, clock, cancellationToken) is not var (filter, options)) return;
        var read = await queries.ListAsync(filter, cancellationToken);

        OverlapEndpoints.Begin(context, OverlapEndpoints.Tag(context, read.Place, read.Today, filter, options), "application/geo+json");
        var head = Head(read, filter, clock);
        context.Response.Headers.ContentDisposition = new ContentDisposition { FileName = ExportsFeature.FileName(head, ExportFormats.Find("geojson")!) }.ToString();
        var features = new GeoJsonStream(context.Response.BodyWriter);
        features.Begin(head);
        foreach (var row in options.Order(read.Value))
        {
            features.Add(json => OverlapJson.Write(json, row, Simplification.Of(row.Ground, options.Tolerance), evidence: true));
            if (!await features.FlushIfFullAsync(cancellationToken)) return;
        }
        await features.EndAsync(cancellationToken);
    }

    private static ExportHead Head(OverlapRead<List<OverlapRow>> read, Filter filter, TimeProvider clock)
    {
        var query = filter.ToQuery();
        var sides = read.Value.SelectMany(r => new[] { r.Poc, r.Ct });
        return new()
        {
            Layer = "overlaps",
            Attribution = [.. sides.GroupBy(e => (e.Source, e.Citation, e.Url, e.Licence)).OrderBy(g => g.Key.Source, StringComparer.Ordinal).ThenBy(g => g.Key.Citation, StringComparer.Ordinal)
                .Select(g => new Exports.Attribution(g.Key.Source, g.Key.Citation, g.Key.Url, g.Key.Licence, g.Count()))],
            Filter = FilterWords.Of(filter),
            Query = query,
            GeneratedAt = clock.GetUtcNow(),
            Position = read.Place.Position,
            Epoch = read.Place.Epoch,
            Approximate = read.Value.Any(r => r.Overlap.Approximate)
                ? "Overlaps marked approximate rest on at least one zone whose area is made by a rule from the facts (regions, a distance from a border, a radius), not surveyed."
                : null,
            Synthetic = read.Value.LongCount(r => r.Overlap.Synthetic),
        };
    }
}
