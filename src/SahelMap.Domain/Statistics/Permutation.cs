namespace SahelMap.Domain.Statistics;

/// <summary>Permutation tests.</summary>
public static class Permutation
{
    // A shift that gives the same counts gives the same statistic up to rounding, and must count.
    private const double Rounding = 1e-12;

    /// <summary>
    /// p = (1 + #{s ≥ observed}) / (1 + n): the observed arrangement is one of those that could have been drawn, so that p
    /// is never 0 and the test keeps its level (Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular
    /// Biology 9:39).
    /// </summary>
    /// <param name="observed">The statistic, large where it speaks against the null hypothesis.</param>
    /// <param name="shifted">The statistic of each of n random arrangements; what lies within rounding of the observed one counts as equal.</param>
    /// <exception cref="ArgumentException">A statistic is no number.</exception>
    public static double P(double observed, ReadOnlySpan<double> shifted)
    {
        if (double.IsNaN(observed))
            throw new ArgumentException("The observed statistic is no number.", nameof(observed));
        var least = double.IsFinite(observed) ? observed - Rounding * Math.Max(1, Math.Abs(observed)) : observed;
        var asFar = 0;
        foreach (var s in shifted)
        {
            if (double.IsNaN(s))
                throw new ArgumentException("A shifted statistic is no number.", nameof(shifted));
            if (s >= least)
                asFar++;
        }
        return (1.0 + asFar) / (1.0 + shifted.Length);
    }
}
