using System.Text.Json;
using SahelMap.Server.Analyses.Overlaps;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Analyses;

/// <summary>The question in the body of a POST to an analysis that is answered from the read model.</summary>
public sealed class AnalysisBodies(OverlapQueries queries)
{
    /// <summary>The question; null where the answer has been given: a problem.</summary>
    public async Task<T?> ReadAsync<T>(HttpContext context, Func<JsonElement, Reading<T>> read, CancellationToken cancellationToken) where T : class
    {
        var (body, problem) = await JsonBody.Read(context.Request, cancellationToken);
        if (body is null)
        {
            await ProblemResponse.Write(context, problem!);
            return null;
        }
        using (body)
        {
            var reading = read(body.RootElement);
            if (reading.Record is null)
            {
                await ProblemResponse.Write(context, Problem.InvalidRequest(reading.Errors));
                return null;
            }
            if (await queries.ReadyAsync(cancellationToken)) return reading.Record;
            await ProblemResponse.Write(context, ProblemResponse.NotLoaded(context));
            return null;
        }
    }

    public static FieldError UnknownActor(string place, (string Name, string? Nearest) unknown) =>
        new(place, $"\"{unknown.Name}\"", "the code of an actor" + (unknown.Nearest is { } near ? $"; perhaps {near}" : "; GET /api/actors lists them"));
}
