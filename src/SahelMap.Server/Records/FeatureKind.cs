using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>What deployments and incidents differ in; everything else about reading and writing them is the same.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Folder">Where its queries lie: page, one, lock, insert, update, delete.</param>
/// <param name="Word">"incident": in problems.</param>
/// <param name="Route">"/api/incidents".</param>
/// <param name="Read">Reads a feature that a client sends; the text is who sends it.</param>
public sealed record FeatureKind(
    Layer Layer, string Folder, string Word, string Route, Func<JsonElement, string, CancellationToken, Task<Reading<FeatureDraft>>> Read)
{
    /// <summary>Its name in the change log.</summary>
    public string LogLayer => Word + "s";

    public string Query(string name) => Database.Sql.Read($"{Folder}/{name}.sql");

    public ProblemDetails Unknown(string id, DateTimeOffset? asOf = null) => Problem.Unknown(Word, id, asOf);
}
