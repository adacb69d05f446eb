using SahelMap.Contracts;
using SahelMap.Server.Access;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Norms;

public static class NormsFeature
{
    public static WebApplication MapMandates(this WebApplication app)
    {
        var group = app.MapGroup("/api/mandates").WithTags(ApiTags.Reference);
        group.MapGet("", MandateRoutes.List).WithName("ListMandates").WithSummary("Mandates, oldest first")
            .WithDescription("Instruments that give actors their norm roles: which norm, how central, and the norm's problem, value and behaviour as the instrument states them.")
            .TakesOnly(FilterParameters.Actor, FilterParameters.From, FilterParameters.Until).AnswersTag().Produces<Mandate[]>().ProducesProblem(400);
        group.MapGet("{id}", MandateRoutes.One).WithName("GetMandate").WithSummary("One mandate")
            .TakesOnly().AnswersTag().Produces<Mandate>().ProducesProblem(404);
        group.MapPost("", MandateRoutes.Create).WithName("CreateMandate").WithSummary("Create a mandate with its norm roles")
            .WithDescription("A norm role without from and until has the mandate's period.")
            .RequireAuthorization(Policies.Edit).TakesOnly().TakesBody<Mandate>(JsonBody.Json)
            .Produces<Mandate>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);
        group.MapPut("{id}", MandateRoutes.Replace).WithName("ReplaceMandate").WithSummary("Replace a mandate and its norm roles")
            .WithDescription("With If-Match. Norm roles that are left out are deleted; the revision rises by one, whatever changes.")
            .RequireAuthorization(Policies.Edit).TakesOnly().TakesIfMatch().TakesBody<Mandate>(JsonBody.Json)
            .Produces<Mandate>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(415).ProducesProblem(422).ProducesProblem(428);
        group.MapDelete("{id}", MandateRoutes.Delete).WithName("DeleteMandate").WithSummary("Delete a mandate and its norm roles").WithDescription("With If-Match.")
            .RequireAuthorization(Policies.Edit).TakesOnly().TakesIfMatch().Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        return app;
    }
}
