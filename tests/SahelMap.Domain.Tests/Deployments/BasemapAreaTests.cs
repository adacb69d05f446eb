using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Deployments;

/// <summary>The rules on the basemap that the project ships.</summary>
public sealed class BasemapAreaTests
{
    private static readonly CountryPair[] G5Borders = [new("ML", "MR"), new("ML", "BF"), new("ML", "NE"), new("BF", "NE"), new("NE", "TD")];

    private static readonly Lazy<MultiPolygon> G5Zone = new(() => Built(new BorderRule(G5Borders, 50)));

    [Fact]
    public void Countries_and_regions_are_valid_areas()
    {
        Assert.All(Basemap.Areas.CountryCodes, code => Assert.Null(AreaValidity.Check(Basemap.Areas.Country(code))));
        Assert.All(Basemap.Areas.RegionIds, id => Assert.Null(AreaValidity.Check(Basemap.Areas.Region(id))));
    }

    [Theory]
    [InlineData("ML")]
    [InlineData("BF")]
    [InlineData("NE")]
    public void All_regions_of_a_country_make_one_area_without_slivers(string country)
    {
        var regions = Basemap.Areas.RegionIds.Where(id => id.StartsWith(country + "/", StringComparison.Ordinal)).ToList();
        var area = Built(new RegionsRule(regions));
        var polygon = Assert.IsType<Polygon>(Assert.Single(area.Geometries));
        Assert.Empty(polygon.Holes);
        Assert.Equal(1, EqualArea.Measure(area).Value / regions.Sum(id => EqualArea.Measure(Basemap.Areas.Region(id)!).Value), 1e-7);
    }

    // Lengths as the CIA World Factbook gives them, in km; a basemap at 1:10 million cuts corners.
    [Theory]
    [InlineData("ML", "MR", 2236)]
    [InlineData("ML", "BF", 1325)]
    [InlineData("ML", "NE", 838)]
    [InlineData("BF", "NE", 622)]
    [InlineData("NE", "TD", 1196)]
    public void The_borders_of_the_G5_have_about_their_published_length(string a, string b, double km)
    {
        var border = SharedBorder.Between(Basemap.Areas.Country(a)!, Basemap.Areas.Country(b)!)!;
        Assert.InRange(Kilometres(border) / km, 0.75, 1.1);
        Assert.Equal(Kilometres(border), Kilometres(SharedBorder.Between(Basemap.Areas.Country(b)!, Basemap.Areas.Country(a)!)!), 1);
    }

    [Fact]
    public void Mali_and_Chad_share_no_border() =>
        Assert.Contains("NE", Assert.IsType<AreaRejected>(AreaRules.Build(new BorderRule([new("ML", "TD")], 50), Basemap.Areas)).Expected, StringComparison.Ordinal);

    [Fact]
    public void The_G5_zone_lies_fifty_kilometres_either_side_of_the_borders()
    {
        var zone = G5Zone.Value;
        Assert.True(zone.IsValid);
        Assert.False(zone.Covers(Wkt("POINT (2.4022 15.9182)")), "Ménaka lies about 100 km from the border");
        Assert.False(zone.Covers(Wkt("POINT (0.5022 15.6597)")), "Ansongo lies beyond 50 km");
        Assert.True(zone.Covers(Wkt("POINT (-1.63 14.09)")), "Djibo lies within 50 km of Mali");
        Assert.False(zone.Covers(Wkt("POINT (1.45 14.21)")), "Tillabéri lies beyond 50 km");
        Assert.True(zone.Covers(Wkt("POINT (-7.0 15.49)")), "on the border of Mali and Mauritania");

        // 100 km for every kilometre of border: a little more for round ends, less where strips meet and in bends.
        var length = G5Borders.Sum(p => Kilometres(SharedBorder.Between(Basemap.Areas.Country(p.A)!, Basemap.Areas.Country(p.B)!)!));
        Assert.InRange(EqualArea.Measure(zone).Value, length * 100 * 0.7, length * 100 * 1.05);
    }

    [Fact]
    public void The_G5_zone_can_be_cut_to_its_members()
    {
        string[] members = ["ML", "MR", "BF", "NE", "TD"];
        var cut = Built(new BorderRule(G5Borders, 50, members));
        Assert.True(EqualArea.Measure(cut) < EqualArea.Measure(G5Zone.Value));
        var outside = OverlayNG.Overlay(cut, Built(new CountriesRule(members)), SpatialFunction.Difference, new PrecisionModel(1e9));
        Assert.Equal(0, EqualArea.Measure(outside).Value, 3);
    }

    private static MultiPolygon Built(AreaRule rule) => Assert.IsType<AreaBuilt>(AreaRules.Build(rule, Basemap.Areas)).Area;

    private static double Kilometres(Geometry line)
    {
        double metres = 0;
        for (var n = 0; n < line.NumGeometries; n++)
        {
            var corners = line.GetGeometryN(n).Coordinates;
            for (var i = 1; i < corners.Length; i++)
                metres += Geodesic.Inverse(corners[i - 1].X, corners[i - 1].Y, corners[i].X, corners[i].Y).Metres;
        }
        return metres / 1000;
    }
}
