using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using SahelMap.Domain.Statistics;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>
/// 95 % intervals for sums of deaths. Deaths come many at once, so they are no Poisson counts; incidents are taken for
/// independent, and resampled with Poisson(1) weights (Hanley &amp; MacGibbon 2006, Comput. Methods Programs Biomed. 83), which
/// lets their number vary as well. The same weights and seed give the same interval.
/// </summary>
public static class ClusterBootstrap
{
    public const int Replicates = 1_000;

    public static (double Low, double High) Sum(ReadOnlySpan<double> weights, int seed) => Bounds(Sums(weights, seed));

    /// <summary>Of the sum of one set over that of another. High is infinite where more than 1 in 40 replicates have nothing below.</summary>
    public static (double Low, double High) Ratio(ReadOnlySpan<double> above, ReadOnlySpan<double> below, int seed)
    {
        double[] a = Sums(above, seed), b = Sums(below, unchecked(seed + 1));
        var ratios = new double[Replicates];
        for (var i = 0; i < Replicates; i++) ratios[i] = b[i] > 0 ? a[i] / b[i] : double.PositiveInfinity;
        return Bounds(ratios);
    }

    private static double[] Sums(ReadOnlySpan<double> weights, int seed)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var sums = new double[Replicates];
        for (var i = 0; i < Replicates; i++)
            foreach (var weight in weights) sums[i] += weight * Poisson.Sample(random, 1);
        return sums;
    }

    private static (double, double) Bounds(double[] sums)
    {
        Array.Sort(sums);
        // An infinite neighbour would make the interpolation undefined.
        var high = sums[(int)Math.Ceiling(0.975 * (Replicates - 1))];
        return (Percentile.OfSorted(sums, 0.025), double.IsInfinity(high) ? high : Percentile.OfSorted(sums, 0.975));
    }
}
