using SahelMap.Domain.Statistics;

namespace SahelMap.Domain.Tests.Statistics;

/// <summary>Every statistic is what R computes, to a millionth.</summary>
public sealed class StatisticsOracleTests
{
    public static TheoryData<string, int> Cases =>
        [.. OracleCases.All.Index().Select(c => new TheoryDataRow<string, int>($"{c.Item.What}: {c.Item.Name}", c.Index))];

    [Fact]
    public void There_are_cases_of_every_statistic()
    {
        Assert.Equal(["band", "interval", "permutation", "ratio", "trend"], OracleCases.All.Select(c => c.What).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(OracleCases.All.Count, 30, int.MaxValue);
    }

    [Theory, MemberData(nameof(Cases))]
    public void It_is_as_in_R(string name, int index)
    {
        var (what, _, input, expected) = OracleCases.All[index];
        var ours = Ours(what, input);
        Assert.Equal(expected.Length, ours.Length);
        for (var i = 0; i < ours.Length; i++)
        {
            // A slope of 0 is rounding in R. Elsewhere nothing but the relative error counts, down to the smallest numbers.
            var absolute = what == "trend" && i == 1 ? 1e-12 : 1e-300;
            Assert.True(Same(expected[i], ours[i], absolute), $"{name}, number {i + 1}: R has {expected[i]:R}, we have {ours[i]:R}");
        }
    }

    private static bool Same(double expected, double ours, double absolute) =>
        double.IsFinite(expected) ? Math.Abs(ours - expected) <= 1e-6 * Math.Abs(expected) + absolute : expected.Equals(ours);

    private static double[] Ours(string what, double[][] input)
    {
        switch (what)
        {
            case "interval":
                var bounds = PoissonInterval.Exact((long)input[0][0], input[1][0], input[2][0]);
                return [bounds.Low, bounds.High];
            case "ratio":
                var ratio = PoissonRatio.Compare((long)input[0][0], input[1][0], (long)input[2][0], input[3][0], input[4][0]);
                return [ratio.Ratio ?? double.NaN, ratio.Low, ratio.High, ratio.P];
            case "trend":
                var fit = PoissonTrend.Fit([.. input[0].Select(n => (long)n)], input[1], input[2], input[3][0])!.Value;
                return [fit.Intercept, fit.Slope, fit.StandardError, fit.Low, fit.High, fit.P];
            case "band":
                var band = Percentile.Band(input[0]);
                return [band.Median, band.Low, band.High];
            case "permutation":
                return [Permutation.P(input[0][0], input[1])];
            default:
                throw new InvalidOperationException($"The oracle has a case of {what}, which this test does not know.");
        }
    }
}
