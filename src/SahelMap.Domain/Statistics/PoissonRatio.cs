using MathNet.Numerics;

namespace SahelMap.Domain.Statistics;

/// <summary>One rate over another.</summary>
/// <param name="Ratio">Null where the lower rate has no event.</param>
/// <param name="Low">Of the interval.</param>
/// <param name="High">Positive infinity where the lower rate has no event.</param>
/// <param name="P">Of the two-sided exact test of a ratio of 1.</param>
public readonly record struct RateComparison(double? Ratio, double Low, double High, double P);

/// <summary>Compares two Poisson rates by what follows from their sum: given n events in both, those in A are binomial.</summary>
public static class PoissonRatio
{
    // R's binom.test takes a probability for "not above the observed one" up to this much above it.
    private const double Tie = 1e-7;

    /// <summary>
    /// The ratio (countA/exposureA)/(countB/exposureB), its exact conditional interval and test. Given n = countA + countB,
    /// countA is binomial with odds ratio·exposureA/exposureB; the interval is Clopper and Pearson's of these odds, the
    /// two-sided p the sum of the probabilities, at a ratio of 1, that are not above that of countA.
    /// </summary>
    /// <remarks>
    /// Przyborowski and Wilenski 1940, Biometrika 31:313–323; Clopper and Pearson 1934, Biometrika 26:404–413. As R's
    /// poisson.test for two samples; to 1e-7 relative up to counts of a million, in microseconds to milliseconds.
    /// </remarks>
    /// <param name="countA">From 0.</param>
    /// <param name="exposureA">Above 0.</param>
    /// <param name="countB">From 0.</param>
    /// <param name="exposureB">Above 0, in the unit of <paramref name="exposureA"/>.</param>
    /// <param name="level">Of the interval, between 0 and 1.</param>
    /// <returns>Without any event: no ratio, an interval from 0 to infinity, and p = 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static RateComparison Compare(long countA, double exposureA, long countB, double exposureB, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(countA);
        ArgumentOutOfRangeException.ThrowIfNegative(countB);
        Require.Exposure(exposureA, nameof(exposureA));
        Require.Exposure(exposureB, nameof(exposureB));
        Require.Level(level);
        double tail = (1 - level) / 2, scale = exposureB / exposureA;
        return new RateComparison(
            countB == 0 ? null : countA * scale / countB,
            countA == 0 ? 0 : Quantile.BetaOdds(countA, countB + 1.0, tail) * scale,
            // The upper tail of p is the lower tail of 1 − p.
            countB == 0 ? double.PositiveInfinity : scale / Quantile.BetaOdds(countB, countA + 1.0, tail),
            TwoSided(countA, countA + countB, exposureA / (exposureA + exposureB), exposureB / (exposureA + exposureB)));
    }

    private static double TwoSided(long x, long n, double p, double q)
    {
        // By symmetry the observed count is on the lower side.
        if (x > n * p)
            (x, p, q) = (n - x, q, p);
        if (x >= n * p)
            return 1;
        var most = LogProbability(x, n, p, q) + Tie;
        // Above the mean probabilities fall: the first one that counts begins the upper tail.
        long low = (long)Math.Ceiling(n * p), high = n + 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (LogProbability(middle, n, p, q) <= most)
                high = middle;
            else
                low = middle + 1;
        }
        return Math.Min(1, AtLeast(n - x, n, q, p) + AtLeast(low, n, p, q));
    }

    /// <summary>P(X ≥ k) of the binomial distribution.</summary>
    private static double AtLeast(long k, long n, double p, double q) =>
        k > n ? 0
        : k <= 0 ? 1
        : p <= q ? SpecialFunctions.BetaRegularized(k, n - k + 1.0, p)
        : 1 - SpecialFunctions.BetaRegularized(n - k + 1.0, k, q);

    private static double LogProbability(long k, long n, double p, double q) =>
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0)
        + (k == 0 ? 0 : k * Math.Log(p)) + (k == n ? 0 : (n - k) * Math.Log(q));
}
