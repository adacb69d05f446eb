using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Components;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Links;

/// <summary>Short links: a view of the page under ten characters, for mails and for paper.</summary>
public static class LinksFeature
{
    public static IServiceCollection AddLinks(this IServiceCollection services) => services.AddSingleton<LinkRate>();

    public static WebApplication MapLinks(this WebApplication app)
    {
        app.MapPost("/api/links", Make).WithTags(ApiTags.Links).WithName("MakeLink").WithSummary("A short link to a view of the page")
            .WithDescription($"The same query always has the same link; a link does not expire. A query has up to {LinkQuestion.Longest} characters. Anybody who may read may make one, {LinkRate.EachPerMinute} new ones a minute.")
            .TakesOnly().TakesBody<LinkRequest>(JsonBody.Json).WithMetadata(new RequestSizeLimitAttribute(4 * LinkQuestion.Longest)).Produces<Link>().Produces<Link>(201)
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        app.MapGet("/s/{code}", Follow).ExcludeFromDescription();
        return app;
    }

    private static async Task<IResult> Make(HttpContext context, NpgsqlDataSource database, LinkRate rate, CancellationToken cancellationToken)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        var (body, problem) = await JsonBody.Read(context.Request, cancellationToken);
        if (body is null) return problem!.Result();
        using (body)
        {
            var (query, errors) = LinkQuestion.Read(body.RootElement);
            if (query is null) return Problem.InvalidRequest(errors).Result();
            foreach (var code in LinkCode.Of(query))
            {
                var found = await Find(database, code, cancellationToken);
                if (found is null)
                {
                    if (rate.Refused(context) is { } seconds) return TooMany(context, seconds);
                    if (await Insert(database, code, query, cancellationToken)) return Results.Json(Written(code), statusCode: StatusCodes.Status201Created);
                    found = await Find(database, code, cancellationToken); // somebody else was faster
                }
                if (found == query) return Results.Json(Written(code));
            }
        }
        throw new InvalidOperationException("Two queries have the same SHA-256.");
    }

    /// <summary>Leads to the page, and to nowhere else: what was stored stands behind "/?".</summary>
    private static async Task<IResult> Follow(string code, HttpContext context, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (await Find(database, LinkCode.Read(code), cancellationToken) is not { } query) return UnknownLink.Page(context.Request);
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.LocalRedirect("/?" + query);
    }

    private static IResult TooMany(HttpContext context, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem.Make(429, "too-many-links", "Too many links",
            $"New links: found more than {LinkRate.EachPerMinute} in a minute from one address, or many from all; expected fewer. Try again in {seconds} s, or use the whole address.").Result();
    }

    private static Link Written(string code) => new(code, $"/s/{code}");

    private static async Task<string?> Find(NpgsqlDataSource database, string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql.Read("Links/find.sql"));
        command.Parameters.Add(new() { Value = code });
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<bool> Insert(NpgsqlDataSource database, string code, string query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql.Read("Links/insert.sql"));
        command.Parameters.Add(new() { Value = code });
        command.Parameters.Add(new() { Value = query });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}

/// <param name="Query">What the page's address says after its question mark.</param>
public sealed record LinkRequest(string Query);

/// <param name="Code">Made from the query.</param>
/// <param name="Path">Below this server's address.</param>
public sealed record Link(string Code, string Path);
