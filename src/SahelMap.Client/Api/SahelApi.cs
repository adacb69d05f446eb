using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace SahelMap.Client.Api;

/// <summary>The server's answers as values: a problem it states is a result to show, not an exception.</summary>
public sealed class SahelApi(HttpClient http)
{
    public Task<Answer<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct = default) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), type, ct);

    /// <summary>Asks something that takes a body and changes nothing; keeps the answer's text beside what was read of it.</summary>
    public async Task<Answer<Asked<T>>> AskAsync<TQuestion, T>(
        string path, TQuestion question, JsonTypeInfo<TQuestion> questionType, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(JsonSerializer.Serialize(question, questionType), Encoding.UTF8, "application/json"),
        };
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode) return new(default, await ProblemOfAsync(response, ct));
            var raw = await response.Content.ReadAsStringAsync(ct);
            return JsonSerializer.Deserialize(raw, type) is { } value ? new(new(value, raw), null) : new(default, Problem.Broken);
        }
        catch (HttpRequestException)
        {
            return new(default, Problem.Unreachable);
        }
        catch (JsonException)
        {
            return new(default, Problem.Broken);
        }
        catch (OperationCanceledException)
        {
            // By the one who asked, who no longer listens; or the browser waited too long.
            return new(default, Problem.TooSlow);
        }
    }

    /// <summary>Creates (no revision) or replaces (with one) a record.</summary>
    public Task<Answer<JsonElement>> SaveAsync(string path, JsonObject record, long? revision, CancellationToken ct = default)
    {
        var request = new HttpRequestMessage(revision is null ? HttpMethod.Post : HttpMethod.Put, path)
        {
            Content = new StringContent(record.ToJsonString(), Encoding.UTF8, "application/geo+json"),
        };
        if (revision is { } r) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{r}\""));
        return SendAsync(request, ClientJson.Default.JsonElement, ct);
    }

    public Task<Answer<JsonElement>> DeleteAsync(string path, long revision, CancellationToken ct = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{revision}\""));
        return SendAsync(request, ClientJson.Default.JsonElement, ct);
    }

    private async Task<Answer<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, ct);
                if (!response.IsSuccessStatusCode) return new(default, await ProblemOfAsync(response, ct));
                return response.StatusCode == HttpStatusCode.NoContent
                    ? new(default, null)
                    : new(await response.Content.ReadFromJsonAsync(type, ct), null);
            }
            catch (HttpRequestException)
            {
                return new(default, Problem.Unreachable);
            }
            catch (JsonException)
            {
                return new(default, Problem.Broken);
            }
        }
    }

    private static async Task<Problem> ProblemOfAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var problem = Problem.Broken;
        try
        {
            problem = await response.Content.ReadFromJsonAsync(ClientJson.Default.Problem, ct) ?? problem;
        }
        catch (JsonException)
        {
            // Not a problem document: a proxy's page, say.
        }

        return problem with { Status = (int)response.StatusCode };
    }
}

/// <param name="Raw">The answer's text as it came.</param>
public sealed record Asked<T>(T Value, string Raw);

/// <param name="Problem">Set when the request failed; then there is no value.</param>
public sealed record Answer<T>(T? Value, Problem? Problem);
