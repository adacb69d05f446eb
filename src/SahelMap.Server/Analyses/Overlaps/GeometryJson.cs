using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>
/// Polygons as GeoJSON (RFC 7946): WGS 84 with 6 decimals (0.1 m), exterior rings counter-clockwise. Rings that collapse when
/// rounded are left out; null where nothing remains.
/// </summary>
public static class GeometryJson
{
    private const int Decimals = 6;

    public static void Write(Utf8JsonWriter json, Geometry area)
    {
        List<List<Coordinate[]>> polygons = [];
        for (var i = 0; i < area.NumGeometries; i++)
            if (area.GetGeometryN(i) is Polygon polygon && Rounded(polygon) is { } rings) polygons.Add(rings);
        if (polygons.Count == 0)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, polygons.Count == 1 ? "Polygon"u8 : "MultiPolygon"u8);
        json.WriteStartArray("coordinates"u8);
        foreach (var rings in polygons)
        {
            if (polygons.Count > 1) json.WriteStartArray();
            foreach (var ring in rings) Write(json, ring);
            if (polygons.Count > 1) json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Coordinate[] ring)
    {
        json.WriteStartArray();
        foreach (var c in ring)
        {
            json.WriteStartArray();
            json.WriteNumberValue(c.X);
            json.WriteNumberValue(c.Y);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static List<Coordinate[]>? Rounded(Polygon polygon)
    {
        if (polygon.IsEmpty || Rounded(polygon.Shell, counterClockwise: true) is not { } shell) return null;
        List<Coordinate[]> rings = [shell];
        for (var i = 0; i < polygon.NumInteriorRings; i++)
            if (Rounded(polygon.GetInteriorRingN(i), counterClockwise: false) is { } hole) rings.Add(hole);
        return rings;
    }

    private static Coordinate[]? Rounded(LineString ring, bool counterClockwise)
    {
        var points = new List<Coordinate>(ring.NumPoints);
        var sequence = ring.CoordinateSequence;
        for (var i = 0; i < sequence.Count; i++)
        {
            // + 0: minus zero is zero.
            var c = new Coordinate(Math.Round(sequence.GetX(i), Decimals) + 0, Math.Round(sequence.GetY(i), Decimals) + 0);
            if (points.Count == 0 || !points[^1].Equals2D(c)) points.Add(c);
        }
        Coordinate[] rounded = [.. points];
        if (rounded.Length < 4 || NetTopologySuite.Algorithm.Area.OfRing(rounded) == 0) return null;
        if (Orientation.IsCCW(rounded) != counterClockwise) Array.Reverse(rounded);
        return rounded;
    }
}
