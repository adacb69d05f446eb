using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Deployments;

public sealed class AreaRulesTests
{
    // Four countries on a chessboard: AA west of BB, CC south of AA, DD south of BB (AA and DD meet at a point);
    // EE an island far off. Region BB/Near is drawn a hair off BB/West, as other sources would.
    private static readonly Basemap Board = new(
        new()
        {
            ["AA"] = Box(0, 15, 2, 17),
            ["BB"] = Box(2, 15, 4, 17),
            ["CC"] = Box(0, 13, 2, 15),
            ["DD"] = Box(2, 13, 4, 15),
            ["EE"] = Box(20, 13, 21, 15),
        },
        new()
        {
            ["AA/Nord"] = Box(0, 16, 2, 17),
            ["AA/Ségou"] = Box(0, 15, 2, 16),
            ["BB/West"] = Box(2, 15, 3, 17),
            ["BB/Near"] = Box(3 + 2e-10, 15, 4, 17),
        });

    [Fact]
    public void An_unknown_region_is_named_with_the_ones_it_may_have_been()
    {
        var rejected = Rejected(new RegionsRule(["AA/Nord", "Segou"]));
        Assert.Equal("rule.regions[1]", rejected.Place);
        Assert.Equal("Segou", rejected.Found);
        Assert.Contains("AA/Ségou", rejected.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_region_of_the_real_basemap_brings_the_near_ones_only()
    {
        var result = Assert.IsType<AreaRejected>(AreaRules.Build(new RegionsRule(["ML/Tomboctou"]), Basemap.Areas));
        Assert.Contains("ML/Tombouctou", result.Expected, StringComparison.Ordinal);
        Assert.DoesNotContain("TD/", result.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no name")]
    [InlineData("XX", "XX")]
    public void An_unknown_country_is_named(string code, string found)
    {
        Assert.Equal(found, Rejected(new CountriesRule([code])).Found);
        Assert.Equal(("rule.between[0]", found), PlaceAndFound(new BorderRule([new("AA", code)], 50)));
        Assert.Equal(("rule.within[1]", found), PlaceAndFound(new BorderRule([new("AA", "BB")], 50, ["AA", code])));
    }

    [Fact]
    public void Empty_lists_are_refused()
    {
        Assert.Equal("rule.regions", Rejected(new RegionsRule([])).Place);
        Assert.Equal("rule.countries", Rejected(new CountriesRule([])).Place);
        Assert.Equal("rule.between", Rejected(new BorderRule([], 50)).Place);
        Assert.Equal("rule.within", Rejected(new BorderRule([new("AA", "BB")], 50, [])).Place);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-50)]
    [InlineData(1000.1)]
    [InlineData(double.NaN)]
    public void A_distance_out_of_range_is_refused(double km)
    {
        Assert.Equal("rule.km", Rejected(new RadiusRule(1, 15, km)).Place);
        Assert.Equal("rule.km", Rejected(new BorderRule([new("AA", "BB")], km)).Place);
    }

    [Theory]
    [InlineData(181, 15, 5, "rule.lon")]
    [InlineData(double.NaN, 15, 5, "rule.lon")]
    [InlineData(1, -91, 5, "rule.lat")]
    [InlineData(1, 89.9, 50, "rule.km")]
    [InlineData(179.9, 15, 50, "rule.km")]
    public void A_circle_off_the_map_is_refused(double lon, double lat, double km, string place) =>
        Assert.Equal(place, Rejected(new RadiusRule(lon, lat, km)).Place);

    [Theory]
    [InlineData("AA", "EE")] // far apart
    [InlineData("AA", "DD")] // meet at a point
    public void Countries_without_a_shared_border_are_refused_with_their_neighbours(string a, string b)
    {
        var rejected = Rejected(new BorderRule([new(a, b)], 50));
        Assert.Equal($"{a} and {b}, which share no border", rejected.Found);
        Assert.EndsWith("BB, CC", rejected.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_country_shares_no_border_with_itself() =>
        Assert.Equal("AA twice", Rejected(new BorderRule([new("AA", "AA")], 50)).Found);

    [Fact]
    public void A_strip_that_does_not_reach_the_countries_it_is_cut_to_is_refused() =>
        Assert.Equal("rule.within", Rejected(new BorderRule([new("AA", "BB")], 50, ["EE"])).Place);

    [Fact]
    public void Nothing_drawn_is_refused() => Assert.Equal("geometry", Rejected(new DrawnRule()).Place);

    [Fact]
    public void A_drawing_that_crosses_itself_is_refused_where_it_does()
    {
        var bowTie = Wkt("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))");
        var rejected = Assert.IsType<AreaRejected>(AreaRules.Build(new DrawnRule(), Board, bowTie));
        Assert.Equal("geometry at 1 1", rejected.Place);
    }

    [Fact]
    public void A_drawing_is_taken_as_it_is_but_turned() =>
        AssertSameGround("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)))",
            Built(new DrawnRule(), Wkt("POLYGON ((0 0, 0 2, 2 2, 2 0, 0 0))")));

    [Fact]
    public void Borders_between_regions_dissolve() =>
        AssertSameGround("MULTIPOLYGON (((0 15, 2 15, 2 17, 0 17, 0 15)))", Built(new RegionsRule(["AA/Nord", "AA/Ségou"])));

    [Fact]
    public void A_hair_between_regions_leaves_no_sliver()
    {
        var area = Built(new RegionsRule(["BB/West", "BB/Near"]));
        Assert.Equal(1, area.NumGeometries);
        Assert.Equal(1, EqualArea.Measure(area).Value / EqualArea.Measure(Box(2, 15, 4, 17)).Value, 1e-9);
    }

    [Fact]
    public void Regions_apart_stay_parts() => Assert.Equal(2, Built(new CountriesRule(["AA", "EE"])).NumGeometries);

    [Fact]
    public void A_border_is_found_whichever_country_comes_first()
    {
        var area = Built(new BorderRule([new("AA", "BB")], 50));
        Assert.True(area.EqualsExact(Built(new BorderRule([new("BB", "AA")], 50))));
        Assert.True(area.Covers(Wkt("POINT (1.6 16)"))); // 43 km west of the border
        Assert.False(area.Covers(Wkt("POINT (1.5 16)"))); // 53 km
        Assert.True(area.Covers(Wkt("POINT (2 17.4)"))); // round ends reach into the neighbours
    }

    [Fact]
    public void A_strip_is_cut_to_the_countries_named()
    {
        var area = Built(new BorderRule([new("AA", "BB")], 50, ["AA"]));
        Assert.True(Board.Country("AA")!.Covers(area));
        var half = Built(new BorderRule([new("AA", "BB")], 50, ["BB"]));
        Assert.Equal(EqualArea.Measure(area).Value, EqualArea.Measure(half).Value, 1);
    }

    [Fact]
    public void A_border_drawn_apart_on_both_sides_is_found_all_the_same()
    {
        // One side has corners of its own, up to 300 m off.
        var apart = new Basemap(
            new() { ["AA"] = Box(0, 15, 2, 17), ["BB"] = Wkt("POLYGON ((2.001 15, 4 15, 4 17, 2 17, 2.003 16.4, 1.999 15.5, 2.001 15))") },
            []);
        var expected = EqualArea.Measure(Built(new BorderRule([new("AA", "BB")], 50))).Value;
        var found = Assert.IsType<AreaBuilt>(AreaRules.Build(new BorderRule([new("AA", "BB")], 50), apart));
        Assert.Equal(1, EqualArea.Measure(found.Area).Value / expected, 0.01);
    }

    [Fact]
    public void A_radius_makes_a_circle() =>
        Assert.Equal(1, EqualArea.Measure(Built(new RadiusRule(-3, 16.7, 20))).Value / (Math.PI * 400), 2e-3);

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_area_is_a_valid_multipolygon_in_degrees_with_rings_in_rfc_7946_order(AreaRule rule)
    {
        var area = Assert.IsType<AreaBuilt>(AreaRules.Build(rule, Board, Box(0, 0, 1, 1))).Area;
        Assert.True(area.IsValid);
        Assert.Equal(4326, area.SRID);
        Assert.All(area.Geometries.Cast<Polygon>(), p =>
        {
            Assert.True(Orientation.IsCCW(p.Shell.CoordinateSequence));
            Assert.All(p.Holes, h => Assert.False(Orientation.IsCCW(h.CoordinateSequence)));
        });
    }

    public static TheoryData<AreaRule> EveryKind =>
    [
        new RegionsRule(["AA/Nord", "BB/West", "BB/Near"]),
        new CountriesRule(["AA", "DD"]),
        new BorderRule([new("AA", "BB"), new("AA", "CC"), new("BB", "DD"), new("CC", "DD")], 10), // a ring of strips round the crossing
        new BorderRule([new("AA", "BB")], 30, ["AA", "CC"]),
        new RadiusRule(2, 15, 50),
        new DrawnRule(),
    ];

    private static MultiPolygon Built(AreaRule rule, Geometry? drawn = null)
    {
        var result = AreaRules.Build(rule, Board, drawn);
        return result is AreaBuilt built ? built.Area : throw new Xunit.Sdk.XunitException($"Rejected: {result}");
    }

    private static AreaRejected Rejected(AreaRule rule) => Assert.IsType<AreaRejected>(AreaRules.Build(rule, Board));

    private static (string Place, string Found) PlaceAndFound(AreaRule rule)
    {
        var rejected = Rejected(rule);
        return (rejected.Place, rejected.Found);
    }
}
