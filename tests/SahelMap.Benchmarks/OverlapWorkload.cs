using NetTopologySuite.Geometries;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Benchmarks;

/// <summary>
/// Invented zones of 20 to 400 vertices, in turn PoC and CT, and incidents clustered around invented towns of the Sahel, all with
/// periods between 2012 and 2024; the same on every machine.
/// </summary>
/// <remarks>The more zones, the smaller, as sectors and bases are: 500 make some 630 pairs, 5,000 some 16,000, as in the peers' measurements.</remarks>
public sealed record OverlapWorkload(Zone[] Zones, IncidentPoint[] Incidents)
{
    private static readonly DateOnly First = new(2012, 1, 1);
    private const int Days = 4383;

    public static OverlapWorkload Make(int zones, int incidents)
    {
        var random = new Random(20240101);
        var towns = Enumerable.Range(0, 150).Select(_ => (Lon: -12 + random.NextDouble() * 28, Lat: 10.5 + random.NextDouble() * 9)).ToArray();
        var degrees = 0.866 * Math.Pow(500.0 / zones, 0.335);
        return new(
            [.. Enumerable.Range(0, zones).Select(i => new Zone(Id(1, i), i % 2 == 0 ? ZoneSide.Poc : ZoneSide.Ct, Outline(Town(), degrees), Period(30, 2000)))],
            [.. Enumerable.Range(0, incidents).Select(i =>
            {
                var (lon, lat) = Town();
                var spread = 0.02 + random.NextDouble() * 0.5;
                return new IncidentPoint(Id(2, i), Math.Round(lon + Bell() * spread, 5), Math.Round(lat + Bell() * spread, 5), Period(1, random.Next(5) == 0 ? 30 : 1));
            })]);

        // The first towns have most.
        (double Lon, double Lat) Town() => towns[(int)(towns.Length * Math.Pow(random.NextDouble(), 1.7))];

        double Bell() => (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * Math.Sqrt(3);

        DateSpan Period(int least, int most)
        {
            var from = First.AddDays(random.Next(Days));
            return new DateSpan(from, most > 30 && random.Next(20) == 0 ? null : from.AddDays(random.Next(least, most + 1)));
        }

        Polygon Outline((double Lon, double Lat) town, double widest)
        {
            double lon = town.Lon + Bell() * 0.4, lat = town.Lat + Bell() * 0.4, size = widest * (0.1 + 0.9 * random.NextDouble());
            var waves = Enumerable.Range(2, 5).Select(n => (Times: n, Swing: random.NextDouble() * 0.6 / n, Turn: random.NextDouble() * 2 * Math.PI)).ToArray();
            var corners = random.Next(20, 401);
            var ring = Enumerable.Range(0, corners).Select(c =>
            {
                var angle = 2 * Math.PI * c / corners;
                var radius = size * Math.Max(0.2, 1 + waves.Sum(w => w.Swing * Math.Sin(w.Times * angle + w.Turn)));
                return new Coordinate(Math.Round(lon + radius * Math.Cos(angle), 6), Math.Round(lat + radius * Math.Sin(angle), 6));
            }).ToList();
            ring.Add(ring[0].Copy());
            return Wgs84.Factory.CreatePolygon([.. ring]);
        }
    }

    private static Guid Id(int kind, int number) => new(number, (short)kind, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
