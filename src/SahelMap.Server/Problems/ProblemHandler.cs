using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Problems;

/// <summary>The one place where what was thrown becomes an answer: a typed problem, never a stack trace or SQL outside Development.</summary>
public sealed class ProblemHandler(IHostEnvironment environment, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // nobody is there to read more
            return true;
        }
        if (From(exception) is { } expected)
        {
            if (expected.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "5";
            await ProblemResponse.Write(httpContext, expected);
            return true;
        }

        logger.LogError(exception, "{Method} {Path} failed.", httpContext.Request.Method, httpContext.Request.Path);
        var problem = Problem.Make(500, "internal", "Internal error", "The server made a mistake. It has been logged.");
        problem.Extensions["traceId"] = httpContext.TraceIdentifier;
        if (environment.IsDevelopment()) problem.Extensions["exception"] = exception.ToString();
        await ProblemResponse.Write(httpContext, problem);
        return true;
    }

    private static ProblemDetails? From(Exception exception) => exception switch
    {
        BadHttpRequestException e => FromRequest(e),
        PostgresException e when DatabaseProblems.From(e) is { } problem => problem,
        _ when DatabaseFailure.IsLoss(exception) || DatabaseFailure.IsOverload(exception) =>
            Problem.Make(503, "database-unavailable", "The database is not available", "The database cannot be reached just now. Try again."),
        NpgsqlException { InnerException: TimeoutException } => Problem.Make(503, "too-slow", "Too slow", "The database did not answer in time. Try again, or ask for less."),
        _ => null,
    };

    private static ProblemDetails FromRequest(BadHttpRequestException e) => e switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge("The body is larger than this route takes."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => Problem.UnsupportedMediaType(null, "application/json"),
        { InnerException: JsonException json } => Problem.MalformedJson(JsonBody.Explain(json), json.LineNumber + 1, json.BytePositionInLine + 1),
        { StatusCode: StatusCodes.Status408RequestTimeout } => Problem.Make(408, "request-timeout", "Request timeout", "The body came too slowly."),
        _ => Problem.Make(e.StatusCode, "bad-request", "Bad request", e.Message),
    };
}
