using SahelMap.Contracts;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Domain.Statistics;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>Counts and exposures as rates with their uncertainty.</summary>
/// <param name="deaths">They come many at once, as do incidents that several events hold: intervals are then by bootstrap over incidents instead of Poisson.</param>
public sealed class Rates(bool deaths, int seed)
{
    /// <summary>km²·days in 1,000 km² and a month of 30.4375 days.</summary>
    public const double Unit = 1_000 * 30.4375;

    /// <summary>What of an incident counts.</summary>
    public readonly record struct Item(double Weight, bool Imprecise);

    /// <param name="drawn">Count and km²·days in each Monte Carlo draw.</param>
    public Rate Of(IReadOnlyCollection<Item> items, double km2Days, IEnumerable<(double Count, double Km2Days)> drawn)
    {
        var count = items.Sum(i => i.Weight);
        var imprecise = count == 0 ? 0 : items.Where(i => i.Imprecise).Sum(i => i.Weight) / count;
        double? rate = km2Days > 0 ? count / km2Days * Unit : null;
        return new(count, items.Count, km2Days, rate, rate is null ? null : Bounds(items, km2Days), Band(drawn.Where(d => d.Km2Days > 0).Select(d => d.Count / d.Km2Days * Unit)), imprecise);
    }

    public RateRatio Ratio(
        IReadOnlyCollection<Item> above, double aboveKm2Days, IReadOnlyCollection<Item> below, double belowKm2Days,
        IEnumerable<(double Above, double AboveKm2Days, double Below, double BelowKm2Days)> drawn)
    {
        var band = Band(drawn.Where(d => d is { AboveKm2Days: > 0, BelowKm2Days: > 0, Below: > 0 }).Select(d => d.Above / d.AboveKm2Days / (d.Below / d.BelowKm2Days)));
        double a = above.Sum(i => i.Weight), b = below.Sum(i => i.Weight);
        if (!(aboveKm2Days > 0) || !(belowKm2Days > 0) || b == 0) return new(null, null, null, band);
        var value = a / aboveKm2Days / (b / belowKm2Days);
        if (Clustered(above) || Clustered(below))
        {
            var (low, high) = ClusterBootstrap.Ratio(Weights(above), Weights(below), seed);
            var scale = belowKm2Days / aboveKm2Days;
            return new(value, double.IsFinite(high) ? new(low * scale, high * scale) : null, null, band);
        }
        var exact = PoissonRatio.Compare((long)a, aboveKm2Days, (long)b, belowKm2Days);
        return new(value, new(exact.Low, exact.High), exact.P, band);
    }

    private Interval Bounds(IReadOnlyCollection<Item> items, double km2Days)
    {
        // Of nothing there is nothing to draw from: what no incident leaves open is exact.
        if (!Clustered(items))
        {
            var exact = PoissonInterval.Exact(items.Count, km2Days / Unit);
            return new(exact.Low, exact.High);
        }
        var (low, high) = ClusterBootstrap.Sum(Weights(items), seed);
        return new(low / km2Days * Unit, high / km2Days * Unit);
    }

    private bool Clustered(IReadOnlyCollection<Item> items) => items.Count > 0 && (deaths || items.Any(i => i.Weight != 1));

    private static Band? Band(IEnumerable<double> values)
    {
        double[] drawn = [.. values];
        if (drawn.Length == 0) return null;
        var band = Percentile.Band(drawn);
        return new(band.Median, band.Low, band.High);
    }

    private static double[] Weights(IReadOnlyCollection<Item> items) => [.. items.Select(i => i.Weight)];
}
