using System.Diagnostics;
using System.Globalization;

namespace SahelMap.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="Ours">What SahelMap did.</param>
/// <param name="Floor">The same work done with less around it, in the same run; empty where there is none.</param>
public sealed record Measure(string Area, string What, string Ours, string Floor = "", string Note = "");

public static class Sample
{
    public static double Percentile(IEnumerable<double> values, double p)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(p * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double MillisecondsSince(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;

    public static string Ms(double ms) => ms.ToString(ms < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms";
    public static string Seconds(double s) => s.ToString("0.00", CultureInfo.InvariantCulture) + " s";
    public static string PerSecond(double n) => n.ToString("#,0", CultureInfo.InvariantCulture) + "/s";
    public static string Bytes(double n) => n >= 1e6
        ? (n / 1e6).ToString("0.00", CultureInfo.InvariantCulture) + " MB"
        : (n / 1e3).ToString("0", CultureInfo.InvariantCulture) + " kB";

    /// <summary>Best of some runs, in seconds: the least disturbed one.</summary>
    public static Task<double> BestAsync(int runs, Func<Task> work) => BestAsync(runs, () => Task.CompletedTask, work);

    /// <param name="before">What each run needs first, and does not count.</param>
    public static async Task<double> BestAsync(int runs, Func<Task> before, Func<Task> work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            await before();
            var start = Stopwatch.GetTimestamp();
            await work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
