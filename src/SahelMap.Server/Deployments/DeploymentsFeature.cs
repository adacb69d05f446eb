using System.Text.Json;
using Npgsql;
using SahelMap.Contracts;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
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
        app.MapGet("/api/deployments/ids", Ids).WithTags(ApiTags.Deployments).WithName("ListDeploymentIds").WithSummary("Which deployments pass the filter")
            .WithDescription("Ids alone, in the order of the list: for who holds the records and asks only what the filter keeps.")
            .TakesFilter().Produces<DeploymentIds>().ProducesProblem(400).ProducesProblem(503);
        return app;
    }

    private static async Task<IResult> Ids(HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem, clock: clock)) return problem.Result();
        await using var command = FilterSql.Command(database, Sql.Read("Deployments/ids.sql"), filter, Layer.Deployments);
        return Results.Ok(new DeploymentIds((Guid[])(await command.ExecuteScalarAsync(cancellationToken))!));
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

public sealed record DeploymentIds(IReadOnlyList<Guid> Ids);
