using System.Net.Mime;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Exports;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>/export/overlaps.geojson: the filtered overlaps as a file that says what it rests on.</summary>
public static class OverlapExport
{
    private static readonly QueryParameter[] Own = [OverlapOptions.SortParameter, OverlapOptions.ToleranceParameter];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/export/overlaps.geojson", Export).WithName("ExportOverlaps").WithTags(ApiTags.Exports)
            .WithSummary("The filtered overlaps as a GeoJSON file, with attribution and what each side of a pair rests on.")
            .TakesFilter(Own).AnswersTag().Produces(200, contentType: "application/geo+json");

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
                .Select(g => new Attribution(g.Key.Source, g.Key.Citation, g.Key.Url, g.Key.Licence, g.Count()))],
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
