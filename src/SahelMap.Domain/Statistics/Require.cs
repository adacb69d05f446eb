using System.Globalization;

namespace SahelMap.Domain.Statistics;

internal static class Require
{
    public static void Exposure(double exposure, string name)
    {
        if (!(exposure > 0 && double.IsFinite(exposure)))
            throw new ArgumentOutOfRangeException(name, $"An exposure is a number above 0; found {exposure.ToString(CultureInfo.InvariantCulture)}. Without exposure there is no rate.");
    }

    public static void Level(double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), $"A level lies between 0 and 1, such as 0.95; found {level.ToString(CultureInfo.InvariantCulture)}.");
    }
}
