using NetTopologySuite.Geometries;
using SahelMap.Domain.Geodesy;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Geodesy;

public sealed class GeodesicBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_distance_that_is_none_is_refused(double km)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GeodesicBuffer.AroundPoint(0, 15, km));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeodesicBuffer.AroundLine(Wkt("LINESTRING (0 0, 1 1)"), km));
    }

    [Fact]
    public void A_circle_over_a_pole_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GeodesicBuffer.AroundPoint(0, 89, 200));

    [Fact]
    public void What_is_no_line_has_no_strip() =>
        Assert.Throws<ArgumentException>(() => GeodesicBuffer.AroundLine(Box(0, 0, 1, 1), 5));

    [Fact]
    public void An_empty_line_has_an_empty_strip() =>
        Assert.True(GeodesicBuffer.AroundLine(Wkt("LINESTRING EMPTY"), 5).IsEmpty);

    [Theory]
    [InlineData(-3.00742, 16.77348, 5)]
    [InlineData(-8, 12.65, 25)]
    [InlineData(1.4, 18.4, 100)]
    [InlineData(10, 15, 1000)]
    public void A_circle_has_its_radius_everywhere_and_its_area(double lon, double lat, double km)
    {
        var circle = GeodesicBuffer.AroundPoint(lon, lat, km);
        Assert.True(circle.IsValid);
        Assert.True(circle.Shell.IsCCW);
        Assert.Equal(4326, circle.SRID);
        Assert.All(circle.Coordinates, c => Assert.Equal(km, Geodesic.Inverse(lon, lat, c.X, c.Y).Metres / 1000, 1e-6));

        var fine = new Coordinate[3601];
        for (var i = 0; i < 3600; i++)
        {
            var (x, y) = Geodesic.Direct(lon, lat, i / 10.0, km * 1000);
            fine[i] = new Coordinate(x, y);
        }
        fine[3600] = fine[0].Copy();
        var exact = EqualArea.Measure(Wgs84.Factory.CreatePolygon(fine)).Value;
        Assert.InRange(EqualArea.Measure(circle).Value / exact, 0.998, 1.0);
    }

    [Theory]
    [InlineData("LINESTRING (-4 10, -4 20)", 50)]
    [InlineData("LINESTRING (-12 15, 12 15)", 50)]
    [InlineData("LINESTRING (-12 25, 0 25, 3 19)", 10)]
    [InlineData("MULTILINESTRING ((0 15, 3 16, 2 18), (2 18, 4 19))", 300)]
    [InlineData("LINESTRING (0 15, 0.01 15.01)", 0.2)]
    public void A_strip_holds_what_lies_nearer_and_nothing_that_lies_farther(string wkt, double km)
    {
        var line = Wkt(wkt);
        var strip = GeodesicBuffer.AroundLine(line, km);
        Assert.True(strip.IsValid);
        Assert.Equal(4326, strip.SRID);

        var cut = NetTopologySuite.Densify.Densifier.Densify(line, Math.Min(0.05, km / 1000)).Coordinates;
        var box = strip.EnvelopeInternal;
        box.ExpandBy(box.Width * 0.05);
        var random = new Random(4711);
        for (var i = 0; i < 100; i++)
        {
            double x = box.MinX + random.NextDouble() * box.Width, y = box.MinY + random.NextDouble() * box.Height;
            var distance = cut.Min(c => Geodesic.Inverse(x, y, c.X, c.Y).Metres) / 1000;
            if (Math.Abs(distance / km - 1) < 0.002)
                continue;
            Assert.True(strip.Covers(Wgs84.Factory.CreatePoint(new Coordinate(x, y))) == distance < km, $"{x} {y} at {distance} km");
        }
    }

    [Fact]
    public void A_strip_along_a_meridian_has_its_area()
    {
        // From 10 to 20 degrees north, 1,106,511.42 m on the ellipsoid: a rectangle and two half circles, less the
        // curvature of the earth (narrower by width²/24R² = 1e-5).
        var length = Geodesic.Inverse(-4, 10, -4, 20).Metres / 1000;
        var area = EqualArea.Measure(GeodesicBuffer.AroundLine(Wkt("LINESTRING (-4 10, -4 20)"), 50)).Value;
        Assert.Equal(1, area / (length * 100 + Math.PI * 2500), 2e-3);
    }

    [Fact]
    public void A_strip_is_written_with_nine_decimals_without_loss()
    {
        var strip = GeodesicBuffer.AroundLine(Wkt("LINESTRING (-4 10, -3.2 12.1)"), 7);
        Assert.All(strip.Coordinates, c => Assert.Equal(Math.Round(c.X, 9), c.X));
    }
}
