using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace SahelMap.Server.Records;

/// <summary>Reads the geometries that our records have (RFC 7946), and says where one is wrong. WGS 84 lon/lat; heights are dropped.</summary>
public static class GeoJsonGeometry
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>A Point, or null with an error.</summary>
    public static Point? Point(FieldReader feature)
    {
        if (Coordinates(feature, "a Point", "Point") is not { } c) return null;
        return Position(c.Coordinates, "geometry.coordinates", feature.Errors) is { } position ? Factory.CreatePoint(position) : null;
    }

    /// <summary>A Polygon or MultiPolygon whose rings are closed, or null with an error. Validity is for the caller to check.</summary>
    public static Geometry? Area(FieldReader feature)
    {
        if (Coordinates(feature, "a Polygon or MultiPolygon", "Polygon", "MultiPolygon") is not { } c) return null;
        var before = feature.Errors.Count;
        Geometry area = c.Type == "Polygon"
            ? Polygon(c.Coordinates, "geometry.coordinates", feature.Errors)
            : Factory.CreateMultiPolygon([.. List(c.Coordinates, "geometry.coordinates", "a list of polygons", feature.Errors)
                .Select((p, i) => Polygon(p, $"geometry.coordinates[{i}]", feature.Errors))]);
        if (feature.Errors.Count == before && area.IsEmpty) feature.Errors.Add(new("geometry.coordinates", "an empty area", "an area that covers ground"));
        return feature.Errors.Count == before ? area : null;
    }

    private static (string Type, JsonElement Coordinates)? Coordinates(FieldReader feature, string expected, params ReadOnlySpan<string> types)
    {
        if (feature.Find("geometry") is not { ValueKind: JsonValueKind.Object } geometry)
        {
            feature.Refuse("geometry", expected);
            return null;
        }
        var type = geometry.TryGetProperty("type", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString()! : "";
        if (!types.Contains(type))
        {
            feature.Errors.Add(new("geometry.type", type.Length == 0 ? FieldReader.Found(geometry.TryGetProperty("type", out var any) ? any : null) : $"\"{Short(type)}\"", expected));
            return null;
        }
        if (geometry.TryGetProperty("coordinates", out var coordinates) && coordinates.ValueKind == JsonValueKind.Array) return (type, coordinates);
        feature.Errors.Add(new("geometry.coordinates", FieldReader.Found(geometry.TryGetProperty("coordinates", out var found) ? found : null), $"the coordinates of {expected}"));
        return null;
    }

    private static Polygon Polygon(JsonElement rings, string place, List<FieldError> errors)
    {
        LinearRing[] read = [.. List(rings, place, "a list of rings", errors).Select((r, i) => Ring(r, $"{place}[{i}]", errors))];
        return read.Length == 0 ? Factory.CreatePolygon() : Factory.CreatePolygon(read[0], read[1..]);
    }

    private static LinearRing Ring(JsonElement positions, string place, List<FieldError> errors)
    {
        var before = errors.Count;
        var ring = new List<Coordinate>();
        foreach (var position in List(positions, place, "a list of positions", errors))
        {
            if (Position(position, $"{place}[{ring.Count}]", errors) is not { } c) return Factory.CreateLinearRing();
            ring.Add(c);
        }
        if (errors.Count > before) return Factory.CreateLinearRing();
        if (ring.Count < 4)
            errors.Add(new(place, $"a ring of {ring.Count} positions", "at least four positions, the last equal to the first"));
        else if (!ring[0].Equals2D(ring[^1]))
            errors.Add(new($"{place}[{ring.Count - 1}]", "a ring that is not closed",
                string.Create(CultureInfo.InvariantCulture, $"the ring's first position again, [{ring[0].X}, {ring[0].Y}]")));
        else
            return Factory.CreateLinearRing([.. ring]);
        return Factory.CreateLinearRing();
    }

    private static Coordinate? Position(JsonElement position, string place, List<FieldError> errors)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2
            || position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number
            || !position[0].TryGetDouble(out var lon) || !position[1].TryGetDouble(out var lat))
        {
            errors.Add(new(place, FieldReader.Found(position), "a position: [longitude, latitude]"));
            return null;
        }
        if (Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90) return new Coordinate(lon, lat);
        errors.Add(new(place, string.Create(CultureInfo.InvariantCulture, $"[{lon}, {lat}]"), "longitude from -180 to 180, then latitude from -90 to 90"));
        return null;
    }

    private static JsonElement[] List(JsonElement value, string place, string expected, List<FieldError> errors)
    {
        if (value.ValueKind == JsonValueKind.Array) return [.. value.EnumerateArray()];
        errors.Add(new(place, FieldReader.Found(value), expected));
        return [];
    }

    private static string Short(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");
}
