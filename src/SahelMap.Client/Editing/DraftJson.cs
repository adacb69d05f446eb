using System.Globalization;
using System.Text.Json.Nodes;
using SahelMap.Client.I18n;

namespace SahelMap.Client.Editing;

/// <summary>Between the fields of a form and the GeoJSON feature on the wire.</summary>
public static class DraftJson
{
    public static Dictionary<string, string> Read(IReadOnlyList<DraftField> fields, JsonObject feature)
    {
        var properties = feature["properties"] as JsonObject ?? [];
        var point = feature["geometry"]?["type"]?.ToString() == "Point" ? feature["geometry"]!["coordinates"] as JsonArray : null;
        return fields.ToDictionary(f => f.Name, f => f.Name switch
        {
            "last" => DayBefore(properties["until"]),
            "roleLast" => DayBefore(properties["roleUntil"]),
            "ongoing" => properties["until"] is null ? "true" : "false",
            "lat" => Words(point?[1]),
            "lon" => Words(point?[0]),
            "geometry" => feature["geometry"]?.ToJsonString() ?? "",
            "rule.between" => string.Join(',', (properties["rule"]?["between"] as JsonArray ?? []).Select(pair => string.Join('-', pair!.AsArray().Select(c => c!.ToString())))),
            "untilPrecision" => Words(properties["untilPrecision"]) is "Ongoing" or "" ? "Day" : Words(properties["untilPrecision"]),
            _ when f.Name.StartsWith("rule.", StringComparison.Ordinal) => Words(properties["rule"]?[f.Name[5..]]),
            _ => Words(properties[f.Name]),
        });
    }

    public static JsonObject Write(IReadOnlyList<DraftField> fields, IReadOnlyDictionary<string, string> values, JsonObject? source)
    {
        var feature = source?.DeepClone().AsObject() ?? new JsonObject { ["type"] = "Feature", ["geometry"] = null, ["properties"] = new JsonObject { ["enteredBy"] = "local" } };
        var properties = feature["properties"]!.AsObject();
        foreach (var field in fields)
        {
            if (field.Name is "last" or "roleLast" or "ongoing" or "lat" or "lon" or "geometry" || field.Name.StartsWith("rule.", StringComparison.Ordinal)) continue;
            properties[field.Name] = Value(field.Kind, values[field.Name]);
        }

        // Read at the source, and nothing recalled: that is what "verified" says.
        if (values["basis"].Contains("background-knowledge", StringComparison.Ordinal)) properties["verified"] = false;
        else if (values["basis"] == "retrieved") properties["verified"] = true;

        if (values.ContainsKey("ongoing")) WriteDeployment(feature, properties, values);
        else WriteIncident(feature, properties, values);
        return feature;
    }

    private static void WriteIncident(JsonObject feature, JsonObject properties, IReadOnlyDictionary<string, string> values)
    {
        properties["until"] = DayAfter(values["last"].Length > 0 ? values["last"] : values["from"]);
        if (Coordinates.TryReadLatitude(values["lat"], out var lat) && Coordinates.TryReadLongitude(values["lon"], out var lon))
            feature["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(Math.Round(lon, 6), Math.Round(lat, 6)) };
    }

    private static void WriteDeployment(JsonObject feature, JsonObject properties, IReadOnlyDictionary<string, string> values)
    {
        var ongoing = values["ongoing"] == "true";
        properties["until"] = ongoing ? null : DayAfter(values["last"]);
        if (ongoing) properties["untilPrecision"] = "Ongoing";
        properties["roleUntil"] = values["roleLast"].Length > 0 ? DayAfter(values["roleLast"]) : null;
        properties["rule"] = Rule(values);
        if (values["rule.kind"] == "Drawn") feature["geometry"] = MultiPolygon(values["geometry"]);
    }

    private static JsonObject Rule(IReadOnlyDictionary<string, string> values)
    {
        static JsonArray Codes(string list) => [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(c => (JsonNode)c)];
        var kind = values["rule.kind"];
        var rule = new JsonObject { ["kind"] = kind };
        switch (kind)
        {
            case "Regions":
                rule["regions"] = Codes(values["rule.regions"]);
                break;
            case "Countries":
                rule["countries"] = Codes(values["rule.countries"]);
                break;
            case "Radius":
                if (Coordinates.TryReadLongitude(values["rule.lon"], out var lon)) rule["lon"] = Math.Round(lon, 6);
                if (Coordinates.TryReadLatitude(values["rule.lat"], out var lat)) rule["lat"] = Math.Round(lat, 6);
                rule["km"] = Kilometres(values["rule.km"]);
                break;
            case "Border":
                rule["between"] = new JsonArray([.. values["rule.between"].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => Codes(pair.Replace('-', ',')))]);
                if (values["rule.within"].Length > 0) rule["within"] = Codes(values["rule.within"]);
                rule["km"] = Kilometres(values["rule.km"]);
                break;
        }

        return rule;
    }

    private static JsonObject? MultiPolygon(string geometry)
    {
        if (geometry.Length == 0) return null;
        var node = JsonNode.Parse(geometry)!.AsObject();
        return node["type"]?.ToString() == "Polygon"
            ? new JsonObject { ["type"] = "MultiPolygon", ["coordinates"] = new JsonArray(node["coordinates"]!.DeepClone()) }
            : node;
    }

    private static JsonNode? Value(FieldKind kind, string text)
    {
        text = text.Trim();
        return kind switch
        {
            FieldKind.Codes => new JsonArray([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(c => (JsonNode)c)]),
            FieldKind.Switch => text == "true",
            _ when text.Length == 0 => null,
            FieldKind.Whole => DraftCheck.TryWhole(text, out var n) ? n : text,
            _ => text,
        };
    }

    private static JsonNode? Kilometres(string text) => DraftCheck.TryKilometres(text, out var km) ? km : text.Length == 0 ? null : text;

    private static JsonNode? DayAfter(string day) => DraftCheck.TryDay(day, out var d) ? DraftCheck.Iso(d.AddDays(1)) : null;

    private static string DayBefore(JsonNode? day) => DraftCheck.TryDay(Words(day), out var d) ? DraftCheck.Iso(d.AddDays(-1)) : "";

    private static string Words(JsonNode? node) => node switch
    {
        null => "",
        JsonArray list => string.Join(',', list.Select(Words)),
        JsonValue value when value.TryGetValue(out bool yes) => yes ? "true" : "false",
        JsonValue value when value.TryGetValue(out double number) => number.ToString(CultureInfo.InvariantCulture),
        _ => node.ToString(),
    };
}
