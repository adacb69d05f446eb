using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace SahelMap.Server.Tests.Api;

/// <summary>What an answer holds.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body, string? ETag, HttpResponseHeaders Headers, string? ContentType)
{
    public string? Type => (string?)Body?["type"];
    public string? Detail => (string?)Body?["detail"];
    public JsonNode this[string name] => Body![name]!;
    public JsonNode Properties => Body!["properties"]!;
    public IReadOnlyList<string> Ids => [.. Body!["features"]!.AsArray().Select(f => (string)f!["id"]!)];

    /// <summary>What is wrong where, of an invalid record.</summary>
    public IReadOnlyList<(string Place, string Found, string Expected)> Errors =>
        [.. Body!["errors"]!.AsArray().Select(e => ((string)e!["place"]!, (string)e["found"]!, (string)e["expected"]!))];
}

/// <summary>The API from outside, over HTTP.</summary>
internal static class Api
{
    public static Task<Answer> Ask(this HttpClient client, string path, string? ifNoneMatch = null) =>
        client.Call(HttpMethod.Get, path, headers: ifNoneMatch is null ? [] : [("If-None-Match", ifNoneMatch)]);

    public static Task<Answer> Create(this HttpClient client, string path, JsonNode body, params (string, string)[] headers) =>
        client.Call(HttpMethod.Post, path, body.ToJsonString(), headers: headers);

    public static Task<Answer> Replace(this HttpClient client, string path, JsonNode body, string? ifMatch) =>
        client.Call(HttpMethod.Put, path, body.ToJsonString(), headers: ifMatch is null ? [] : [("If-Match", ifMatch)]);

    public static Task<Answer> Remove(this HttpClient client, string path, string? ifMatch) =>
        client.Call(HttpMethod.Delete, path, headers: ifMatch is null ? [] : [("If-Match", ifMatch)]);

    public static async Task<Answer> Call(
        this HttpClient client, HttpMethod method, string path, string? body = null, string contentType = "application/geo+json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers.ETag?.ToString(), response.Headers,
            response.Content.Headers.ContentType?.MediaType);
    }

    public static async Task<T> Sql<T>(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task Run(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<IReadOnlyList<string>> Ids(this NpgsqlDataSource database, string sql)
    {
        var ids = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0).ToString());
        return ids;
    }

    /// <summary>An incident as a client sends it; the changes are merged into its properties.</summary>
    public static JsonObject Incident(string? properties = null, double lon = -4, double lat = 14.5) => Feature(
        $$"""{"type": "Point", "coordinates": [{{Number(lon)}}, {{Number(lat)}}]}""",
        """{"title": "Attack", "type": "ViolenceAgainstCivilians", "from": "2022-03-27", "until": "2022-04-01", "actors": ["Wagner"]}""", properties);

    /// <summary>A deployment whose area is drawn.</summary>
    public static JsonObject Deployment(string? properties = null, string coordinates = "[[[0, 15], [1, 15], [1, 16], [0, 16], [0, 15]]]") => Feature(
        $$"""{"type": "Polygon", "coordinates": {{coordinates}}}""",
        """{"actor": "Wagner", "name": "Zone", "kind": "OperationZone", "role": "CT", "from": "2022-01-01", "until": "2023-01-01", "rule": {"kind": "Drawn"}}""", properties);

    private static JsonObject Feature(string geometry, string properties, string? changes)
    {
        var all = JsonNode.Parse("""{"source": "Test", "citation": "A test, 2026", "licence": "CC0", "basis": "retrieved", "confidence": "high", "verified": true}""")!.AsObject();
        foreach (var part in (string?[])[properties, changes])
            foreach (var (name, value) in JsonNode.Parse(part ?? "{}")!.AsObject())
                all[name] = value?.DeepClone();
        return new JsonObject { ["type"] = "Feature", ["geometry"] = JsonNode.Parse(geometry), ["properties"] = all };
    }

    private static string Number(double value) => JsonSerializer.Serialize(value);
}
