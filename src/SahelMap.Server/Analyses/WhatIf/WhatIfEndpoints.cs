using SahelMap.Contracts;
using SahelMap.Server.Analyses.Studies;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Analyses.WhatIf;

/// <summary>POST /api/analyses/what-if.</summary>
public static class WhatIfEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/analyses/what-if", Answer).WithTags(ApiTags.Analyses).WithName("AskWhatIf")
            .WithSummary("What a planned area and period would overlap, and what happened there. Nothing is saved.")
            .WithDescription("Every deployment, of whatever norm, that shares ground and served days with it; incidents and deaths inside it before and in the period; who was active there.")
            .TakesOnly().TakesBody<WhatIfRequest>(JsonBody.Json).Produces<WhatIfAnswer>().ProducesProblem(400).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);

    private static async Task Answer(HttpContext context, ReadModel model, AnalysisBodies bodies, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await bodies.ReadAsync(context, WhatIfQuestion.Read, cancellationToken) is not { } question) return;
        var answer = WhatIfAnswers.Make(question, model, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        await Results.Json(answer, StudyJson.Default.WhatIfAnswer).ExecuteAsync(context);
    }
}
