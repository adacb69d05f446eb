using SahelMap.Client.I18n;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>Rates and shares as people read them: in a column with one number of decimals, in a sentence with three figures.</summary>
public static class Figures
{
    public const double DaysPerMonth = 30.4375;

    /// <summary>Three figures that mean something: 0.0123, 1.23, 12.3, 123.</summary>
    public static string Figure(this Text text, double n) => n.ToString("N" + Decimals(n), text.Culture);

    public static string Fixed(this Text text, double n, int decimals) => n.ToString("N" + decimals, text.Culture);

    /// <summary>Decimals with which the largest of them has three figures.</summary>
    public static int DecimalsFor(IEnumerable<double?> values) => Decimals(values.Max() ?? 1);

    /// <summary>Exposure in thousands of km² × months: a rate is a count over this.</summary>
    public static double ThousandKm2Months(double km2Days) => km2Days / DaysPerMonth / 1000;

    public static string Range(this Text text, Interval interval) => text["analysis.range", text.Figure(interval.Low), text.Figure(interval.High)];

    /// <summary>A p value; small ones as a bound.</summary>
    public static string P(this Text text, double p) => p < 0.001 ? text["analysis.pBelow", text.Fixed(0.001, 3)] : text["analysis.p", text.Fixed(p, p < 0.1 ? 3 : 2)];

    private static int Decimals(double n) => n <= 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(n)), 0, 6);
}
