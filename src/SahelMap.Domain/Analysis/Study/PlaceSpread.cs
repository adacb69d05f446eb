using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>The ground over which an incident's place is uncertain: a circle about the stated point, a region or country, or a circle cut to one. Thread-safe.</summary>
public sealed class PlaceSpread
{
    private const double KmPerDegree = 111.195;
    private const double Radian = Math.PI / 180;
    /// <summary>Tries to hit an area; a point that hits none of them stays where it is stated.</summary>
    private const int Tries = 200;

    private readonly double _km;
    private readonly Envelope? _box;
    private readonly IndexedPointInAreaLocator? _within;

    /// <param name="km">Radius about the stated point; 0: anywhere within the area.</param>
    /// <param name="within">Valid, polygonal, WGS 84; null: no cut.</param>
    public PlaceSpread(double km, Geometry? within)
    {
        if (km <= 0 && within is null) throw new ArgumentException("A spread needs a radius or an area.", nameof(within));
        _km = km;
        if (within is null) return;
        _box = within.EnvelopeInternal;
        _within = new IndexedPointInAreaLocator(within);
        _within.Locate(new Coordinate(_box.MinX, _box.MinY)); // builds its index now, before several threads ask
    }

    /// <summary>A place, equally likely per square kilometre.</summary>
    public (double Lon, double Lat) Draw(double lon, double lat, Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var (x, y) = _km > 0 ? InCircle(lon, lat, random) : InBox(random);
            if (_within is null || _within.Locate(new Coordinate(x, y)) != Location.Exterior) return (x, y);
        }
        return (lon, lat);
    }

    private (double, double) InCircle(double lon, double lat, Random random)
    {
        var distance = _km * Math.Sqrt(random.NextDouble());
        var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
        return (lon + distance * sin / (KmPerDegree * Math.Cos(lat * Radian)), lat + distance * cos / KmPerDegree);
    }

    /// <summary>Uniform in the sine of the latitude: a degree of longitude is shorter further from the equator.</summary>
    private (double, double) InBox(Random random)
    {
        double south = Math.Sin(_box!.MinY * Radian), north = Math.Sin(_box.MaxY * Radian);
        return (_box.MinX + random.NextDouble() * _box.Width, Math.Asin(south + random.NextDouble() * (north - south)) / Radian);
    }
}
