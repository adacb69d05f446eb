using System.Text.Json;

namespace SahelMap.Server.Exports;

/// <summary>What an export says of itself before its first feature: GeoJSON foreign members (RFC 7946, 6.1).</summary>
public sealed record ExportHead
{
    /// <summary>deployments, incidents or overlaps; GIS programs show it as the layer's name.</summary>
    public required string Layer { get; init; }

    /// <summary>Every source that the features rest on, with what its licence asks to be shown.</summary>
    public required IReadOnlyList<Attribution> Attribution { get; init; }

    /// <summary>The filter in words, e.g. "actor Wagner; from 2022-01-01 until before 2023-01-01"; "everything" without one.</summary>
    public required string Filter { get; init; }

    /// <summary>The same as a query string, without the question mark; empty without one.</summary>
    public required string Query { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The change-log position that the features show, all of one state.</summary>
    public required long Position { get; init; }

    /// <summary>Which database <see cref="Position"/> is of.</summary>
    public string? Epoch { get; init; }

    /// <summary>What a reader must know of precision; null where nothing is approximate.</summary>
    public string? Approximate { get; init; }

    /// <summary>How many of the features are synthetic: nobody was there and nobody died.</summary>
    public required long Synthetic { get; init; }

    /// <summary>The actors that the features name by code, as the API gives them (each a JSON object): the file can be read, and imported, without us.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Layer);
        json.WriteString("generator", "SahelMap");
        json.WriteString("generatedAt", GeneratedAt);
        json.WriteNumber("position", Position);
        json.WriteString("epoch", Epoch);
        json.WriteStartObject("filter");
        json.WriteString("words", Filter);
        json.WriteString("query", Query);
        json.WriteEndObject();
        json.WriteNumber("synthetic", Synthetic);
        json.WriteString("approximate", Approximate);
        json.WriteStartArray("attribution");
        foreach (var a in Attribution) a.WriteTo(json);
        json.WriteEndArray();
        if (Actors.Count > 0)
        {
            json.WriteStartArray("actors");
            foreach (var actor in Actors) json.WriteRawValue(actor, skipInputValidation: true);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}

/// <param name="Records">How many of the features rest on it; null where that is not counted.</param>
public sealed record Attribution(string Source, string Citation, string? Url, string Licence, long? Records = null)
{
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", Source);
        json.WriteString("citation", Citation);
        json.WriteString("url", Url);
        json.WriteString("licence", Licence);
        if (Records is { } records) json.WriteNumber("records", records);
        json.WriteEndObject();
    }
}
