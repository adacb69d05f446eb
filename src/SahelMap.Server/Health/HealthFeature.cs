using Microsoft.AspNetCore.Http.HttpResults;
using SahelMap.Server.Database;

namespace SahelMap.Server.Health;

public static class HealthFeature
{
    /// <summary>/health/live: the process answers. /health/ready: it can be sent requests; 503 and the reasons while it cannot.</summary>
    public static WebApplication MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new { Status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
        return app;
    }

    private static JsonHttpResult<Report> Ready(HttpContext context, DatabaseReadiness readiness, IEnumerable<IHealthPart> parts)
    {
        var (stage, waitingFor) = readiness.Now;
        Dictionary<string, Part> report = new()
        {
            ["database"] = Part.At(stage, DatabaseStage.Connecting, waitingFor),
            ["migrations"] = Part.At(stage, DatabaseStage.Migrating, waitingFor),
            ["geodata"] = Part.At(stage, DatabaseStage.Loading, waitingFor)
        };
        foreach (var part in parts) report[part.Name] = new(part.WaitingFor is null, part.WaitingFor);

        var ready = report.Values.All(p => p.Ready);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new Report(ready ? "ready" : "unavailable", report),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private sealed record Report(string Status, IReadOnlyDictionary<string, Part> Parts);

    private sealed record Part(bool Ready, string? Reason)
    {
        public static Part At(DatabaseStage now, DatabaseStage mine, string waitingFor) => now switch
        {
            _ when now > mine => new(true, null),
            _ when now == mine => new(false, waitingFor),
            _ => new(false, "Waits for what comes before it.")
        };
    }
}
