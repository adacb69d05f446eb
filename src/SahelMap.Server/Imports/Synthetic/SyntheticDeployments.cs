using System.Globalization;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Server.Imports.Synthetic;

/// <summary>Zones of 20 to 400 vertices around towns, in turn of a protection mission and of a counterterrorism operation.</summary>
internal static class SyntheticDeployments
{
    private static readonly DateOnly First = new(2013, 1, 1);
    private const int Days = 3600;
    private const double KmPerDegree = 111.2;

    public static IEnumerable<ImportRow> Make(int count, long seed, IReadOnlyList<SyntheticTown> towns)
    {
        for (var i = 0; i < count; i++) yield return new AcceptedRow(i + 1, One(i, seed, towns));
    }

    private static DeploymentDraft One(int i, long seed, IReadOnlyList<SyntheticTown> towns)
    {
        var random = new SyntheticRandom(seed, "deployment", i);
        var town = SyntheticTown.Choose(towns, ref random);
        var area = Zone(town, ref random);
        var from = First.AddDays(random.Whole(0, Days));
        DateOnly? until = random.Fraction() < 0.05 ? null : from.AddDays(random.Whole(30, 2000));
        var poc = i % 2 == 0;
        var key = string.Create(CultureInfo.InvariantCulture, $"{seed}/deployment/{i}");
        return new DeploymentDraft(SyntheticData.Dataset, key, null, area, new DeploymentProperties
        {
            Dataset = SyntheticData.Dataset,
            DatasetKey = key,
            Synthetic = true,
            Actor = poc ? SyntheticActors.Poc : SyntheticActors.Ct,
            Name = string.Create(CultureInfo.InvariantCulture, $"Synthetic {(poc ? "sector" : "zone")} {i + 1}, {town.Name}"),
            NameFr = string.Create(CultureInfo.InvariantCulture, $"{(poc ? "Secteur" : "Zone")} synthétique {i + 1}, {town.Name}"),
            Kind = poc ? DeploymentKind.Sector : DeploymentKind.OperationZone,
            Role = poc ? Norm.PoC : Norm.CT,
            From = from,
            Until = until,
            FromPrecision = BoundPrecision.Day,
            UntilPrecision = until is null ? BoundPrecision.Ongoing : BoundPrecision.Day,
            Approximate = true,
            Place = town.Name,
            AreaNote = "Invented.",
            Source = SyntheticData.Source.Name,
            Citation = SyntheticData.Source.Citation,
            Licence = SyntheticData.Source.Licence,
            Basis = SyntheticData.Basis,
            Confidence = Confidence.Low,
            Verified = false,
            EnteredBy = SyntheticData.EnteredBy,
        }, SyntheticData.Source, AreaRuleJson.Of(null));
    }

    /// <summary>A star-shaped outline: its radius swings smoothly as it goes round, so it never crosses itself.</summary>
    private static MultiPolygon Zone(SyntheticTown town, ref SyntheticRandom random)
    {
        var vertices = random.Whole(20, 400);
        var km = random.Between(10, 120);
        var (lon, lat) = (town.Lon + random.Bell() * 0.3, town.Lat + random.Bell() * 0.3);
        Span<(double Swing, double Turn)> waves = stackalloc (double, double)[5];
        for (var w = 0; w < waves.Length; w++) waves[w] = (random.Between(0, 0.3) / (w + 1), random.Between(0, 2 * Math.PI));

        var ring = new Coordinate[vertices + 1];
        var narrowing = Math.Cos(lat * Math.PI / 180);
        for (var v = 0; v < vertices; v++)
        {
            var angle = 2 * Math.PI * v / vertices;
            var radius = 1.0;
            for (var w = 0; w < waves.Length; w++) radius += waves[w].Swing * Math.Sin((w + 2) * angle + waves[w].Turn);
            radius = Math.Max(0.2, radius) * km / KmPerDegree;
            ring[v] = new Coordinate(Math.Round(lon + radius * Math.Cos(angle) / narrowing, 6), Math.Round(lat + radius * Math.Sin(angle), 6));
        }
        ring[vertices] = ring[0].Copy();
        return Wgs84.Factory.CreateMultiPolygon([Wgs84.Factory.CreatePolygon(ring)]);
    }
}
