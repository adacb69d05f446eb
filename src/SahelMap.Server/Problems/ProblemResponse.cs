using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace SahelMap.Server.Problems;

/// <summary>Writes a problem whatever the request accepts: an error must be readable.</summary>
public static class ProblemResponse
{
    // Quotation marks and accents stay readable; this is no HTML page.
    private static readonly JsonSerializerOptions Relaxed = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Write(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, Relaxed, "application/problem+json", context.RequestAborted);
    }

    /// <summary>The read model is still being filled; says when to ask again.</summary>
    public static ProblemDetails NotLoaded(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problem.Make(503, "not-loaded", "Not loaded yet", "The records are being read into memory. Try again in a few seconds.");
    }
}
