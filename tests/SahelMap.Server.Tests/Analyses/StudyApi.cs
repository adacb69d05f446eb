using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SahelMap.Contracts;
using SahelMap.Server.Analyses.Studies;
using SahelMap.Server.Tests.Api;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>/api/analyses, asked as a client asks.</summary>
internal static class StudyApi
{
    public static Task<Answer> Analyse(this HttpClient client, string analysis, string body) =>
        client.Call(HttpMethod.Post, $"api/analyses/{analysis}", body, "application/json");

    public static async Task<AnalysisAnswer<ExposureResult>> ExposureAsync(this HttpClient client, string body) =>
        (await client.GoodAsync("exposure", body)).Deserialize(StudyJson.Default.AnalysisAnswerExposureResult)!;

    public static async Task<AnalysisAnswer<ArrivalResult>> ArrivalAsync(this HttpClient client, string body) =>
        (await client.GoodAsync("arrival", body)).Deserialize(StudyJson.Default.AnalysisAnswerArrivalResult)!;

    public static async Task<WhatIfAnswer> WhatIfAsync(this HttpClient client, string body) =>
        (await client.GoodAsync("what-if", body)).Deserialize(StudyJson.Default.WhatIfAnswer)!;

    public static async Task<OverlapAnswer> OverlapAsync(this HttpClient client, string body) =>
        (await client.GoodAsync("overlap", body)).Deserialize(StudyJson.Default.OverlapAnswer)!;

    private static async Task<JsonNode> GoodAsync(this HttpClient client, string analysis, string body)
    {
        using var answer = await client.PostAsJsonAsync($"api/analyses/{analysis}", JsonNode.Parse(body));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{analysis}: {(int)answer.StatusCode} {text}");
    }
}
