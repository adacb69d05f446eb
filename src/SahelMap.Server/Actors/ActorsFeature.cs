using Npgsql;
using SahelMap.Contracts;
using SahelMap.Server.Access;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Actors;

public static class ActorsFeature
{
    public static IServiceCollection AddReferenceData(this IServiceCollection services) => services;

    public static WebApplication MapActors(this WebApplication app)
    {
        var group = app.MapGroup("/api/actors").WithTags(ApiTags.Reference);
        group.MapGet("", ActorRoutes.List).WithName("ListActors").WithSummary("Every actor")
            .WithDescription("Organisations that deploy or harm; who deploys comes first, in the order of the legend. Neutral names: an actor's own name stands beside the common one.")
            .TakesOnly().AnswersTag().Produces<Actor[]>();
        group.MapGet("{code}", ActorRoutes.One).WithName("GetActor").WithSummary("One actor")
            .TakesOnly().AnswersTag().Produces<Actor>().ProducesProblem(404);
        group.MapPost("", ActorRoutes.Create).WithName("CreateActor").WithSummary("Create an actor")
            .RequireAuthorization(Policies.Edit).TakesOnly().TakesBody<Actor>(JsonBody.Json)
            .Produces<Actor>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(415).ProducesProblem(422);
        group.MapPut("{code}", ActorRoutes.Replace).WithName("ReplaceActor").WithSummary("Replace an actor").WithDescription("With If-Match. The code stays.")
            .RequireAuthorization(Policies.Edit).TakesOnly().TakesIfMatch().TakesBody<Actor>(JsonBody.Json)
            .Produces<Actor>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(415).ProducesProblem(422).ProducesProblem(428);
        group.MapDelete("{code}", ActorRoutes.Delete).WithName("DeleteActor").WithSummary("Delete an actor")
            .WithDescription("With If-Match. 409 while deployments, incidents or mandates name it.")
            .RequireAuthorization(Policies.Edit).TakesOnly().TakesIfMatch().Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        return app;
    }

    public static WebApplication MapSources(this WebApplication app)
    {
        app.MapGet("/api/sources", (HttpContext context, NpgsqlDataSource database, CancellationToken ct) => Plain(context, database, "sources", ct))
            .WithTags(ApiTags.Reference).WithName("ListSources").WithSummary("Every source")
            .WithDescription("What the records rest on: citation, licence, the data sets that use it (the filter's source) and how many records of each layer do.")
            .TakesOnly().AnswersTag().Produces<SourceSummary[]>();
        app.MapGet("/api/regions", (HttpContext context, NpgsqlDataSource database, CancellationToken ct) => Plain(context, database, "regions", ct))
            .WithTags(ApiTags.Reference).WithName("ListRegions").WithSummary("First-level regions")
            .WithDescription("The regions of the basemap: their ids are the filter's admin1 and what area rules name.")
            .TakesOnly().Produces<RegionName[]>();
        return app;
    }

    private static async Task<IResult> Plain(HttpContext context, NpgsqlDataSource database, string what, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } problem) return problem.Result();
        if (what == "sources") return await ReferenceReads.List(context, database, Sql.Read("Actors/sources.sql"), "/api/sources", [], ct);
        // The basemap is no part of the change log, so its answer has no tag of it.
        await using var command = database.CreateCommand(Sql.Read("Actors/regions.sql"));
        return Results.Text((string)(await command.ExecuteScalarAsync(ct))!, JsonBody.Json, contentEncoding: null);
    }
}

/// <param name="Datasets">The data sets whose records rest on it.</param>
/// <param name="Deployments">How many records of each layer rest on it.</param>
public sealed record SourceSummary(
    Guid Id, string Source, string Citation, string? Url, IReadOnlyList<string> Links, string Licence, DateOnly? Retrieved,
    IReadOnlyList<string> Datasets, long Deployments, long Incidents, long Mandates, long Actors);

/// <param name="Id">As the filter's admin1 and area rules name it, e.g. ML/Gao.</param>
public sealed record RegionName(string Id, string? Name, string? NameFr, string? Country, string? CountryName, string? CountryNameFr);
