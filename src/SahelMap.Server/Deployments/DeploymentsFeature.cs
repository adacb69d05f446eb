using System.Text.Json;
using SahelMap.Contracts;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Records;

namespace SahelMap.Server.Deployments;

public static class DeploymentsFeature
{
    public static IServiceCollection AddDeployments(this IServiceCollection services) => services.AddSingleton<BasemapAreas>();

    public static WebApplication MapDeployments(this WebApplication app)
    {
        var basemap = app.Services.GetRequiredService<BasemapAreas>();
        var kind = new FeatureKind(Layer.Deployments, "Deployments", "deployment", "/api/deployments", (json, editor, ct) => Read(json, editor, basemap, ct));
        FeatureRoutes.Map<DeploymentProperties>(app, kind, ApiTags.Deployments,
            "Where an actor was present, when, and which norm it served there. The area is made by a rule that is kept with it: "
            + "named regions, whole countries, a distance either side of a border, a point and a radius, or a drawn polygon. "
            + "Where the rule is not Drawn, the geometry of a feature that is sent is not read.");
        return app;
    }

    private static async Task<Reading<FeatureDraft>> Read(JsonElement json, string editor, BasemapAreas basemap, CancellationToken cancellationToken)
    {
        var (draft, errors) = DeploymentFeature.Read(json, editor);
        if (draft is null) return new(null, errors);
        var (area, error) = draft.BuildArea(await basemap.Current(cancellationToken));
        if (error is not null) return new(null, [error]);
        var p = draft.Properties;
        return new(new FeatureDraft(draft.Id, p.Dataset, p.DatasetKey, draft.ToJson(), area!, [("properties.actor", p.Actor)]), errors);
    }
}
