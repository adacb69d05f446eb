using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using SahelMap.Contracts;
using SahelMap.Domain.Analysis;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Incidents;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>/api/overlaps and what belongs to it.</summary>
public static class OverlapEndpoints
{
    private const int FlushAt = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var overlaps = routes.MapGroup("/api/overlaps").WithTags(ApiTags.Analyses);
        overlaps.MapGet("", List).WithName("ListOverlaps")
            .WithSummary("Every pair of a PoC and a CT deployment that share ground and days, as GeoJSON.")
            .WithDescription("An actor, kind or role passes a pair when either side has it. A period passes pairs whose shared days touch it and, like type, "
                + "minDeaths, country, admin1, bbox, source and q, restricts the incidents that are counted. Incidents marked countedElsewhere count as "
                + "incidents, their dead are in no sum. km2 and days are those of the pair, whatever the filter.")
            .TakesFilter(OverlapOptions.OfList).AnswersTag().Produces(200, contentType: "application/geo+json");
        overlaps.MapGet("/summary", Summary).WithName("SummariseOverlaps")
            .WithSummary("Totals by pair of actors and by month; overlapping grounds and incidents in several pairs count once.")
            .TakesFilter().AnswersTag().Produces<OverlapSummary>();
        overlaps.MapGet("/{id}", One).WithName("GetOverlap")
            .WithSummary("One pair, by {poc}_{ct}, with what each side rests on. The filter restricts the incidents that are counted.")
            .TakesFilter(OverlapOptions.OfOne).AnswersTag().Produces(200, contentType: "application/geo+json").ProducesProblem(404);
        overlaps.MapGet("/{id}/incidents", Incidents).WithName("ListOverlapIncidents")
            .WithSummary("A page of the incidents inside one pair's shared ground and days: those that the pair counts.")
            .WithDescription("As /api/incidents gives them, in the order of the first day; follow links[rel=next]. The filter restricts them as it "
                + "restricts what is counted: period, type, minDeaths, country, admin1, bbox, source and q do, actor, kind and role do not.")
            .TakesFilter(Paging.Parameters).AnswersTag().Produces<FeatureCollection<IncidentProperties>>(200, JsonBody.GeoJson)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task List(HttpContext context, OverlapQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await BeginAsync(context, OverlapOptions.OfList, queries, clock, cancellationToken) is not var (filter, options)) return;
        var read = await queries.ListAsync(filter, cancellationToken);
        Begin(context, Tag(context, read.Place, read.Today, filter, options), "application/geo+json");

        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, OverlapJson.Writer);
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteString("epoch"u8, read.Place.Epoch);
        json.WriteNumber("position"u8, read.Place.Position);
        json.WriteString("today"u8, read.Today.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("total"u8, read.Value.Count);
        json.WriteStartArray("features"u8);
        foreach (var row in options.Order(read.Value))
        {
            OverlapJson.Write(json, row, Ground(row, options), evidence: false);
            if (json.BytesPending < FlushAt) continue;
            await json.FlushAsync(cancellationToken);
            await context.Response.BodyWriter.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static async Task One(HttpContext context, string id, OverlapQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await BeginAsync(context, OverlapOptions.OfOne, queries, clock, cancellationToken) is not var (filter, options)) return;
        var read = TryKey(id, out var key) ? await queries.FindAsync(key, filter, cancellationToken) : null;
        if (read?.Value is not { } row)
        {
            await ProblemResponse.Write(context, Problem.Unknown("overlap", id, filter.AsOf));
            return;
        }
        Begin(context, Tag(context, read.Place, read.Today, filter, options), "application/geo+json");
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, OverlapJson.Writer);
        OverlapJson.Write(json, row, Ground(row, options), evidence: true);
        await json.FlushAsync(cancellationToken);
    }

    private static async Task<IResult> Incidents(string id, HttpContext context, OverlapQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Filter.TryParse(context.Request.Query, Paging.Parameters.Select(p => p.Name), out var filter, out var problem, clock: clock)) return problem.Result();
        if (!Paging.TryParse(context.Request.Query, out var paging, out problem)) return problem.Result();
        if (!await queries.ReadyAsync(cancellationToken)) return ProblemResponse.NotLoaded(context).Result();
        if (!TryKey(id, out var key) || await queries.IncidentsAsync(key, filter, cancellationToken) is not { Value: { } ids, Place: var place })
            return Problem.Unknown("overlap", id, filter.AsOf).Result();
        return new FeaturePage(IncidentsFeature.Incidents, filter, paging)
        {
            Route = $"/api/overlaps/{key}/incidents",
            Chosen = (ids, new(Guid.Parse(place.Epoch), place.Position)),
        };
    }

    private static async Task Summary(HttpContext context, OverlapQueries queries, OverlapSummaries summaries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await BeginAsync(context, [], queries, clock, cancellationToken) is not var (filter, options)) return;
        var summary = await summaries.MakeAsync(filter, cancellationToken);
        Begin(context, Tag(context, new(summary.Epoch, summary.Position), summary.Today, filter, options), "application/json");
        await JsonSerializer.SerializeAsync(context.Response.Body, summary, EvidenceJson.Default.OverlapSummary, cancellationToken);
    }

    /// <summary>What is asked for; null where the answer has been given: a problem, or 304.</summary>
    internal static async Task<(Filter Filter, OverlapOptions Options)?> BeginAsync(
        HttpContext context, QueryParameter[] own, OverlapQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!OverlapOptions.TryParse(context.Request.Query, own, clock, out var filter, out var options, out var problem))
        {
            await ProblemResponse.Write(context, problem);
            return null;
        }
        if (!await queries.ReadyAsync(cancellationToken))
        {
            await ProblemResponse.Write(context, ProblemResponse.NotLoaded(context));
            return null;
        }
        // Before anything is computed; what is then answered may be of a later state, and says so in its own tag.
        if (filter.AsOf is null && queries.Place is { } place && ETags.NotModified(context, Tag(context, place, queries.Today(filter), filter, options))) return null;
        return (filter, options);
    }

    internal static void Begin(HttpContext context, EntityTagHeaderValue tag, string type)
    {
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "no-cache"; // may be kept, must be asked about
        context.Response.ContentType = type;
    }

    private static NetTopologySuite.Geometries.Geometry? Ground(OverlapRow row, OverlapOptions options) =>
        options.Geometry ? Simplification.Of(row.Ground, options.Tolerance) : null;

    private static bool TryKey(string id, out PairKey key)
    {
        key = default;
        if (id.Split('_') is not [var poc, var ct] || !Guid.TryParse(poc, out var pocId) || !Guid.TryParse(ct, out var ctId)) return false;
        key = new(pocId, ctId);
        return true;
    }

    /// <summary>The state, the day (ongoing overlaps grow by one each day) and the question.</summary>
    internal static EntityTagHeaderValue Tag(HttpContext context, Live.LogPlace place, DateOnly today, Filter filter, OverlapOptions options) =>
        ETags.OfPosition(new(Guid.Parse(place.Epoch), place.Position),
            string.Create(CultureInfo.InvariantCulture, $"{context.Request.Path} {filter.ToQuery()} {options} {today:O}"));
}
