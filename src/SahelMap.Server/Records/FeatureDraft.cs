using System.Text.Json;
using NetTopologySuite.Geometries;

namespace SahelMap.Server.Records;

/// <summary>A feature as a client sends it, checked, ready for insert.sql and update.sql of its layer.</summary>
/// <param name="Id">The id that the client chose; null: the server chooses.</param>
/// <param name="Dataset">As the client sent it; null: it did not.</param>
/// <param name="DatasetKey">Likewise.</param>
/// <param name="Properties">A JSON object with the properties as on the wire, every one of them.</param>
/// <param name="Geometry">As it is stored; WGS 84.</param>
/// <param name="Actors">The codes that it names, with their places.</param>
/// <param name="Region">The region that it names, at properties.admin1.</param>
public sealed record FeatureDraft(
    Guid? Id, string? Dataset, string? DatasetKey, string Properties, Geometry Geometry, IReadOnlyList<(string Place, string Code)> Actors, string? Region = null);

/// <summary>The frame that every feature has.</summary>
public static class FeatureFrame
{
    /// <summary>The feature's reader and that of its properties; null with errors where it is no feature.</summary>
    public static (FieldReader Feature, FieldReader Properties)? Open(JsonElement json, List<FieldError> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new("body", FieldReader.Found(json), "a GeoJSON Feature"));
            return null;
        }
        var feature = new FieldReader(json, "", errors);
        if (feature.Text("type") != "Feature")
        {
            if (errors.Count == 0) feature.Refuse("type", "Feature");
            return null;
        }
        if (feature.Object("properties") is not { } properties)
        {
            if (errors.Count == 0) feature.Refuse("properties", "an object with the record's properties");
            return null;
        }
        return (feature, properties);
    }

    public static Guid? Id(FieldReader feature)
    {
        if (feature.Find("id") is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id)) return id;
        feature.Refuse("id", "a UUID, or none: the server then chooses one");
        return null;
    }
}
