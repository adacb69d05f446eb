using System.IO.Compression;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.ResponseCompression;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Problems;

public static class ProblemsFeature
{
    private static readonly string[] ApiRoutes = ["/api", "/tiles", "/export", "/ogc", "/live", "/openapi", "/health"];

    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.AddSingleton<KnownNames>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = ["text/html", "application/json", "application/geo+json", "application/geo+json-seq", "application/problem+json", "application/schema+json", "text/csv", "application/vnd.mapbox-vector-tile", "application/vnd.apache.arrow.stream"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal); // a third of Fastest's bytes, at 30 MB/s
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        return services;
    }

    /// <summary>Comes first in the pipeline: every failure of what follows leaves as ProblemDetails.</summary>
    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseWhen(c => ApiRoutes.Any(r => c.Request.Path.StartsWithSegments(r, StringComparison.Ordinal)),
            api => api.UseStatusCodePages(DescribeStatus));
        return app;
    }

    /// <summary>After <see cref="UseProblems"/> and once the database is known to be there.</summary>
    public static WebApplication UseKnownNamesCheck(this WebApplication app)
    {
        app.UseMiddleware<KnownNamesCheck>();
        return app;
    }

    /// <summary>Answers without a body, such as those of routing.</summary>
    private static Task DescribeStatus(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var request = context.Request;
        return ProblemResponse.Write(context, context.Response.StatusCode switch
        {
            404 => Problem.Make(404, "unknown-route", "Unknown route", $"There is nothing at {request.Path}. /openapi/v1.json lists what there is."),
            405 => Problem.Make(405, "method-not-allowed", "Method not allowed",
                $"{request.Path} does not take {request.Method}; it takes {context.Response.Headers.Allow}."),
            415 => Problem.UnsupportedMediaType(request.ContentType, "another type; /openapi/v1.json says which"),
            406 => Problem.Make(406, "not-acceptable", "Not acceptable", "There is no form of it that the request accepts."),
            var other => Problem.Make(other, "refused", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(other), $"The request was answered with status {other}."),
        });
    }
}
