using System.Runtime.CompilerServices;
using System.Text.Json;
using SahelMap.Contracts;
using SahelMap.Domain.Deployments;
using SahelMap.Server.Deployments;
using SahelMap.Server.Incidents;
using SahelMap.Server.Records;

namespace SahelMap.Server.Imports.SahelMapGeoJson;

/// <summary>
/// What /export writes: deployments or incidents as a GeoJSON FeatureCollection, or one feature a line. The actors that come with
/// it are made where they are not known.
/// </summary>
/// <remarks>
/// A deployment's area is made anew where its rule can be run here, so that it is the same to the last digit; otherwise (no basemap,
/// or drawn) the geometry of the file counts.
/// </remarks>
public sealed class SahelMapGeoJsonFormat : IImportFormat
{
    private static readonly string[] Layers = ["deployments", "incidents"];

    public string Name => "sahelmap-geojson";

    public string Description => "an export of SahelMap, deployments or incidents: a GeoJSON FeatureCollection or one Feature a line";

    public bool Recognises(ImportFile file)
    {
        var text = file.Head.Span;
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                if (!reader.Read()) return false;
                if (isType) return reader.TokenType == JsonTokenType.String && (reader.ValueTextEquals("FeatureCollection"u8) || reader.ValueTextEquals("Feature"u8));
                if (!reader.TrySkip()) return false;
            }
        }
        catch (JsonException)
        {
        }
        return false;
    }

    public async IAsyncEnumerable<ImportRow> ReadAsync(ImportFile file, ImportContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (context.Options.Layer is { } asked && !Layers.Contains(asked))
            throw new ImportException($"There is no layer \"{asked}\". There are: {string.Join(", ", Layers)}.");
        await using var stream = file.Open();
        using var features = new FeatureStream(stream, ["actors"]);
        while (await NextAsync(file, features, cancellationToken) is { } item)
        {
            using var value = item.Value;
            context.Position = stream.Position;
            yield return item.Member == "actors" ? Actor(item.Line, value.RootElement) : Feature(item.Line, value.RootElement, context);
        }
    }

    private static async ValueTask<FeatureStream.Item?> NextAsync(ImportFile file, FeatureStream features, CancellationToken cancellationToken)
    {
        try
        {
            return await features.NextAsync(cancellationToken);
        }
        catch (JsonException e)
        {
            throw new ImportException($"{file.Name}, line {(e.LineNumber ?? 0) + 1}, is not the GeoJSON that it should be: {e.Message}", e);
        }
    }

    private static ImportRow Actor(int line, JsonElement json)
    {
        try
        {
            return json.Deserialize<Actor>(JsonSerializerOptions.Web) is { } actor
                ? new AcceptedRow(line, new ActorDraft(actor))
                : new RejectedRow(line, "actors", "null", "an actor");
        }
        catch (JsonException e)
        {
            return new RejectedRow(line, "actors", e.Path ?? "", $"an actor as the API gives it: {e.Message}");
        }
    }

    private static ImportRow Feature(int line, JsonElement json, ImportContext context) =>
        (context.Options.Layer ?? LayerOf(json)) == "incidents" ? Incident(line, json) : Deployment(line, json, context);

    private static string LayerOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object
        && geometry.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is "Polygon" or "MultiPolygon"
            ? "deployments" : "incidents";

    private static ImportRow Incident(int line, JsonElement json)
    {
        var (read, errors) = IncidentFeature.Read(json, enteredBy: "import", lenient: true);
        if (read is null) return Reject(line, errors);
        var f = read.Properties;
        return Key(f.DatasetKey, read.Id) is { } key
            ? new AcceptedRow(line, new Imports.IncidentDraft(f.Dataset ?? "local", key, read.Id, read.Location.X, read.Location.Y, f, SourceDraft.Of(f), read.Original))
            : NoKey(line);
    }

    private static ImportRow Deployment(int line, JsonElement json, ImportContext context)
    {
        var (read, errors) = DeploymentFeature.Read(json, enteredBy: "import", lenient: true);
        if (read is null) return Reject(line, errors);
        var f = read.Properties;
        if (Key(f.DatasetKey, read.Id) is not { } key) return NoKey(line);

        if (read.BuildArea(context.Basemap).Area is not { } area)
        {
            // A rule that cannot be run here: the file's own ground stands for it.
            List<FieldError> wrong = [];
            if (GeoJsonGeometry.Area(new FieldReader(json, "", wrong)) is not { } ground) return Reject(line, wrong);
            if (AreaValidity.Check(ground) is not { } defect) area = AreaValidity.Normalise(ground);
            else if (AreaValidity.Repair(ground) is var (repaired, note))
            {
                area = repaired;
                f = f with { AreaNote = f.AreaNote is null || f.AreaNote.Contains(note, StringComparison.Ordinal) ? note : $"{f.AreaNote} {note}" };
                context.Remark($"line {line}, {f.Name}: {note}");
            }
            else return RejectedRow.Of(line, defect.Place, defect.Found, defect.Expected);
        }
        return new AcceptedRow(line, new Imports.DeploymentDraft(f.Dataset ?? "local", key, read.Id, area, f, SourceDraft.Of(f), AreaRuleJson.Of(f.Rule)));
    }

    private static string? Key(string? key, Guid? id) => key ?? id?.ToString();

    private static RejectedRow NoKey(int line) =>
        new(line, "properties.datasetKey", "nothing", "a key within the dataset, or the feature's id: by it a second import knows the record again");

    private static RejectedRow Reject(int line, IReadOnlyList<FieldError> errors) => RejectedRow.Of(
        line, errors[0].Place, errors[0].Found, errors.Count == 1 ? errors[0].Expected : $"{errors[0].Expected} ({errors.Count - 1} more in this feature)");
}
