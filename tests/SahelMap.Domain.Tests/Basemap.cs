using System.Runtime.CompilerServices;
using System.Text.Json;
using NetTopologySuite.Geometries;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Tests;

/// <summary>The countries and regions that the project ships, from geodata/basemap.</summary>
internal sealed class Basemap : IBasemapAreas
{
    private static readonly Lazy<Basemap> Shipped = new(() => new Basemap(Read("countries", "iso"), Read("regions", "id")));

    private readonly Dictionary<string, Geometry> _countries, _regions;

    public Basemap(Dictionary<string, Geometry> countries, Dictionary<string, Geometry> regions) => (_countries, _regions) = (countries, regions);

    public static Basemap Areas => Shipped.Value;

    public Geometry? Region(string id) => _regions.GetValueOrDefault(id);

    public Geometry? Country(string iso) => _countries.GetValueOrDefault(iso);

    public IReadOnlyCollection<string> RegionIds => _regions.Keys;

    public IReadOnlyCollection<string> CountryCodes => _countries.Keys;

    private static Dictionary<string, Geometry> Read(string layer, string key)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Here(), "..", "..", "geodata", "basemap", $"{layer}.geojson")));
        return file.RootElement.GetProperty("features").EnumerateArray()
            .Where(f => f.GetProperty("properties").GetProperty(key).ValueKind == JsonValueKind.String)
            .ToDictionary(f => f.GetProperty("properties").GetProperty(key).GetString()!, f => Area(f.GetProperty("geometry")));
    }

    // Beside this source file, because the build may put the tests anywhere.
    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static Geometry Area(JsonElement geometry)
    {
        var rings = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() == "Polygon"
            ? Part(rings)
            : Wgs84.Factory.CreateMultiPolygon([.. rings.EnumerateArray().Select(Part)]);

        static Polygon Part(JsonElement rings)
        {
            var all = rings.EnumerateArray().Select(ring => Wgs84.Factory.CreateLinearRing(
                [.. ring.EnumerateArray().Select(c => new Coordinate(c[0].GetDouble(), c[1].GetDouble()))])).ToArray();
            return Wgs84.Factory.CreatePolygon(all[0], all[1..]);
        }
    }
}
