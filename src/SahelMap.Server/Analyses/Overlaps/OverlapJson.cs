using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SahelMap.Contracts;
using SahelMap.Contracts.Live;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>An overlap as a GeoJSON feature.</summary>
public static class OverlapJson
{
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="json">Where to.</param>
    /// <param name="row">The pair.</param>
    /// <param name="ground">What of it to draw; null: nothing.</param>
    /// <param name="evidence">Add what each side rests on, as <c>pocEvidence</c> and <c>ctEvidence</c>.</param>
    public static void Write(Utf8JsonWriter json, OverlapRow row, NetTopologySuite.Geometries.Geometry? ground, bool evidence)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteString("id"u8, row.Overlap.Id);
        json.WritePropertyName("geometry"u8);
        if (ground is null) json.WriteNullValue();
        else GeometryJson.Write(json, ground);
        json.WritePropertyName("properties"u8);
        if (evidence) JsonSerializer.Serialize(json, new OverlapWithEvidence(row.Overlap, row.Poc, row.Ct), EvidenceJson.Default.OverlapWithEvidence);
        else JsonSerializer.Serialize(json, row.Overlap, LiveJson.Default.Overlap);
        json.WriteEndObject();
    }
}

/// <summary>The members of an overlap, and what each side rests on.</summary>
[JsonConverter(typeof(OverlapWithEvidenceConverter))]
public sealed record OverlapWithEvidence(Overlap Overlap, Evidence PocEvidence, Evidence CtEvidence);

/// <summary>Writes the overlap's own members flat.</summary>
public sealed class OverlapWithEvidenceConverter : JsonConverter<OverlapWithEvidence>
{
    public override OverlapWithEvidence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Overlaps are computed here and never read.");

    public override void Write(Utf8JsonWriter writer, OverlapWithEvidence value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var member in JsonSerializer.SerializeToElement(value.Overlap, LiveJson.Default.Overlap).EnumerateObject()) member.WriteTo(writer);
        writer.WritePropertyName("pocEvidence"u8);
        JsonSerializer.Serialize(writer, value.PocEvidence, EvidenceJson.Default.Evidence);
        writer.WritePropertyName("ctEvidence"u8);
        JsonSerializer.Serialize(writer, value.CtEvidence, EvidenceJson.Default.Evidence);
        writer.WriteEndObject();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OverlapWithEvidence))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(OverlapSummary))]
public sealed partial class EvidenceJson : JsonSerializerContext;
