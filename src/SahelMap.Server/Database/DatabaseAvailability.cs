namespace SahelMap.Server.Database;

/// <summary>503 with Retry-After for what needs the database, while it is not ready or when it breaks under a request.</summary>
public sealed class DatabaseAvailability(RequestDelegate next, DatabaseReadiness readiness)
{
    public const string ProblemType = "/problems/database-unavailable";
    private static readonly string[] Needing = ["/api", "/tiles", "/export", "/live", "/ogc", "/s"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (!readiness.IsReady && Needing.Any(p => context.Request.Path.StartsWithSegments(p, StringComparison.Ordinal)))
        {
            await Refuse(context, readiness.Now.WaitingFor);
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception e) when (DatabaseFailure.IsLoss(e) || DatabaseFailure.IsOverload(e))
        {
            if (DatabaseFailure.IsLoss(e)) readiness.Doubt();
            if (context.Response.HasStarted) throw; // cut off, so that nobody takes the half for the whole
            await Refuse(context, DatabaseFailure.IsLoss(e) ? "The connection to the database broke." : "The database has no connection to spare just now.");
        }
    }

    private static Task Refuse(HttpContext context, string why)
    {
        context.Response.Clear();
        context.Response.Headers.RetryAfter = "5";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, type: ProblemType,
            title: "The database is not available", detail: why).ExecuteAsync(context);
    }
}
