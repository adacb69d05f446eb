using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Tests.Geodesy;

public sealed class GeodesicTests
{
    [Fact]
    public void Opposite_ends_of_the_earth_are_refused_and_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Geodesic.Inverse(0, 0, 179.7, 0.1));
        Assert.Contains("179.7", error.Message, StringComparison.Ordinal);
    }

    // Quarter of a meridian and of the equator, from the ellipsoid's published constants; New York to London as
    // GeographicLib's manual gives it; Flinders Peak to Buninyong from Geoscience Australia (GRS 80, the same to 0.1 mm here).
    [Theory]
    [InlineData(0, 0, 0, 90, 10_001_965.7293, 0)]
    [InlineData(0, 0, 90, 0, 10_018_754.1714, 90)]
    [InlineData(-73.8, 40.6, -0.5, 51.6, 5_551_759.4003, 51.198882846)]
    [InlineData(144.4248678889, -37.9510334167, 143.9264955278, -37.6528211389, 54_972.271, 306.8681583)]
    public void Distance_and_azimuth_are_as_published(double lon1, double lat1, double lon2, double lat2, double metres, double azimuth)
    {
        var found = Geodesic.Inverse(lon1, lat1, lon2, lat2);
        Assert.Equal(metres, found.Metres, 1e-3);
        Assert.Equal(azimuth, (found.Azimuth + 360) % 360, 1e-6);
    }

    [Fact]
    public void A_point_is_no_way_from_itself() => Assert.Equal(0, Geodesic.Inverse(-4, 14, -4, 14).Metres);

    [Theory]
    [InlineData(-3, 16.7, 0, 1_000_000)]
    [InlineData(-3, 16.7, 123.4, 50_000)]
    [InlineData(179.9, 16.7, 90, 100_000)]
    [InlineData(10, -30, 270, 2_000_000)]
    public void A_walk_and_the_way_measured_agree(double lon, double lat, double azimuth, double metres)
    {
        var (toLon, toLat) = Geodesic.Direct(lon, lat, azimuth, metres);
        var back = Geodesic.Inverse(lon, lat, toLon, toLat);
        Assert.Equal(metres, back.Metres, 1e-3);
        Assert.Equal(azimuth, (back.Azimuth + 360) % 360, 1e-7);
    }
}
