using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using SahelMap.Contracts;
using SahelMap.Server.Analyses.Studies;
using SahelMap.Server.Deployments;

namespace SahelMap.Server.Commands;

/// <summary>Computes an analysis again from its receipt, on the records as they stood then, and compares every number.</summary>
public static class ReplayCommand
{
    /// <summary>Differences that are named one by one.</summary>
    private const int MostNamed = 20;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("RECEIPT") { Description = "What an analysis answered: the file that the page downloads, or the body of POST /api/analyses/exposure or arrival." };
        var data = CommandLine.DataOption();
        var command = new Command("replay", "Compute an analysis again from its receipt, and say whether every number is the same. Exit code 1: it is not, or cannot be computed.\nExample: sahelmap replay exposure.json") { file, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, string? dataFolder, CancellationToken cancellationToken)
    {
        JsonNode receipt;
        try
        {
            receipt = JsonNode.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken))!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await WrongAsync($"{file.Name} cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            return await WrongAsync($"{file.Name} is no JSON: {Problems.JsonBody.Explain(e)}");
        }
        var shape = (receipt as JsonObject)?["receipt"] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;
        if (shape != StudyRunner.ReceiptShape)
            return await WrongAsync($"{file.Name}: receipt: found {shape ?? "nothing"}, expected {StudyRunner.ReceiptShape}.");

        try
        {
            await using var database = await CommandDatabase.OpenAsync(dataFolder, cancellationToken);
            return (string?)receipt["analysis"] switch
            {
                StudyRunner.Exposure => await ReplayAsync(file, receipt, database, StudyJson.Default.AnalysisAnswerExposureResult, static (r, q, g, at, ct) => r.ExposureAsync(q, g, at, ct), cancellationToken),
                StudyRunner.Arrival => await ReplayAsync(file, receipt, database, StudyJson.Default.AnalysisAnswerArrivalResult, static (r, q, g, at, ct) => r.ArrivalAsync(q, g, at, ct), cancellationToken),
                var other => await WrongAsync($"{file.Name}: analysis: found {other ?? "nothing"}, expected {StudyRunner.Exposure} or {StudyRunner.Arrival}."),
            };
        }
        catch (JsonException e)
        {
            return await WrongAsync($"{file.Name} is no receipt that this version reads: {Problems.JsonBody.Explain(e)}");
        }
    }

    private static async Task<int> ReplayAsync<TResult>(
        FileInfo file, JsonNode receipt, CommandDatabase database, JsonTypeInfo<AnalysisAnswer<TResult>> shape,
        Func<StudyRunner, AnalysisRequest, NetTopologySuite.Geometries.Geometry, DateTimeOffset?, CancellationToken, Task<AnalysisAnswer<TResult>>> run, CancellationToken cancellationToken)
    {
        var then = receipt.Deserialize(shape)!;
        using var basemap = new BasemapAreas(database.DataSource);
        using var runner = new StudyRunner(database.DataSource, basemap);
        var (ground, wrong) = StudyQuestion.Ground(then.Request.Area, await basemap.Current(cancellationToken));
        if (ground is null) return await WrongAsync($"{file.Name}: {wrong}");

        var now = await run(runner, then.Request, ground, then.Data.CommittedAt, cancellationToken);
        if (now.Data.Epoch != then.Data.Epoch)
            return await WrongAsync($"{file.Name} is of another database: its epoch is {then.Data.Epoch}, this one's {now.Data.Epoch}. Restore a backup of that one, or load its imports: {string.Join(", ", then.Data.Imports.Select(i => $"{i.File} ({i.Sha256[..12]}…)"))}.");
        if (now.Data.Position != then.Data.Position)
            return await WrongAsync($"{file.Name} is of position {then.Data.Position} of the change log, which this database does not have (it has {now.Data.Position}).");

        List<string> differences = [];
        var again = JsonSerializer.SerializeToNode(now, shape)!;
        Compare("result", receipt["result"], again["result"], differences);
        if (then.Code != now.Code) await Console.Out.WriteLineAsync($"Computed by {then.Code} then, by {now.Code} now.");
        if (differences.Count == 0)
        {
            await Console.Out.WriteLineAsync($"{file.Name}: {Numbers(receipt["result"])} numbers computed again on position {then.Data.Position}, all the same.");
            return CommandLine.Done;
        }
        foreach (var difference in differences.Take(MostNamed)) await Console.Error.WriteLineAsync(difference);
        if (differences.Count > MostNamed) await Console.Error.WriteLineAsync($"… and {differences.Count - MostNamed} more.");
        await Console.Error.WriteLineAsync($"{file.Name}: {differences.Count} of {Numbers(receipt["result"])} numbers are different.");
        return CommandLine.Failed;
    }

    /// <summary>Texts are compared as they were written: a number that is the same is written the same.</summary>
    private static void Compare(string place, JsonNode? then, JsonNode? now, List<string> differences)
    {
        switch (then, now)
        {
            case (JsonObject a, JsonObject b):
                foreach (var name in a.Select(m => m.Key).Union(b.Select(m => m.Key))) Compare($"{place}.{name}", a[name], b[name], differences);
                break;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++) Compare($"{place}[{i}]", a[i], b[i], differences);
                break;
            default:
                if (!Same(then, now)) differences.Add($"{place}: then {then?.ToJsonString() ?? "null"}, now {now?.ToJsonString() ?? "null"}");
                break;
        }
    }

    private static bool Same(JsonNode? then, JsonNode? now) =>
        then is JsonValue a && now is JsonValue b && a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number
            ? a.Deserialize<double>().Equals(b.Deserialize<double>())
            : JsonNode.DeepEquals(then, now);

    private static int Numbers(JsonNode? node) => node switch
    {
        JsonObject o => o.Sum(m => Numbers(m.Value)),
        JsonArray a => a.Sum(Numbers),
        JsonValue v => v.GetValueKind() == JsonValueKind.Number ? 1 : 0,
        _ => 0,
    };

    private static async Task<int> WrongAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return CommandLine.Failed;
    }
}
