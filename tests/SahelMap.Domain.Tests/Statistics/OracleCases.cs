using System.Globalization;

namespace SahelMap.Domain.Tests.Statistics;

/// <summary>The cases of tests/oracles/statistics.R with what R said of them.</summary>
internal static class OracleCases
{
    /// <param name="Input">Lists of numbers, as the function takes them.</param>
    public sealed record Case(string What, string Name, double[][] Input, double[] Expected);

    public static IReadOnlyList<Case> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "oracles", "statistics.expected.csv")).Skip(1).Select(line =>
        {
            var fields = line.Split(',');
            return new Case(fields[0], fields[1], [.. fields[2].Split('|').Select(Numbers)], Numbers(fields[3]));
        }),
    ];

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(Number)];

    private static double Number(string text) => text switch
    {
        "NA" => double.NaN,
        "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
