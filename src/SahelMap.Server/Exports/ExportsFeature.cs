using System.Net.Mime;
using System.Text.RegularExpressions;
using Npgsql;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Exports;

public static partial class ExportsFeature
{
    private const int LongestName = 100;

    public static IServiceCollection AddExports(this IServiceCollection services) => services;

    public static WebApplication MapExports(this WebApplication app)
    {
        foreach (var layer in ExportLayer.Known)
            foreach (var format in ExportFormats.All)
                app.MapGet($"/export/{layer.Name}.{format.Name}",
                        (HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken ct) => Export(context, layer, format, database, clock, ct))
                    .WithTags(ApiTags.Exports).WithName($"Export{layer.Name}{format.Name}").WithSummary($"The filtered {layer.Name} as a {format.Name} file")
                    .WithDescription("Streamed, all of one state of the database; in order of days up to 20,000 features. The head of a geojson file names every source with its citation and licence, "
                        + "the filter in words and as a query, and the position of the change log; `sahelmap import` takes it back. A csv file has a source, citation and licence in each row.")
                    .TakesFilter().AnswersTag().Produces(200, contentType: format.ContentType).ProducesProblem(400).ProducesProblem(503);
        return app;
    }

    private static async Task<IResult> Export(
        HttpContext context, ExportLayer layer, IExportFormat format, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem, clock: clock)) return problem.Result();
        await using var snapshot = await LayerSnapshot.TakeAsync(database, layer, filter, clock, cancellationToken);
        var at = new ChangeLogPosition(Guid.Parse(snapshot.Head.Epoch!), snapshot.Head.Position);
        if (ETags.NotModified(context, ETags.OfPosition(at, $"{context.Request.Path}?{snapshot.Head.Query}"))) return Results.Empty;

        context.Response.ContentType = format.ContentType;
        context.Response.Headers.ContentDisposition = new ContentDisposition { FileName = FileName(snapshot.Head, format) }.ToString();
        await format.WriteAsync(snapshot, context.Response.BodyWriter, cancellationToken);
        return Results.Empty;
    }

    /// <summary>Says what is in the file: layer, filter, day, e.g. sahelmap-incidents-actor-Wagner-from-2022-01-01-at-2026-11-24.geojson.</summary>
    public static string FileName(ExportHead head, IExportFormat format)
    {
        var filter = NotInNames().Replace(Uri.UnescapeDataString(head.Query), "-").Trim('-');
        if (filter.Length > LongestName) filter = filter[..LongestName].TrimEnd('-');
        return $"sahelmap-{head.Layer}{(filter.Length == 0 ? "" : "-")}{filter}-at-{head.GeneratedAt:yyyy-MM-dd}.{format.Name}";
    }

    [GeneratedRegex("[^A-Za-z0-9.]+")]
    private static partial Regex NotInNames();
}
