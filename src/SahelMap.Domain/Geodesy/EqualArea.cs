using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Geodesy;

/// <summary>
/// Ground area of polygons on the WGS 84 ellipsoid, their edges straight in longitude/latitude as RFC 7946 (3.1.1) has
/// them: what Africa Albers Equal Area (ESRI:102022), or any other equal-area projection, gives in the limit of edges
/// cut ever finer.
/// </summary>
/// <remarks>
/// Why no projection is called. In the polar coordinates that Albers maps to, an area is ½∮ρ²dθ with ρ² = a²(C − n·q)/n²
/// and θ = n·λ, so over a closed ring it is a²/2 · |∮ q dλ|: cone constants and central meridian drop out
/// (Snyder 1987, Map Projections: A Working Manual, USGS PP 1395, eq. 3-12 and 14-3 to 14-6). Along an edge that is
/// straight in longitude/latitude the integral has a closed form, so nothing is densified and nothing is left out,
/// however long the edge, and it costs a few nanoseconds a vertex where projecting costs hundreds for every cut.
/// ProjNET's Albers is the check in the tests. Thread-safe.
/// </remarks>
public static class EqualArea
{
    private const double Radian = Math.PI / 180;

    // q = Σ Sines[i]·sin((2i+1)φ). Four terms carry it to 1e-11 of its value.
    private static readonly double[] Sines = SinesOfQ(terms: 4);

    /// <summary>Area of all polygons in the geometry, holes taken out; points and lines have none.</summary>
    /// <param name="geometry">Valid, WGS 84 lon/lat in degrees, not across the antimeridian.</param>
    /// <returns>
    /// km², exact to 1e-10. PostGIS's ST_Area on geography takes edges for great circles: cut them first (ST_Segmentize
    /// on geometry, 0.05°) and it agrees to 5e-8; uncut, a long edge along a parallel makes up to 0.5 % of a region.
    /// </returns>
    public static SquareKilometres Measure(Geometry geometry) =>
        SquareKilometres.FromSquareMetres(SquareMetres(geometry));

    private static double SquareMetres(Geometry geometry)
    {
        if (geometry is Polygon polygon)
        {
            var area = RingArea(polygon.Shell.CoordinateSequence);
            for (var i = 0; i < polygon.NumInteriorRings; i++)
                area -= RingArea(polygon.GetInteriorRingN(i).CoordinateSequence);
            return area;
        }

        double sum = 0;
        if (geometry is GeometryCollection)
            for (var i = 0; i < geometry.NumGeometries; i++)
                sum += SquareMetres(geometry.GetGeometryN(i));
        return sum;
    }

    private static double RingArea(CoordinateSequence ring)
    {
        if (ring.Count == 0)
            return 0;
        double sum = 0, lon = ring.GetX(0), lat = ring.GetY(0);
        for (var i = 1; i < ring.Count; i++)
        {
            double nextLon = ring.GetX(i), nextLat = ring.GetY(i);
            sum += (nextLon - lon) * MeanQ((lat + nextLat) / 2 * Radian, (nextLat - lat) / 2 * Radian);
            (lon, lat) = (nextLon, nextLat);
        }
        return Wgs84.A * Wgs84.A / 2 * Math.Abs(sum * Radian);
    }

    /// <summary>Mean of q over latitudes middle ± half: the mean of sin(kφ) is sin(k·middle) · sin(k·half)/(k·half).</summary>
    private static double MeanQ(double middle, double half)
    {
        var sine = Math.Sin(middle);
        // sin((k+2)φ) = 2cos(2φ)·sin(kφ) − sin((k−2)φ), begun at k = −1.
        double twoCos2 = 2 - 4 * sine * sine, before = -sine, sum = 0;
        for (var i = 0; i < Sines.Length; i++)
        {
            sum += Sines[i] * sine * Sinc((2 * i + 1) * half);
            (before, sine) = (sine, twoCos2 * sine - before);
        }
        return sum;
    }

    private static double Sinc(double x)
    {
        var x2 = x * x;
        return x2 < 0.01 ? 1 - x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42)) : Math.Sin(x) / x;
    }

    /// <summary>q = (1−e²)·Σ e²ʲ·(2j+2)/(2j+1)·sin²ʲ⁺¹φ, with each power of the sine turned into sines of multiples.</summary>
    private static double[] SinesOfQ(int terms)
    {
        var sines = new double[terms];
        double power = 1 - Wgs84.E2;
        for (var j = 0; j < 12; j++)
        {
            for (var i = 0; i <= Math.Min(j, terms - 1); i++)
                sines[i] += (i % 2 == 0 ? 1 : -1) * power * (2 * j + 2) / (2 * j + 1) * Choose(2 * j + 1, j - i) / Math.Pow(4, j);
            power *= Wgs84.E2;
        }
        return sines;
    }

    private static double Choose(int n, int k)
    {
        double result = 1;
        for (var i = 1; i <= k; i++)
            result = result * (n - k + i) / i;
        return result;
    }
}
