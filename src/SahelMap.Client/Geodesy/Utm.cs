namespace SahelMap.Client.Geodesy;

/// <summary>A place in the Universal Transverse Mercator grid: metres, with 500,000 m added to eastings and, south of the equator, 10,000,000 m to northings.</summary>
/// <param name="Band">The latitude band, C … X without I and O.</param>
public readonly record struct UtmPoint(int Zone, char Band, double Easting, double Northing);

/// <summary>
/// UTM on WGS 84, by Krüger's series as Karney gives it (2011, Journal of Geodesy 85(8), equations 7–36) to the fourth power of
/// the third flattening: within a zone the error is below a micrometre. Degrees and metres. Thread-safe.
/// </summary>
public static class Utm
{
    public const string Bands = "CDEFGHJKLMNPQRSTUVWX";
    public const double South = -80, North = 84;
    private const double A = 6_378_137, F = 1 / 298.257223563, Scale = 0.9996, FalseEasting = 500_000, FalseNorthing = 10_000_000;
    private const double N = F / (2 - F), N2 = N * N, N3 = N2 * N, N4 = N3 * N;
    private const double Rectifying = A / (1 + N) * (1 + N2 / 4 + N4 / 64);
    private const double Radian = Math.PI / 180;
    private static readonly double E = Math.Sqrt(F * (2 - F));

    private static readonly double[] Alpha =
    [
        N / 2 - 2 * N2 / 3 + 5 * N3 / 16 + 41 * N4 / 180, 13 * N2 / 48 - 3 * N3 / 5 + 557 * N4 / 1440,
        61 * N3 / 240 - 103 * N4 / 140, 49561 * N4 / 161280,
    ];

    private static readonly double[] Beta =
    [
        N / 2 - 2 * N2 / 3 + 37 * N3 / 96 - N4 / 360, N2 / 48 + N3 / 15 - 437 * N4 / 1440,
        17 * N3 / 480 - 37 * N4 / 840, 4397 * N4 / 161280,
    ];

    /// <returns>Null beyond 80° S and 84° N, where the grid ends.</returns>
    public static UtmPoint? Of(double lon, double lat)
    {
        if (lat is < South or > North) return null;
        var zone = ZoneOf(lon, lat);
        var (easting, northing) = Forward(zone, lon, lat);
        return new UtmPoint(zone, BandOf(lat), easting, lat < 0 ? northing + FalseNorthing : northing);
    }

    public static (double Lon, double Lat) ToDegrees(int zone, bool south, double easting, double northing)
    {
        double xi = (south ? northing - FalseNorthing : northing) / (Scale * Rectifying), eta = (easting - FalseEasting) / (Scale * Rectifying);
        double xi1 = xi, eta1 = eta;
        for (var j = 1; j <= Beta.Length; j++)
        {
            xi1 -= Beta[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            eta1 -= Beta[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        var (sin, cos) = Math.SinCos(xi1);
        var sinh = Math.Sinh(eta1);
        var conformal = sin / Math.Sqrt(sinh * sinh + cos * cos);
        // Newton's method from the conformal latitude's tangent to the geographic one's: two steps suffice, four cost nothing.
        var tau = conformal;
        for (var step = 0; step < 4; step++)
        {
            var now = Conformal(tau);
            tau += (conformal - now) / Math.Sqrt(1 + now * now) * (1 + (1 - E * E) * tau * tau) / ((1 - E * E) * Math.Sqrt(1 + tau * tau));
        }

        return (Meridian(zone) + Math.Atan2(sinh, cos) / Radian, Math.Atan(tau) / Radian);
    }

    /// <summary>The northing of a parallel on the zone's meridian, without the false northing.</summary>
    internal static double MeridianNorthing(double lat) => Forward(31, Meridian(31), lat).Northing;

    public static char BandOf(double lat) => Bands[Math.Clamp((int)Math.Floor((lat - South) / 8), 0, Bands.Length - 1)];

    private static int ZoneOf(double lon, double lat)
    {
        var zone = Math.Clamp((int)Math.Floor((lon + 180) / 6) + 1, 1, 60);
        // The grid's own exceptions: southern Norway is wholly in zone 32, Svalbard in 31, 33, 35 and 37.
        if (lat is >= 56 and < 64 && lon is >= 3 and < 12) return 32;
        if (lat >= 72 && lon is >= 0 and < 42) return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
        return zone;
    }

    private static (double Easting, double Northing) Forward(int zone, double lon, double lat)
    {
        var conformal = Conformal(Math.Tan(lat * Radian));
        var (sin, cos) = Math.SinCos((lon - Meridian(zone)) * Radian);
        var xi1 = Math.Atan2(conformal, cos);
        var eta1 = Math.Asinh(sin / Math.Sqrt(conformal * conformal + cos * cos));
        double xi = xi1, eta = eta1;
        for (var j = 1; j <= Alpha.Length; j++)
        {
            xi += Alpha[j - 1] * Math.Sin(2 * j * xi1) * Math.Cosh(2 * j * eta1);
            eta += Alpha[j - 1] * Math.Cos(2 * j * xi1) * Math.Sinh(2 * j * eta1);
        }

        return (FalseEasting + Scale * Rectifying * eta, Scale * Rectifying * xi);
    }

    private static double Conformal(double tau)
    {
        var sigma = Math.Sinh(E * Math.Atanh(E * tau / Math.Sqrt(1 + tau * tau)));
        return tau * Math.Sqrt(1 + sigma * sigma) - sigma * Math.Sqrt(1 + tau * tau);
    }

    private static double Meridian(int zone) => zone * 6 - 183;
}
