using MathNet.Numerics.Distributions;

namespace SahelMap.Domain.Statistics;

/// <summary>A fitted log-linear trend: rate(x) = exp(Intercept + Slope·x) events per unit of exposure.</summary>
/// <param name="Intercept">Log of the rate at x = 0.</param>
/// <param name="Slope">By how much the log of the rate changes with each unit of x.</param>
/// <param name="StandardError">Of the slope, from the Fisher information.</param>
/// <param name="Low">Of the slope's Wald interval.</param>
/// <param name="High">Likewise.</param>
/// <param name="P">Of the two-sided Wald test of a slope of 0.</param>
public readonly record struct TrendFit(double Intercept, double Slope, double StandardError, double Low, double High, double P)
{
    public double RateAt(double x) => Math.Exp(Intercept + Slope * x);
}

/// <summary>Poisson regression of counts on one variable.</summary>
public static class PoissonTrend
{
    private const int MostSteps = 100;

    /// <summary>
    /// The maximum-likelihood fit of count ~ Poisson(exposure·exp(a + b·x)), by iteratively reweighted least squares
    /// (Nelder and Wedderburn 1972, Journal of the Royal Statistical Society A 135:370–384). As R's
    /// glm(count ~ x + offset(log(exposure)), family = poisson) with confint.default.
    /// </summary>
    /// <param name="counts">From 0.</param>
    /// <param name="exposures">As many, from 0; a bin without exposure tells nothing and is left out.</param>
    /// <param name="x">As many, finite.</param>
    /// <param name="level">Of the interval, between 0 and 1.</param>
    /// <returns>
    /// Null where no slope can be estimated: fewer than three bins with exposure, one value of x only, no event, or events
    /// only at the first or only at the last x, where the likelihood grows with the slope for ever.
    /// </returns>
    /// <exception cref="ArgumentException">The lists differ in length, or a number is out of range.</exception>
    public static TrendFit? Fit(ReadOnlySpan<long> counts, ReadOnlySpan<double> exposures, ReadOnlySpan<double> x, double level = 0.95)
    {
        Check(counts, exposures, x);
        Require.Level(level);
        var bins = new List<(double X, double Count, double Exposure)>();
        for (var i = 0; i < x.Length; i++)
            if (exposures[i] > 0)
                bins.Add((x[i], counts[i], exposures[i]));
        if (bins.Count < 3 || !HasMaximum(bins))
            return null;

        // Centred and of unit width: otherwise days counted from the year 1 would cost half the digits.
        double first = bins.Min(b => b.X), width = bins.Max(b => b.X) - first, middle = first + width / 2;
        if (Solve(bins.ConvertAll(b => ((b.X - middle) / width, b.Count, b.Exposure))) is not { } fit)
            return null;
        double slope = fit.Slope / width, error = fit.Error / width, reach = Normal.InvCDF(0, 1, 1 - (1 - level) / 2) * error;
        return new TrendFit(fit.Intercept - slope * middle, slope, error, slope - reach, slope + reach, 2 * Normal.CDF(0, 1, -Math.Abs(slope / error)));
    }

    private static void Check(ReadOnlySpan<long> counts, ReadOnlySpan<double> exposures, ReadOnlySpan<double> x)
    {
        if (counts.Length != x.Length || exposures.Length != x.Length)
            throw new ArgumentException($"Each bin has a count, an exposure and an x; found {counts.Length}, {exposures.Length} and {x.Length}.");
        for (var i = 0; i < x.Length; i++)
            if (counts[i] < 0 || !(exposures[i] >= 0) || !double.IsFinite(exposures[i]) || !double.IsFinite(x[i]) || exposures[i] == 0 && counts[i] > 0)
                throw new ArgumentException(FormattableString.Invariant(
                    $"Bin {i} has count {counts[i]}, exposure {exposures[i]} and x {x[i]}; a count from 0 with an exposure above 0, or neither, and a finite x are expected."));
    }

    /// <summary>Events at two values of x bound the likelihood; at one only where bins without events lie on both sides of it.</summary>
    private static bool HasMaximum(List<(double X, double Count, double Exposure)> bins)
    {
        var events = bins.FindAll(b => b.Count > 0);
        if (events.Count == 0)
            return false;
        double low = events.Min(b => b.X), high = events.Max(b => b.X);
        return low < high || bins.Exists(b => b.X < low) && bins.Exists(b => b.X > low);
    }

    private static (double Intercept, double Slope, double Error)? Solve(List<(double X, double Count, double Exposure)> bins)
    {
        double a = Math.Log(bins.Sum(b => b.Count) / bins.Sum(b => b.Exposure)), slope = 0;
        var likelihood = LogLikelihood(bins, a, slope);
        for (var step = 0; step < MostSteps; step++)
        {
            double w0 = 0, w1 = 0, w2 = 0, u0 = 0, u1 = 0;
            foreach (var (x, count, exposure) in bins)
            {
                double mean = exposure * Math.Exp(a + slope * x), rest = count - mean;
                w0 += mean;
                w1 += mean * x;
                w2 += mean * x * x;
                u0 += rest;
                u1 += rest * x;
            }
            var determinant = w0 * w2 - w1 * w1;
            if (!(determinant > 0))
                return null;
            double da = (w2 * u0 - w1 * u1) / determinant, db = (w0 * u1 - w1 * u0) / determinant;
            if (Math.Abs(da) + Math.Abs(db) <= 1e-12 * (1 + Math.Abs(a) + Math.Abs(slope)))
                return (a + da, slope + db, Math.Sqrt(w0 / determinant));
            // The likelihood is concave; a step that overshoots is halved, as R does where it diverges.
            for (var halvings = 0; ; halvings++)
            {
                var next = LogLikelihood(bins, a + da, slope + db);
                if (next >= likelihood - 1e-12 * Math.Abs(likelihood) || halvings == 60)
                {
                    (a, slope, likelihood) = (a + da, slope + db, next);
                    break;
                }
                (da, db) = (da / 2, db / 2);
            }
        }
        return null;
    }

    private static double LogLikelihood(List<(double X, double Count, double Exposure)> bins, double a, double slope)
    {
        double sum = 0;
        foreach (var (x, count, exposure) in bins)
            sum += count * (a + slope * x) - exposure * Math.Exp(a + slope * x);
        return sum;
    }
}
