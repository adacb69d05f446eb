using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Geodesy;

/// <summary>The WGS 84 ellipsoid, and how geometry on it is made here: longitude/latitude in degrees, EPSG:4326.</summary>
public static class Wgs84
{
    public const int Srid = 4326;

    /// <summary>Equatorial radius in metres.</summary>
    public const double A = 6_378_137;

    /// <summary>Flattening.</summary>
    public const double F = 1 / 298.257223563;

    /// <summary>Polar radius in metres.</summary>
    public const double B = A * (1 - F);

    /// <summary>First eccentricity, squared.</summary>
    public const double E2 = F * (2 - F);

    /// <summary>Makes geometry with the SRID set. Thread-safe.</summary>
    public static GeometryFactory Factory { get; } = new(new PrecisionModel(), Srid);
}
