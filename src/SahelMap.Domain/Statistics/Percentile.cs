using System.Globalization;

namespace SahelMap.Domain.Statistics;

/// <summary>The median of some draws, and the 5 % and 95 % quantiles.</summary>
public readonly record struct PercentileBand(double Median, double Low, double High);

/// <summary>Quantiles of a sample, between its values by straight lines: R's type 7 (Hyndman and Fan 1996, The American Statistician 50:361–365).</summary>
public static class Percentile
{
    /// <param name="draws">In any order; infinities are taken as the largest or smallest there is.</param>
    /// <exception cref="ArgumentException">No draw, or one that is no number.</exception>
    public static PercentileBand Band(ReadOnlySpan<double> draws)
    {
        double[] sorted = [.. draws];
        Array.Sort(sorted);
        return new PercentileBand(OfSorted(sorted, 0.5), OfSorted(sorted, 0.05), OfSorted(sorted, 0.95));
    }

    /// <summary>The quantile at h = (n−1)·share: x₍⌊h⌋₎ + (h − ⌊h⌋)·(x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎), counted from 0.</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <exception cref="ArgumentException">No value, or one that is no number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("There is no quantile of no values.", nameof(sorted));
        if (double.IsNaN(sorted[0])) // NaN sorts first
            throw new ArgumentException("A value that is no number has no rank.", nameof(sorted));
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), $"A share lies from 0 to 1; found {share.ToString(CultureInfo.InvariantCulture)}.");
        var h = (sorted.Length - 1) * share;
        var below = (int)h;
        double part = h - below, low = sorted[below];
        return part == 0 || sorted[below + 1] == low ? low : (1 - part) * low + part * sorted[below + 1];
    }
}
