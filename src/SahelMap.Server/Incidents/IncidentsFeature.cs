using SahelMap.Contracts;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

public static class IncidentsFeature
{
    public static readonly FeatureKind Incidents = new(Layer.Incidents, "Incidents", "incident", "/api/incidents", (json, editor, _) =>
    {
        var (draft, errors) = IncidentFeature.Read(json, editor);
        return Task.FromResult(new Reading<FeatureDraft>(draft is null ? null : new FeatureDraft(
            draft.Id, draft.Properties.Dataset, draft.Properties.DatasetKey, draft.ToJson(), draft.Location,
            [.. draft.Properties.Actors.Select((a, i) => ($"properties.actors[{i}]", a))], draft.Properties.Admin1), errors));
    });

    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddOptions<MapOptions>().BindConfiguration(MapOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CurrentColumns>();
        return services;
    }

    public static WebApplication MapIncidents(this WebApplication app)
    {
        FeatureRoutes.Map<IncidentProperties>(app, Incidents, ApiTags.Incidents,
            "Events in which people were harmed or put at risk. Days are half-open: until is the first day outside. "
            + "A source that breaks low ≤ best ≤ high is kept as it is and flagged deathsInconsistent; a record with countedElsewhere is left out of sums.");
        app.MapGet("/api/incidents.arrow", ArrowFeed.Get).WithTags(ApiTags.Incidents).WithName("GetIncidentColumns")
            .WithSummary("All filtered incidents as columns, or what changed of them")
            .WithDescription("An Apache Arrow IPC stream, newest record batch first; pandas, R and DuckDB read it as it is. Points are GeoArrow (EPSG:4326), "
                + "days date32, actors codes joined by \";\". No narratives and sources. The schema's metadata has sahelmap.epoch, sahelmap.position and sahelmap.count: "
                + "with since and epoch a later request gets the difference alone.")
            .TakesFilter(ArrowFeed.Columns, ArrowFeed.Since, ArrowFeed.Epoch).AnswersTag()
            .Produces(200, contentType: ArrowFeed.MediaType).ProducesProblem(400).ProducesProblem(410).ProducesProblem(413).ProducesProblem(503);
        app.MapGet("/api/incidents/counts", IncidentCounts.Get).WithTags(ApiTags.Incidents).WithName("GetIncidentCounts")
            .WithSummary("Numbers of the filtered incidents")
            .WithDescription("By type, actor, data set, country, region and day. What is available counts without that one choice; days count without the period.")
            .TakesFilter().AnswersTag().Produces<IncidentCounts>().ProducesProblem(400).ProducesProblem(503);
        return app;
    }
}
