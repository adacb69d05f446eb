using System.Text.Json.Nodes;
using SahelMap.Server.Tests.StartUp;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>sahelmap replay, from the command line.</summary>
public sealed class StudyReplayTests(DataFolders folders) : IClassFixture<DataFolders>, IDisposable
{
    private readonly string _files = Directory.CreateTempSubdirectory("sahelmap-receipts-").FullName;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_files, recursive: true);

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("{", "is no JSON")]
    [InlineData("{}", "expected sahelmap-receipt-1")]
    [InlineData("""{"receipt": "sahelmap-receipt-9"}""", "found sahelmap-receipt-9")]
    public async Task A_file_that_is_no_receipt_is_refused_with_what_is_wrong(string? content, string said)
    {
        var file = Path.Combine(_files, "receipt.json");
        if (content is not null) await File.WriteAllTextAsync(file, content, Ending);

        var (exit, message) = await ServerProcess.ToEndAsync(Ending, "replay", file, "--data", folders.NewName());

        Assert.Equal(1, exit);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_gives_the_same_numbers_after_the_records_have_changed_and_a_forged_one_does_not()
    {
        var folder = folders.Copy();
        string exposure, arrival;
        await using (var server = await ServerProcess.RunAsync(folder, Ending))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            exposure = await AskAsync(client, "exposure");
            arrival = await AskAsync(client, "arrival");
            // What a year of editing does: a deployment that shaped the result is shorter, and an incident is gone.
            var zone = (await client.JsonAsync("api/deployments?actor=Barkhane&limit=1000")).GetProperty("features").EnumerateArray()
                .First(f => f.GetProperty("properties").GetProperty("name").GetString()!.StartsWith("Barkhane in Mali", StringComparison.Ordinal));
            var changed = JsonNode.Parse(zone.GetRawText())!.AsObject();
            changed["properties"]!["until"] = "2019-01-01";
            changed["properties"]!.AsObject().Remove("revision");
            changed["properties"]!.AsObject().Remove("updatedAt");
            var answer = await Api.Api.Replace(client, $"api/deployments/{changed["id"]}", changed, "*");
            Assert.True((int)answer.Status == 200, answer.Body?.ToJsonString());
        }

        foreach (var (name, receipt) in new[] { ("exposure", exposure), ("arrival", arrival) })
        {
            var (exit, said) = await ReplayAsync(folder, $"{name}.json", receipt);
            Assert.True(exit == 0, said);
            Assert.Contains("all the same", said, StringComparison.Ordinal);
        }

        var forged = JsonNode.Parse(exposure)!;
        forged["result"]!["strata"]![0]!["rate"]!["count"] = 999;
        var (wrong, why) = await ReplayAsync(folder, "forged.json", forged.ToJsonString());
        Assert.Equal(1, wrong);
        Assert.Contains("result.strata[0].rate.count: then 999", why, StringComparison.Ordinal);

        forged["data"]!["epoch"] = Guid.NewGuid().ToString();
        var (other, another) = await ReplayAsync(folder, "other.json", forged.ToJsonString());
        Assert.Equal(1, other);
        Assert.Contains("of another database", another, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Said)> ReplayAsync(string folder, string name, string receipt)
    {
        var file = Path.Combine(_files, name);
        await File.WriteAllTextAsync(file, receipt, Ending);
        return await ServerProcess.ToEndAsync(Ending, "replay", file, "--data", folder);
    }

    private static async Task<string> AskAsync(HttpClient client, string analysis)
    {
        using var body = new StringContent("""
            {"area": {"countries": ["ML"]}, "from": "2014-01-01", "until": "2023-01-01", "poc": {"kinds": ["Sector", "Camp"]}, "ct": {"kinds": ["OperationZone", "Base"]},
             "outcome": "CivilianDeaths", "draws": 20, "seed": 42}
            """, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"api/analyses/{analysis}", body, Ending);
        var text = await answer.Content.ReadAsStringAsync(Ending);
        return answer.IsSuccessStatusCode ? text : throw new HttpRequestException(text);
    }
}
