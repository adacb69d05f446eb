using NetTopologySuite.Geometries;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;
using SahelMap.Domain.Geodesy;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Geodesy;

public sealed class EqualAreaTests
{
    [Theory]
    [InlineData("POINT (1 2)")]
    [InlineData("LINESTRING (0 0, 10 10)")]
    [InlineData("POLYGON EMPTY")]
    [InlineData("MULTIPOLYGON EMPTY")]
    public void What_is_no_polygon_has_no_area(string wkt) => Assert.Equal(0, EqualArea.Measure(Wkt(wkt)).Value);

    [Fact]
    public void A_hole_is_taken_out()
    {
        Geometry whole = Box(0, 10, 2, 12), hole = Box(0.5, 10.5, 1, 11);
        var holed = whole.Difference(hole);
        Assert.Equal(EqualArea.Measure(whole).Value - EqualArea.Measure(hole).Value, EqualArea.Measure(holed).Value, 6);
    }

    [Fact]
    public void Parts_and_collections_add_up_and_the_sense_of_rings_does_not_matter()
    {
        Geometry a = Box(0, 10, 1, 11), b = Box(5, 10, 6, 11).Reverse();
        var parts = Wgs84.Factory.CreateGeometryCollection([a, Wkt("POINT (0 0)"), Wgs84.Factory.CreateMultiPolygon([(Polygon)b])]);
        Assert.Equal(2 * EqualArea.Measure(a).Value, EqualArea.Measure(parts).Value, 9);
    }

    // Published for WGS 84: 510,065,621.724 km² (surface of the reference ellipsoid).
    [Fact]
    public void The_whole_earth_has_its_published_area() =>
        Assert.Equal(510_065_621.724, EqualArea.Measure(Box(-180, -90, 180, 90)).Value, 2);

    [Theory]
    [InlineData(-12, 10, 4, 25)] // the box that came out 21 km² low without densified edges
    [InlineData(-18, 8, 25, 28)]
    [InlineData(0, 0, 1, 1)]
    [InlineData(-3, 16.7, -2.999, 16.701)]
    [InlineData(10, -40, 20, -35)]
    public void A_box_has_the_area_between_its_parallels(double west, double south, double east, double north)
    {
        // Independent of the code's series: Simpson's rule over the radii of curvature.
        const int steps = 2000;
        double sum = 0, h = (north - south) / steps;
        for (var i = 0; i <= steps; i++)
            sum += SquareMetresPerRadian2(south + i * h) * (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2);
        var expected = sum * h / 3 * (east - west) * Math.Pow(Math.PI / 180, 2) / 1e6;
        Assert.Equal(1, EqualArea.Measure(Box(west, south, east, north)).Value / expected, 1e-10);
    }

    // Natural Earth's Mali is about 1,250,000 km²; the country states 1,240,192.
    [Fact]
    public void Mali_is_about_as_large_as_it_says() =>
        Assert.InRange(EqualArea.Measure(Basemap.Areas.Country("ML")!).Value, 1_230_000, 1_265_000);

    [Theory]
    [InlineData("POLYGON ((-12 10, 4 10, 4 25, -12 25, -12 10))")]
    [InlineData("POLYGON ((-11 12, 9 14, 3 24, -11 12))")]
    [InlineData("POLYGON ((-4 14, -3.9 14.05, -3.95 14.2, -4 14))")]
    public void Finely_cut_edges_on_ProjNETs_Africa_Albers_give_the_same(string wkt)
    {
        var polygon = Wkt(wkt);
        var cut = NetTopologySuite.Densify.Densifier.Densify(polygon, 0.01);
        var expected = AfricaAlbers(cut).Area / 1e6;
        Assert.Equal(1, EqualArea.Measure(polygon).Value / expected, 1e-6);
    }

    [Fact]
    public void A_country_on_ProjNETs_Africa_Albers_is_the_same()
    {
        var niger = Basemap.Areas.Country("NE")!;
        var expected = AfricaAlbers(NetTopologySuite.Densify.Densifier.Densify(niger, 0.01)).Area / 1e6;
        Assert.Equal(1, EqualArea.Measure(niger).Value / expected, 1e-6);
    }

    private static double SquareMetresPerRadian2(double latitude)
    {
        var sine = Math.Sin(latitude * Math.PI / 180);
        var w2 = 1 - Wgs84.E2 * sine * sine;
        return Wgs84.A * Wgs84.A * (1 - Wgs84.E2) / (w2 * w2) * Math.Cos(latitude * Math.PI / 180);
    }

    private static Geometry AfricaAlbers(Geometry lonLat)
    {
        const string esri102022 = """
            PROJCS["Africa_Albers_Equal_Area_Conic",
                GEOGCS["WGS 84", DATUM["WGS_1984", SPHEROID["WGS 84", 6378137, 298.257223563]],
                    PRIMEM["Greenwich", 0], UNIT["degree", 0.0174532925199433]],
                PROJECTION["Albers_Conic_Equal_Area"],
                PARAMETER["latitude_of_center", 0], PARAMETER["longitude_of_center", 25],
                PARAMETER["standard_parallel_1", 20], PARAMETER["standard_parallel_2", -23],
                PARAMETER["false_easting", 0], PARAMETER["false_northing", 0], UNIT["metre", 1]]
            """;
        var albers = new CoordinateSystemFactory().CreateFromWkt(esri102022);
        var transform = new CoordinateTransformationFactory().CreateFromCoordinateSystems(GeographicCoordinateSystem.WGS84, albers).MathTransform;
        var projected = lonLat.Copy();
        projected.Apply(new Projection(transform));
        projected.GeometryChanged();
        return projected;
    }

    private sealed class Projection(MathTransform transform) : ICoordinateSequenceFilter
    {
        public bool Done => false;
        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence, int i)
        {
            var (x, y) = transform.Transform(sequence.GetX(i), sequence.GetY(i));
            sequence.SetX(i, x);
            sequence.SetY(i, y);
        }
    }
}
