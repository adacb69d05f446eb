namespace SahelMap.Domain.Statistics;

/// <param name="Low">Events per unit of exposure.</param>
/// <param name="High">Likewise.</param>
public readonly record struct RateBounds(double Low, double High);

/// <summary>How far a rate may lie from what a count over an exposure shows.</summary>
public static class PoissonInterval
{
    /// <summary>
    /// The exact central interval of a Poisson rate: from G⁻¹(α/2; n)/T to G⁻¹(1−α/2; n+1)/T, where G⁻¹(·; n) is the
    /// quantile function of the gamma distribution of shape n (half a χ² of 2n degrees of freedom) and α = 1 − level.
    /// </summary>
    /// <remarks>
    /// Garwood 1936, Biometrika 28:437–442; in this form Ulm 1990, American Journal of Epidemiology 131:373–375. As R's
    /// poisson.test; to 1e-9 relative up to counts of a million.
    /// </remarks>
    /// <param name="count">n, from 0.</param>
    /// <param name="exposure">T above 0, in any unit: the rate is per that unit.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>Without events Low is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static RateBounds Exact(long count, double exposure, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Require.Exposure(exposure, nameof(exposure));
        Require.Level(level);
        var tail = (1 - level) / 2;
        return new RateBounds(count == 0 ? 0 : Quantile.GammaLower(count, tail) / exposure, Quantile.GammaUpper(count + 1.0, tail) / exposure);
    }
}
