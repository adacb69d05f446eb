using NetTopologySuite.Geometries;
using SahelMap.Domain.Deployments;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Deployments;

public sealed class AreaValidityTests
{
    [Theory]
    [InlineData("POINT (1 2)", "geometry", "a Point")]
    [InlineData("POLYGON EMPTY", "geometry", "an empty area")]
    [InlineData("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", "geometry at 1 1", "outlines that cross or run along each other")]
    [InlineData("POLYGON ((0 0, 1 0, 2 0, 0 0))", "geometry at 1 0", "outlines that cross or run along each other")]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 5, 6 5, 6 6, 5 5))", "geometry at 5 5", "a hole outside its outline")]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 5 1, 5 5, 1 5, 1 1), (2 2, 3 2, 3 3, 2 2))", "geometry at 2 2", "a hole inside a hole")]
    [InlineData("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((1 1, 2 1, 2 2, 1 1)))", "geometry at 2 1", "a part inside another part")]
    [InlineData("POLYGON ((0 0, 181 0, 0 1, 0 0))", "geometry at 181 0", "a position out of range")]
    [InlineData("POLYGON ((14.5 -3, 15.5 -3, 15 -91, 14.5 -3))", "geometry at 15 -91", "a position out of range")]
    public void A_defect_is_told_with_its_place(string wkt, string place, string found)
    {
        var defect = AreaValidity.Check(Wkt(wkt));
        Assert.NotNull(defect);
        Assert.Equal((place, found), (defect.Place, defect.Found));
        Assert.NotEmpty(defect.Expected);
    }

    [Fact]
    public void Nothing_is_no_area() => Assert.Equal("nothing", AreaValidity.Check(null)!.Found);

    [Theory]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))")]
    [InlineData("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((4 4, 5 4, 5 5, 4 4)))")]
    [InlineData("POLYGON ((-180 -90, 180 -90, 180 90, -180 90, -180 -90))")]
    public void A_valid_area_has_no_defect(string wkt) => Assert.Null(AreaValidity.Check(Wkt(wkt)));

    [Fact]
    public void A_ring_is_checked_before_a_polygon_is_made_of_it()
    {
        Coordinate[] open = [new(0, 0), new(1, 0), new(1, 1), new(0, 1)];
        Assert.Equal("geometry at 0 1", AreaValidity.CheckRing(open)!.Place);
        Assert.Contains("equal to the first, 0 0", AreaValidity.CheckRing(open)!.Expected, StringComparison.Ordinal);
        Assert.Equal("a ring of 2 positions", AreaValidity.CheckRing([new(0, 0), new(0, 0)])!.Found);
        Assert.Equal("geometry", AreaValidity.CheckRing([])!.Place);
        Assert.Equal("a position out of range", AreaValidity.CheckRing([new(0, 0), new(double.NaN, 0), new(1, 1), new(0, 0)])!.Found);
        Assert.Null(AreaValidity.CheckRing([.. open, new(0, 0)]));
    }

    [Fact]
    public void Rings_are_turned_and_other_ordinates_dropped()
    {
        var drawn = Wkt("POLYGON Z ((0 0 5, 0 4 5, 4 4 5, 4 0 5, 0 0 5), (1 1 5, 2 1 5, 2 2 5, 1 1 5))");
        Assert.Equal("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 2, 2 1, 1 1)))", AreaValidity.Normalise(drawn).AsText());
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 4 4, 4 0, 0 4, 0 0))", "MULTIPOLYGON (((0 0, 2 2, 0 4, 0 0)), ((4 0, 4 4, 2 2, 4 0)))", "outlines that cross or run along each other at 2 2", "2 parts")]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 5, 6 5, 6 6, 5 5))", "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", "a hole outside its outline", "2 parts")]
    [InlineData("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((1 1, 2 1, 2 2, 1 1)))", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "a part inside another part", "one part")]
    public void A_wrong_outline_is_repaired_and_the_note_says_what_was_wrong_and_what_was_kept(string wkt, string ground, string wrong, string kept)
    {
        var (area, note) = AreaValidity.Repair(Wkt(wkt))!.Value;

        Assert.Null(AreaValidity.Check(area));
        Shapes.AssertSameGround(ground, area);
        Assert.Contains(wrong, note, StringComparison.Ordinal);
        Assert.Contains(kept, note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 1 1, 2 2, 0 0))")] // encloses nothing
    [InlineData("POLYGON ((0 0, 400 0, 400 4, 0 4, 0 0))")] // degrees that do not exist
    [InlineData("POLYGON EMPTY")]
    public void What_no_ground_can_be_made_of_is_not_repaired(string wkt) => Assert.Null(AreaValidity.Repair(Wkt(wkt)));
}
