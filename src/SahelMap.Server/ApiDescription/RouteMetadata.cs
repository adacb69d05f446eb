using SahelMap.Server.Problems;

namespace SahelMap.Server.ApiDescription;

/// <summary>The groups of routes on the API's page.</summary>
public static class ApiTags
{
    public const string Deployments = "Deployments";
    public const string Incidents = "Incidents";
    public const string Reference = "Reference data";
    public const string Analyses = "Analyses";
    public const string Tiles = "Tiles";
    public const string Exports = "Exports";
    public const string Links = "Links";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Deployments, "Who was where, when, and under which norm."),
        (Incidents, "Where people were harmed, when, and who says so."),
        (Reference, "Actors, mandates, sources and regions."),
        (Analyses, "Where protection and counterterrorism coincide."),
        (Tiles, "Vector tiles of the filtered layers."),
        (Exports, "Whole layers as files."),
        (Links, "Short links to a view of the page."),
    ];
}

/// <summary>Endpoint metadata: the body that the handler reads by itself.</summary>
public sealed record TakesBody(Type Shape, IReadOnlyList<string> ContentTypes);

/// <summary>Endpoint metadata: the write names the revision that it is about.</summary>
public sealed record TakesIfMatch;

/// <summary>Endpoint metadata: the answer has an ETag, and If-None-Match gives 304.</summary>
public sealed record AnswersTag;

public static class RouteMetadataExtensions
{
    public static TBuilder TakesBody<T, TBuilder>(this TBuilder route, params string[] contentTypes) where TBuilder : IEndpointConventionBuilder =>
        route.With(new TakesBody(typeof(T), contentTypes));

    /// <summary>The handler reads a <typeparamref name="T"/> from the body, as this type or as application/json.</summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder route, string contentType) =>
        route.TakesBody<T, RouteHandlerBuilder>([.. new[] { contentType, JsonBody.Json }.Distinct()])
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(JsonBody.MostBytes));

    public static TBuilder TakesIfMatch<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.With(new TakesIfMatch());

    public static TBuilder AnswersTag<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.With(new AnswersTag());

    private static TBuilder With<TBuilder>(this TBuilder route, object metadata) where TBuilder : IEndpointConventionBuilder
    {
        route.Add(b => b.Metadata.Add(metadata));
        return route;
    }
}
