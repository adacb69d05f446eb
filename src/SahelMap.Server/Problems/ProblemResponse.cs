using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace SahelMap.Server.Problems;

/// <summary>Writes a problem whatever the request accepts: an error must be readable.</summary>
public static class ProblemResponse
{
    public static Task Write(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, JsonSerializerOptions.Web, "application/problem+json", context.RequestAborted);
    }
}
