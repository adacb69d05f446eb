using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Geodesy;

/// <summary>
/// Azimuthal equidistant plane about one point: x east and y north in metres, with distance and direction from the
/// centre those of the geodesic. At distance s from the centre, lengths across are too long by about s²/6R²: 0.01 % at 150 km.
/// </summary>
internal readonly struct LocalPlane(double lon, double lat)
{
    public Coordinate Project(double toLon, double toLat)
    {
        var (metres, azimuth) = Geodesic.Inverse(lon, lat, toLon, toLat);
        var (sin, cos) = Math.SinCos(azimuth * Math.PI / 180);
        return new Coordinate(metres * sin, metres * cos);
    }

    public Coordinate Unproject(double x, double y)
    {
        var (toLon, toLat) = Geodesic.Direct(lon, lat, Math.Atan2(x, y) * 180 / Math.PI, Math.Sqrt(x * x + y * y));
        return new Coordinate(toLon, toLat);
    }
}
