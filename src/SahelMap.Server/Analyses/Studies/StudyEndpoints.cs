using System.Text.Json.Serialization.Metadata;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Deployments;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>/api/analyses/exposure and /api/analyses/arrival. They change nothing, so whoever may read may ask.</summary>
public static class StudyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var analyses = routes.MapGroup("/api/analyses").WithTags(ApiTags.Analyses);
        analyses.MapPost("/exposure", (HttpContext context, StudyQuestions questions, StudyRunner runner, CancellationToken ct) =>
                questions.AnswerAsync(context, (request, area) => runner.ExposureAsync(request, area, asOf: null, ct), StudyJson.Default.AnalysisAnswerExposureResult, ct))
            .WithName("AnalyseExposure").WithSummary("Rates of harm where PoC and CT deployments were alone, together or absent, with their uncertainty.")
            .WithDescription("Ground × days by stratum and month, incidents or deaths in it, rates per 1,000 km² and month with 95 % intervals, the ratio of both to PoC alone, by who is attributed, "
                + "by number of CT actors, and attacks on peacekeepers near and away from parallel forces. The answer is its own receipt: sahelmap replay computes it again.")
            .TakesOnly().TakesBody<AnalysisRequest>(JsonBody.Json).Produces<AnalysisAnswer<ExposureResult>>().ProducesProblem(400).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);
        analyses.MapPost("/arrival", (HttpContext context, StudyQuestions questions, StudyRunner runner, CancellationToken ct) =>
                questions.AnswerAsync(context, (request, area) => runner.ArrivalAsync(request, area, asOf: null, ct), StudyJson.Default.AnalysisAnswerArrivalResult, ct))
            .WithName("AnalyseArrival").WithSummary("What happened before and after CT deployments arrived in, and left, PoC areas.")
            .WithDescription("An event study over the ground that each shared with PoC areas: rates by days from the event with 95 % intervals, the trend before, and a permutation test over shifted dates.")
            .TakesOnly().TakesBody<AnalysisRequest>(JsonBody.Json).Produces<AnalysisAnswer<ArrivalResult>>().ProducesProblem(400).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);
    }
}

/// <summary>From a body to a checked question, and from an answer to the response.</summary>
public sealed class StudyQuestions(BasemapAreas basemap, KnownNames names, TimeProvider clock)
{
    public async Task AnswerAsync<T>(HttpContext context, Func<AnalysisRequest, Geometry, Task<T>> answer, JsonTypeInfo<T> shape, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.Read(context.Request, cancellationToken);
        if (body is null)
        {
            await ProblemResponse.Write(context, problem!);
            return;
        }
        using (body)
        {
            var reading = StudyQuestion.Read(body.RootElement, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
            var errors = reading.Errors;
            Geometry? area = null;
            if (reading.Record is { } request)
            {
                (area, var wrong) = StudyQuestion.Ground(request.Area, await basemap.Current(cancellationToken));
                if (wrong is not null) errors = [wrong];
                else if (await UnknownActorAsync(request, cancellationToken) is { } unknown) errors = [unknown];
            }
            if (errors.Count > 0)
            {
                await ProblemResponse.Write(context, Problem.InvalidRequest(errors));
                return;
            }
            try
            {
                await Results.Json(await answer(reading.Record!, area!), shape).ExecuteAsync(context);
            }
            catch (ArgumentException tooLarge)
            {
                await ProblemResponse.Write(context, Problem.TooLarge(tooLarge.Message));
            }
        }
    }

    private async Task<FieldError?> UnknownActorAsync(AnalysisRequest request, CancellationToken cancellationToken)
    {
        foreach (var (place, actors) in new[] { ("poc.actors", request.Poc.Actors), ("ct.actors", request.Ct.Actors) })
            if (actors is not null && await names.UnknownActor(actors, cancellationToken) is { } unknown)
                return AnalysisBodies.UnknownActor(place, unknown);
        return null;
    }
}
