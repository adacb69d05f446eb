namespace SahelMap.Domain.Geodesy;

/// <summary>
/// Shortest lines on the WGS 84 ellipsoid (Vincenty 1975, Survey Review 23(176)), good to half a millimetre.
/// Degrees and metres; azimuths clockwise from north. Thread-safe.
/// </summary>
public static class Geodesic
{
    private const double Radian = Math.PI / 180;
    private const int Most = 200;

    /// <summary>Where a walk of <paramref name="metres"/> in one direction ends. The longitude is not folded into ±180: it stays near the start's.</summary>
    public static (double Lon, double Lat) Direct(double lon, double lat, double azimuth, double metres)
    {
        var (sinAz, cosAz) = Math.SinCos(azimuth * Radian);
        var tanU = (1 - Wgs84.F) * Math.Tan(lat * Radian);
        var cosU = 1 / Math.Sqrt(1 + tanU * tanU);
        var sinU = tanU * cosU;
        var sigma1 = Math.Atan2(tanU, cosAz);
        var sinAlpha = cosU * sinAz;
        var cos2Alpha = 1 - sinAlpha * sinAlpha;
        var (bigA, bigB) = Series(cos2Alpha);

        double start = metres / (Wgs84.B * bigA), sigma = start, sin, cos, cosM;
        for (var i = 0; ; i++)
        {
            cosM = Math.Cos(2 * sigma1 + sigma);
            (sin, cos) = Math.SinCos(sigma);
            var next = start + DeltaSigma(bigB, sin, cos, cosM);
            var done = Math.Abs(next - sigma) < 1e-13 || i == Most;
            sigma = next;
            if (done)
                break;
        }
        (sin, cos) = Math.SinCos(sigma);
        cosM = Math.Cos(2 * sigma1 + sigma);

        var t = sinU * sin - cosU * cos * cosAz;
        var lat2 = Math.Atan2(sinU * cos + cosU * sin * cosAz, (1 - Wgs84.F) * Math.Sqrt(sinAlpha * sinAlpha + t * t));
        var lambda = Math.Atan2(sin * sinAz, cosU * cos - sinU * sin * cosAz);
        var c = Wgs84.F / 16 * cos2Alpha * (4 + Wgs84.F * (4 - 3 * cos2Alpha));
        var dLon = lambda - (1 - c) * Wgs84.F * sinAlpha * (sigma + c * sin * (cosM + c * cos * (2 * cosM * cosM - 1)));
        return (lon + dLon / Radian, lat2 / Radian);
    }

    /// <summary>Distance between two points, and the azimuth at the first.</summary>
    /// <exception cref="ArgumentException">The points lie nearly opposite each other on the globe, where the method finds no answer.</exception>
    public static (double Metres, double Azimuth) Inverse(double lon1, double lat1, double lon2, double lat2)
    {
        var l = (lon2 - lon1) * Radian;
        double tanU1 = (1 - Wgs84.F) * Math.Tan(lat1 * Radian), tanU2 = (1 - Wgs84.F) * Math.Tan(lat2 * Radian);
        double cosU1 = 1 / Math.Sqrt(1 + tanU1 * tanU1), cosU2 = 1 / Math.Sqrt(1 + tanU2 * tanU2);
        double sinU1 = tanU1 * cosU1, sinU2 = tanU2 * cosU2;

        var lambda = l;
        for (var i = 0; i < Most; i++)
        {
            var (sinL, cosL) = Math.SinCos(lambda);
            double x = cosU2 * sinL, y = cosU1 * sinU2 - sinU1 * cosU2 * cosL;
            var sin = Math.Sqrt(x * x + y * y);
            if (sin == 0)
                return (0, 0);
            var cos = sinU1 * sinU2 + cosU1 * cosU2 * cosL;
            var sigma = Math.Atan2(sin, cos);
            var sinAlpha = cosU1 * cosU2 * sinL / sin;
            var cos2Alpha = 1 - sinAlpha * sinAlpha;
            var cosM = cos2Alpha == 0 ? 0 : cos - 2 * sinU1 * sinU2 / cos2Alpha; // along the equator
            var c = Wgs84.F / 16 * cos2Alpha * (4 + Wgs84.F * (4 - 3 * cos2Alpha));
            var next = l + (1 - c) * Wgs84.F * sinAlpha * (sigma + c * sin * (cosM + c * cos * (2 * cosM * cosM - 1)));
            if (Math.Abs(next) > Math.PI)
                break;
            if (Math.Abs(next - lambda) < 1e-12)
            {
                var (bigA, bigB) = Series(cos2Alpha);
                return (Wgs84.B * bigA * (sigma - DeltaSigma(bigB, sin, cos, cosM)), Math.Atan2(x, y) / Radian);
            }
            lambda = next;
        }
        throw new ArgumentException(
            FormattableString.Invariant($"No geodesic found from {lon1} {lat1} to {lon2} {lat2}: the points lie nearly opposite each other."));
    }

    private static (double A, double B) Series(double cos2Alpha)
    {
        var u2 = cos2Alpha * (Wgs84.A * Wgs84.A - Wgs84.B * Wgs84.B) / (Wgs84.B * Wgs84.B);
        return (1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))), u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2))));
    }

    private static double DeltaSigma(double b, double sin, double cos, double cosM) =>
        b * sin * (cosM + b / 4 * (cos * (2 * cosM * cosM - 1) - b / 6 * cosM * (4 * sin * sin - 3) * (4 * cosM * cosM - 3)));
}
