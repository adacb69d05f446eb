using Npgsql;
using SahelMap.Contracts;
using SahelMap.Server.Access;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>The routes that deployments and incidents share.</summary>
public static class FeatureRoutes
{
    public static void Map<TProperties>(WebApplication app, FeatureKind kind, string tag, string about)
    {
        var group = app.MapGroup(kind.Route).WithTags(tag);
        var (word, words, a) = (kind.Word, kind.LogLayer, kind.Layer == Layer.Incidents ? "an" : "a");

        group.MapGet("", (HttpContext context, TimeProvider clock) => FeatureReads.List(kind, context, clock))
            .WithName($"List{words}").WithSummary($"A page of {words}, filtered")
            .WithDescription($"{about} A GeoJSON FeatureCollection (RFC 7946) in the order of the first day; follow links[rel=next], or the Link header, for the next page.")
            .TakesFilter(Paging.ParametersOf(kind.Layer)).AnswersTag().Produces<FeatureCollection<TProperties>>(200, JsonBody.GeoJson).ProducesProblem(400).ProducesProblem(503);

        group.MapGet("{id}", (string id, HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken ct) =>
                FeatureReads.One(kind, id, context, database, clock, ct))
            .WithName($"Get{word}").WithSummary($"One {word}").WithDescription("The ETag is the revision: send it as If-Match with a change." + (kind.Layer == Layer.Incidents ? " In place of the id its key in /api/incidents.arrow?columns=map is taken too." : ""))
            .TakesOnly(FilterParameters.AsOf, FeatureReads.RevisionParameter).AnswersTag()
            .Produces<Feature<TProperties>>(200, JsonBody.GeoJson).ProducesProblem(400).ProducesProblem(404);

        group.MapGet("{id}/history", (string id, HttpContext context, NpgsqlDataSource database, CancellationToken ct) => FeatureReads.History(kind, id, context, database, ct))
            .WithName($"Get{word}History").WithSummary($"Every change of {a} {word}, oldest first").WithDescription("From the change log, deletions included.")
            .TakesOnly().Produces<RecordHistory[]>().ProducesProblem(404);

        group.MapPost("", (HttpContext context, NpgsqlDataSource database, KnownNames names, CancellationToken ct) => FeatureWrites.Create(kind, context, database, names, ct))
            .WithName($"Create{word}").WithSummary($"Create {a} {word}")
            .WithDescription("The body is a GeoJSON Feature. It may bring its id: a deleted record that is sent again under its id is restored. "
                + "revision, updatedAt, editedBy and deathsInconsistent are the server's and are not read; an unknown property is refused.")
            .Writes<TProperties>().Produces<Feature<TProperties>>(201, JsonBody.GeoJson).ProducesProblem(409).ProducesProblem(422);

        group.MapPut("{id}", (string id, HttpContext context, NpgsqlDataSource database, KnownNames names, CancellationToken ct) => FeatureWrites.Replace(kind, id, context, database, names, ct))
            .WithName($"Replace{word}").WithSummary($"Replace {a} {word}")
            .WithDescription("As for a new one, with If-Match. A property that is left out has its default afterwards; only original stays as it was. "
                + "What changes nothing makes no revision.")
            .Writes<TProperties>().TakesIfMatch().Produces<Feature<TProperties>>(200, JsonBody.GeoJson).ProducesProblem(404).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);

        group.MapDelete("{id}", (string id, HttpContext context, NpgsqlDataSource database, CancellationToken ct) => FeatureWrites.Delete(kind, id, context, database, ct))
            .WithName($"Delete{word}").WithSummary($"Delete {a} {word}").WithDescription("With If-Match. To undo it, POST the record again under its id.")
            .RequireAuthorization(Policies.Edit).TakesOnly().TakesIfMatch()
            .Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
    }

    private static RouteHandlerBuilder Writes<TProperties>(this RouteHandlerBuilder route) =>
        route.RequireAuthorization(Policies.Edit).TakesOnly().TakesBody<Feature<TProperties>>(JsonBody.GeoJson)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415);
}
