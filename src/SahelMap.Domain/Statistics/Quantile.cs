using MathNet.Numerics;

namespace SahelMap.Domain.Statistics;

/// <summary>
/// Quantiles by Newton's method on the logarithm of the tail, over the logarithm of the variable. There the gamma and the
/// beta distribution have log-concave densities, hence log-concave tails, on which Newton's method converges from
/// anywhere; and tails far below 1e-16 of the whole stay in reach.
/// </summary>
/// <remarks>Math.NET's own root-finding gives up for large shapes and stops at an absolute error; its distribution functions are good.</remarks>
internal static class Quantile
{
    /// <summary>x with P(X ≤ x) = tail, X of the gamma distribution with this shape and scale 1.</summary>
    public static double GammaLower(double shape, double tail) => Math.Exp(Solve(
        Math.Log(shape), 1 / Math.Sqrt(shape), tail,
        t => SpecialFunctions.GammaLowerRegularized(shape, Math.Exp(t)), t => GammaDensity(shape, t), direction: 1));

    /// <summary>x with P(X > x) = tail.</summary>
    public static double GammaUpper(double shape, double tail) => Math.Exp(Solve(
        Math.Log(shape), 1 / Math.Sqrt(shape), tail,
        t => SpecialFunctions.GammaUpperRegularized(shape, Math.Exp(t)), t => GammaDensity(shape, t), direction: -1));

    /// <summary>The odds p/(1−p) of the p with I_p(a, b) = tail, I being the regularised incomplete beta function.</summary>
    public static double BetaOdds(double a, double b, double tail) => Math.Exp(Solve(
        Math.Log(a / b), Math.Sqrt(1 / a + 1 / b), tail,
        t => SpecialFunctions.BetaRegularized(a, b, 1 / (1 + Math.Exp(-t))),
        t => Math.Exp(-a * LogOnePlusExp(-t) - b * LogOnePlusExp(t) - SpecialFunctions.BetaLn(a, b)), direction: 1));

    /// <summary>Of ln X.</summary>
    private static double GammaDensity(double shape, double t) => Math.Exp(shape * t - Math.Exp(t) - SpecialFunctions.GammaLn(shape));

    private static double LogOnePlusExp(double t) => t > 0 ? t + SpecialFunctions.Log1p(Math.Exp(-t)) : SpecialFunctions.Log1p(Math.Exp(t));

    /// <param name="start">The mode: both tails are far from 0 there.</param>
    /// <param name="spread">About one standard deviation; a step takes eight of them at most, so that no tail underflows on the way.</param>
    /// <param name="direction">1: the tail grows with t; −1: it falls.</param>
    private static double Solve(double start, double spread, double tail, Func<double, double> tailAt, Func<double, double> density, int direction)
    {
        var t = start;
        for (var i = 0; i < 200; i++)
        {
            var value = tailAt(t);
            var step = direction * Math.Log(tail / value) * value / density(t);
            t += Math.Clamp(step, -8 * spread, 8 * spread);
            // t is a logarithm: its error is the relative error of the quantile. Below 1e-9 of a deviation is rounding.
            if (Math.Abs(step) <= Math.Max(1e-14, 1e-9 * spread))
                break;
        }
        return t;
    }
}
