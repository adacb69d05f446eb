using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SahelMap.Server.Filtering;
using SahelMap.Server.Records;

namespace SahelMap.Server.Problems;

/// <summary>The expected failures, each made in one place (RFC 9457).</summary>
public static class Problem
{
    public static ProblemDetails UnknownParameter(string name, IReadOnlyList<string> allowed)
    {
        var nearest = NearestName.To(name, allowed);
        var problem = Make(400, "unknown-parameter", "Unknown parameter",
            $"There is no parameter \"{Short(name)}\" here."
            + (nearest is null ? "" : $" Did you mean \"{nearest}\"?")
            + (allowed.Count == 0 ? " None is accepted." : $" Accepted: {string.Join(", ", allowed)}."));
        problem.Extensions["parameter"] = name;
        if (nearest is not null) problem.Extensions["nearest"] = nearest;
        problem.Extensions["accepted"] = allowed;
        return problem;
    }

    public static ProblemDetails BadParameter(string name, string? found, string expected, string? nearest = null)
    {
        var problem = Make(400, "bad-parameter", "Bad parameter",
            $"Parameter \"{name}\": found \"{Short(found)}\", expected {expected}." + (nearest is null ? "" : $" Did you mean \"{nearest}\"?"));
        problem.Extensions["parameter"] = name;
        problem.Extensions["found"] = Short(found);
        problem.Extensions["expected"] = expected;
        if (nearest is not null) problem.Extensions["nearest"] = nearest;
        return problem;
    }

    /// <summary>A code in a filter that no actor has: 400, so that a slip does not read as "no incidents".</summary>
    public static ProblemDetails UnknownActorInFilter(string code, string? nearest)
    {
        var problem = Make(400, "unknown-actor", "Unknown actor",
            $"Parameter \"actor\": found \"{Short(code)}\", expected the code of an actor; GET /api/actors lists them."
            + (nearest is null ? "" : $" Did you mean \"{nearest}\"?"));
        problem.Extensions["parameter"] = "actor";
        problem.Extensions["found"] = Short(code);
        if (nearest is not null) problem.Extensions["nearest"] = nearest;
        return problem;
    }

    /// <summary>A data set in a filter that no record has.</summary>
    public static ProblemDetails UnknownSourceInFilter(string name, string? nearest, IReadOnlyCollection<string> known) =>
        BadParameter("source", name, $"the name of a data set: {string.Join(", ", known.Take(20))}", nearest);

    /// <summary>404 for a record; <paramref name="kind"/> is deployment, incident, actor, mandate or overlap.</summary>
    public static ProblemDetails Unknown(string kind, string id, DateTimeOffset? asOf = null) =>
        Make(404, $"unknown-{kind}", $"Unknown {kind}",
            $"No {kind} has {(kind == "actor" ? "code" : "id")} \"{Short(id)}\""
            + (asOf is { } at ? string.Create(CultureInfo.InvariantCulture, $" at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.") : "."));

    public static ProblemDetails InvalidRecord(IReadOnlyList<FieldError> errors)
    {
        var problem = Make(422, "invalid-record", "Invalid record",
            errors.Count == 1 ? errors[0].ToString() : $"{errors.Count} fields are wrong; the first: {errors[0]}");
        problem.Extensions["errors"] = errors;
        return problem;
    }

    /// <summary>422 for a question, such as that of an analysis.</summary>
    public static ProblemDetails InvalidRequest(IReadOnlyList<FieldError> errors)
    {
        var problem = InvalidRecord(errors);
        (problem.Type, problem.Title) = ("/problems/invalid-request", "Invalid request");
        return problem;
    }

    public static ProblemDetails RevisionRequired() => Make(428, "revision-required", "Revision required",
        "Send If-Match with the ETag of the revision that you have read, e.g. If-Match: \"3\", so that nobody's change is lost.");

    public static ProblemDetails RevisionMismatch(long current)
    {
        var problem = Make(412, "revision-mismatch", "Revision mismatch",
            $"The record has changed since: it is at revision {current.ToString(CultureInfo.InvariantCulture)} now. Read it again and apply your change to that.");
        problem.Extensions["revision"] = current;
        problem.Extensions["etag"] = $"\"{current.ToString(CultureInfo.InvariantCulture)}\"";
        return problem;
    }

    public static ProblemDetails Conflict(string detail) => Make(409, "conflict", "Conflict", detail);

    public static ProblemDetails TooLarge(string detail) => Make(413, "too-large", "Too large", detail);

    public static ProblemDetails MalformedJson(string detail, long? line = null, long? column = null)
    {
        var problem = Make(400, "malformed-json", "Malformed JSON", detail);
        if (line is not null) problem.Extensions["line"] = line;
        if (column is not null) problem.Extensions["column"] = column;
        return problem;
    }

    public static ProblemDetails UnsupportedMediaType(string? found, string expected) => Make(415, "unsupported-media-type", "Unsupported media type",
        $"The body is {(string.IsNullOrEmpty(found) ? "of no stated type" : $"\"{Short(found)}\"")}; expected {expected}.");

    public static ProblemDetails Forbidden(string detail) => Make(403, "forbidden", "Forbidden", detail);

    public static ProblemDetails Make(int status, string slug, string title, string detail) =>
        new() { Status = status, Type = $"/problems/{slug}", Title = title, Detail = detail };

    public static IResult Result(this ProblemDetails problem) => TypedResults.Problem(problem);

    private static string Short(string? text) => text is null ? "" : text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}
