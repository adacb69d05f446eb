using SahelMap.Contracts;
using SahelMap.Server.Analyses.Studies;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Analyses.SetOverlaps;

/// <summary>POST /api/analyses/overlap.</summary>
public static class SetOverlapEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/analyses/overlap", Answer).WithTags(ApiTags.Analyses).WithName("AnalyseOverlap")
            .WithSummary("Ground and days that any two sets of deployments share.")
            .WithDescription("Sets by norm, actors and kinds of deployment. Pairs with km², days and incidents; totals in which ground, days and incidents count once where several meet; by pair of actors and by month; "
                + "and what becomes of the total when loosely known periods are read as long, or as short, as they may be.")
            .TakesOnly().TakesBody<OverlapRequest>(JsonBody.Json).Produces<OverlapAnswer>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);

    private static async Task Answer(HttpContext context, ReadModel model, AnalysisBodies bodies, KnownNames names, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await bodies.ReadAsync(context, SetOverlapQuestion.Read, cancellationToken) is not { } request) return;
        foreach (var (place, actors) in new[] { ("a.actors", request.A.Actors), ("b.actors", request.B.Actors) })
            if (actors is not null && await names.UnknownActor(actors, cancellationToken) is { } unknown)
            {
                await ProblemResponse.Write(context, Problem.InvalidRequest([AnalysisBodies.UnknownActor(place, unknown)]));
                return;
            }
        try
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var answer = await Task.Run(() => SetOverlapAnswers.Make(request, model, today, cancellationToken), cancellationToken);
            await Results.Json(answer, StudyJson.Default.OverlapAnswer).ExecuteAsync(context);
        }
        catch (ArgumentException tooMany)
        {
            await ProblemResponse.Write(context, Problem.TooLarge(tooMany.Message));
        }
    }
}
