using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Converters;
using Npgsql;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports.Geodata;

/// <summary>geodata/basemap: read, written to table basemap, and looked up by area rules.</summary>
internal sealed class BasemapFiles : IBasemapAreas
{
    public static readonly IReadOnlyList<string> Layers = ["countries", "regions", "rivers", "lakes", "towns"];

    private static readonly JsonSerializerOptions GeoJson = new() { Converters = { new GeoJsonConverterFactory(Wgs84.Factory) } };

    private readonly List<Feature> _features = [];
    private readonly Dictionary<string, Geometry> _regions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Geometry> _countries = new(StringComparer.Ordinal);

    private BasemapFiles() { }

    public int Count => _features.Count;

    public IReadOnlyCollection<string> RegionIds => _regions.Keys;

    public IReadOnlyCollection<string> CountryCodes => _countries.Keys;

    public Geometry? Region(string id) => _regions.GetValueOrDefault(id);

    public Geometry? Country(string iso) => _countries.GetValueOrDefault(iso);

    public static async Task<BasemapFiles> ReadAsync(GeodataFiles files, CancellationToken cancellationToken)
    {
        var basemap = new BasemapFiles();
        foreach (var layer in Layers)
        {
            var file = $"basemap/{layer}.geojson";
            var root = await files.ParseAsync(Path.Combine("basemap", $"{layer}.geojson"), cancellationToken);
            if (!root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
                throw new SetUpException($"{file}: found no \"features\"; expected a FeatureCollection.");
            var ordinal = 0;
            foreach (var feature in features.EnumerateArray()) basemap.Add(layer, file, ordinal++, feature);
        }
        return basemap;
    }

    /// <summary>Replaces the table's rows by those of the files.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (var delete = new NpgsqlCommand("DELETE FROM basemap", connection)) await delete.ExecuteNonQueryAsync(cancellationToken);
        var ewkb = new WKBWriter(ByteOrder.LittleEndian, handleSRID: true);
        await using var copy = await BinaryCopy.BeginAsync(connection, "basemap",
            ["layer", "id", "name", "name_fr", "country", "rank", "population", "capital", "geom"], cancellationToken);
        foreach (var f in _features)
        {
            copy.StartRow();
            copy.Text(f.Layer);
            copy.Text(f.Id);
            copy.Text(f.Name);
            copy.Text(f.NameFr);
            copy.Text(f.Country);
            copy.Integer(f.Rank);
            copy.Integer(f.Population);
            copy.Boolean(f.Capital);
            copy.Bytes(ewkb.Write(f.Geometry));
            await copy.SendIfFullAsync(cancellationToken);
        }
        await copy.CompleteAsync(cancellationToken);
        await using var analyze = new NpgsqlCommand("ANALYZE basemap", connection);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Add(string layer, string file, int ordinal, JsonElement element)
    {
        var properties = element.TryGetProperty("properties", out var p) && p.ValueKind == JsonValueKind.Object ? p : default;
        var id = layer switch
        {
            "countries" => Text("iso"),
            "regions" => Text("id"),
            "towns" => properties.TryGetProperty("geonameid", out var geoname) ? geoname.GetRawText() : null,
            // Rivers and lakes have no id of their own: many have no name either.
            _ => $"{layer}-{ordinal}",
        } ?? throw Bad("id", "an id");
        var geometry = Geometry();
        if (geometry is Polygon or MultiPolygon && AreaValidity.Check(geometry) is { } defect) throw Bad(defect.Place, defect.Expected, defect.Found);

        _features.Add(new(layer, id, Text("name"), Text("nameFr"), Text("iso") ?? Text("country"), Number("rank"), Number("population"), Truth("capital"), geometry));
        if (layer == "regions" && !_regions.TryAdd(id, geometry)) throw Bad("id", "each id once");
        if (layer == "countries" && !_countries.TryAdd(id, geometry)) throw Bad("iso", "each country once");

        string? Text(string name) => properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
        int? Number(string name) => properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.Number ? v.GetInt32() : null;
        bool? Truth(string name) => properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var v) && v.ValueKind is JsonValueKind.True or JsonValueKind.False ? v.GetBoolean() : null;

        Geometry Geometry()
        {
            try
            {
                var geometry = element.TryGetProperty("geometry", out var g) ? g.Deserialize<Geometry>(GeoJson) : null;
                if (geometry is null || geometry.IsEmpty) throw Bad("geometry", "a geometry", "none");
                geometry.SRID = 4326;
                return geometry;
            }
            catch (Exception e) when (e is JsonException or ArgumentException or ParseException)
            {
                throw new SetUpException($"{file}, feature {ordinal + 1}, geometry: {e.Message}", e);
            }
        }

        SetUpException Bad(string field, string expected, string? found = null) =>
            new($"{file}, feature {ordinal + 1}, {field}: found {found ?? properties.ToString()}; expected {expected}.");
    }

    private sealed record Feature(
        string Layer, string Id, string? Name, string? NameFr, string? Country, int? Rank, int? Population, bool? Capital, Geometry Geometry);
}
