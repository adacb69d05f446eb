using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace SahelMap.Server.Problems;

/// <summary>The JSON body of a write request.</summary>
public static class JsonBody
{
    public const string GeoJson = "application/geo+json";
    public const string Json = "application/json";

    /// <summary>The largest record that is taken: a zone of a few hundred thousand vertices.</summary>
    public const long MostBytes = 16 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>The body, or the problem with it. The caller disposes the document.</summary>
    public static async Task<(JsonDocument? Body, ProblemDetails? Problem)> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !(type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals(GeoJson, StringComparison.OrdinalIgnoreCase))
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return (null, Problem.UnsupportedMediaType(request.ContentType, $"{GeoJson} or {Json}, in UTF-8"));
        try
        {
            return (await JsonDocument.ParseAsync(request.Body, Options, cancellationToken), null);
        }
        catch (JsonException e)
        {
            return (null, Problem.MalformedJson(Explain(e), e.LineNumber + 1, e.BytePositionInLine + 1));
        }
    }

    /// <summary>In words, with line and column counted from 1.</summary>
    public static string Explain(JsonException e)
    {
        // The message ends with its own, zero-based position.
        var at = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var what = at < 0 ? e.Message : e.Message[..at];
        return e.LineNumber is null ? what : $"Line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {what}";
    }
}
