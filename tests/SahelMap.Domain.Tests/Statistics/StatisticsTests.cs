using SahelMap.Domain.Statistics;

namespace SahelMap.Domain.Tests.Statistics;

/// <summary>What the statistics refuse, and what holds without an oracle.</summary>
public sealed class StatisticsTests
{
    [Theory]
    [InlineData(-1, 1, 0.95), InlineData(1, 0, 0.95), InlineData(1, -1, 0.95), InlineData(1, double.NaN, 0.95), InlineData(1, double.PositiveInfinity, 0.95)]
    [InlineData(1, 1, 0), InlineData(1, 1, 1), InlineData(1, 1, double.NaN)]
    public void An_interval_of_no_count_no_exposure_or_no_level_is_refused(long count, double exposure, double level)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonInterval.Exact(count, exposure, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRatio.Compare(count, exposure, 1, 1, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRatio.Compare(1, 1, count, exposure, level));
    }

    [Fact]
    public void Two_rates_without_any_event_tell_nothing_of_their_ratio() =>
        Assert.Equal(new RateComparison(null, 0, double.PositiveInfinity, 1), PoissonRatio.Compare(0, 3, 0, 5));

    [Theory] // the table as it is printed in textbooks, to its own digits
    [InlineData(0, 0, 3.689), InlineData(1, 0.0253, 5.572), InlineData(4, 1.090, 10.242), InlineData(15, 8.395, 24.740), InlineData(30, 20.241, 42.827)]
    public void The_interval_is_that_of_the_printed_table(long count, double low, double high)
    {
        var bounds = PoissonInterval.Exact(count, 1);
        Assert.Equal((low, high), (Math.Round(bounds.Low, low < 1 ? 4 : 3), Math.Round(bounds.High, 3)));
    }

    [Fact]
    public void Rates_turned_round_give_the_inverse_ratio_and_the_same_p()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            long a = random.Next(1, 3000), b = random.Next(1, 3000);
            double ta = random.NextDouble() + 0.01, tb = random.NextDouble() + 0.01;
            RateComparison ab = PoissonRatio.Compare(a, ta, b, tb), ba = PoissonRatio.Compare(b, tb, a, ta);
            Assert.Equal(1, ab.Ratio!.Value * ba.Ratio!.Value, 1e-12);
            Assert.Equal(1, ab.Low * ba.High, 1e-9);
            Assert.Equal(1, ab.High * ba.Low, 1e-9);
            Assert.Equal(ab.P, ba.P, 1e-9);
            Assert.True(ab.Low < ab.Ratio && ab.Ratio < ab.High);
            Assert.InRange(ab.P, 0, 1);
        }
    }

    [Fact]
    public void A_higher_count_never_lowers_a_bound()
    {
        var before = PoissonInterval.Exact(0, 1);
        for (var n = 1; n < 2000; n++)
        {
            var now = PoissonInterval.Exact(n, 1);
            Assert.True(now.Low > before.Low && now.High > before.High && now.Low < n && n < now.High, $"{n}: {now}");
            before = now;
        }
    }

    [Fact]
    public void No_slope_is_made_of_too_little()
    {
        Assert.Null(PoissonTrend.Fit([], [], []));
        Assert.Null(PoissonTrend.Fit([1, 2], [1, 1], [0, 1])); // two bins
        Assert.Null(PoissonTrend.Fit([1, 0, 2], [1, 0, 1], [0, 1, 2])); // two with exposure
        Assert.Null(PoissonTrend.Fit([0, 0, 0], [1, 1, 1], [0, 1, 2])); // no event
        Assert.Null(PoissonTrend.Fit([1, 2, 3], [1, 1, 1], [7, 7, 7])); // one x
        Assert.Null(PoissonTrend.Fit([0, 0, 9], [1, 1, 1], [0, 1, 2])); // events at the end only: any steeper slope fits better
        Assert.Null(PoissonTrend.Fit([9, 0, 0], [1, 1, 1], [0, 1, 2]));
        Assert.NotNull(PoissonTrend.Fit([0, 9, 0], [1, 1, 1], [0, 1, 2]));
        Assert.NotNull(PoissonTrend.Fit([9, 0, 1], [1, 1, 1], [0, 1, 2]));
    }

    [Fact]
    public void Bins_that_contradict_themselves_are_refused_by_number()
    {
        Assert.Throws<ArgumentException>(() => PoissonTrend.Fit([1, 2], [1, 1, 1], [0, 1, 2]));
        Assert.Contains("Bin 1", Assert.Throws<ArgumentException>(() => PoissonTrend.Fit([1, 2, 3], [1, 0, 1], [0, 1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Bin 2", Assert.Throws<ArgumentException>(() => PoissonTrend.Fit([1, 2, -3], [1, 1, 1], [0, 1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PoissonTrend.Fit([1, 2, 3], [1, double.NaN, 1], [0, 1, 2]));
        Assert.Throws<ArgumentException>(() => PoissonTrend.Fit([1, 2, 3], [1, 1, 1], [0, double.PositiveInfinity, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonTrend.Fit([1, 2, 3], [1, 1, 1], [0, 1, 2], level: 1));
    }

    [Fact]
    public void An_exact_trend_is_found_and_read_off_anywhere()
    {
        var fit = PoissonTrend.Fit([10, 20, 40, 80], [1, 1, 1, 1], [0, 1, 2, 3])!.Value;
        Assert.Equal(Math.Log(2), fit.Slope, 1e-12);
        Assert.Equal(160, fit.RateAt(4), 1e-9);
    }

    [Fact]
    public void There_is_no_band_of_nothing_and_none_of_what_is_no_number()
    {
        Assert.Throws<ArgumentException>(() => Percentile.Band([]));
        Assert.Throws<ArgumentException>(() => Percentile.Band([1, double.NaN, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.OfSorted([1, 2], 1.01));
    }

    [Fact]
    public void A_band_leaves_the_draws_in_their_order()
    {
        double[] draws = [3, 1, 2];
        Percentile.Band(draws);
        Assert.Equal([3, 1, 2], draws);
    }

    [Fact]
    public void A_permutation_p_is_never_zero_and_counts_what_is_equal_up_to_rounding()
    {
        Assert.Equal(1, Permutation.P(1, []));
        Assert.Equal(0.001, Permutation.P(1, new double[999]), 1e-15);
        Assert.Equal(1, Permutation.P(0.3, [0.1 + 0.2, 0.3]), 1e-15);
        Assert.Equal(2 / 3.0, Permutation.P(double.PositiveInfinity, [double.PositiveInfinity, 1]), 1e-15);
        Assert.Throws<ArgumentException>(() => Permutation.P(double.NaN, [1]));
        Assert.Throws<ArgumentException>(() => Permutation.P(1, [double.NaN]));
    }
}
