using SahelMap.Server.Problems;

namespace SahelMap.Server.Filtering;

/// <summary>
/// Refuses, for every data route at once, a filter that names an actor, a region or a data set that does not exist:
/// a slip must not read as "no incidents".
/// </summary>
public sealed class KnownNamesCheck(RequestDelegate next, KnownNames names)
{
    private static readonly string[] DataRoutes = ["/api", "/tiles", "/export", "/ogc"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.QueryString.HasValue && context.GetEndpoint() is not null
            && DataRoutes.Any(r => context.Request.Path.StartsWithSegments(r, StringComparison.Ordinal)))
        {
            if (Listed(context.Request.Query, FilterParameters.Actor) is { } codes
                && await names.UnknownActor(codes, context.RequestAborted) is { } actor)
            {
                await ProblemResponse.Write(context, Problem.UnknownActorInFilter(actor.Name, actor.Nearest));
                return;
            }
            if (Listed(context.Request.Query, FilterParameters.Admin1) is { } ids
                && await names.UnknownRegion(ids, context.RequestAborted) is { } region)
            {
                await ProblemResponse.Write(context, Problem.BadParameter(
                    FilterParameters.Admin1.Name, region.Name, FilterParameters.Admin1.Accepts, region.Nearest));
                return;
            }
            // With asOf a data set may be meant whose records were all deleted since.
            if (!context.Request.Query.ContainsKey(FilterParameters.AsOf.Name) && Listed(context.Request.Query, FilterParameters.Source) is { } sets
                && await names.UnknownSource(sets, context.RequestAborted) is { } source)
            {
                await ProblemResponse.Write(context, Problem.UnknownSourceInFilter(source.Name, source.Nearest, source.All));
                return;
            }
        }
        await next(context);
    }

    // Repeated and empty values are left to Filter.TryParse, which says more.
    private static string[]? Listed(IQueryCollection query, QueryParameter parameter) =>
        query.TryGetValue(parameter.Name, out var value) && value.Count == 1
            && value.ToString().Split(',', StringSplitOptions.TrimEntries) is { } names && names.All(n => n is { Length: > 0 and <= 200 }) ? names : null;
}
