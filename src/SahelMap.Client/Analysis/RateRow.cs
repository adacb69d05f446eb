using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>A rate with its name: a row of a table, a line of a CSV file, a mark in a plot.</summary>
/// <param name="Key">For tests and for the CSV file: language-free.</param>
/// <param name="Tone">both, poc, ct, neither or plain.</param>
/// <param name="Parts">The same split by attribution; empty where it is not split.</param>
public sealed record RateRow(string Key, string Name, string Tone, Rate Rate, IReadOnlyList<RateRow> Parts)
{
    public RateRow(string key, string name, string tone, Rate rate) : this(key, name, tone, rate, [])
    {
    }

    public static string ToneOf(Stratum stratum) => stratum switch
    {
        Stratum.Both => "both",
        Stratum.PocOnly => "poc",
        Stratum.CtOnly => "ct",
        _ => "neither",
    };

    public static IReadOnlyList<ForestRow> Forest(IEnumerable<RateRow> rows, bool parts) =>
        [.. rows.SelectMany(row => parts ? [Mark(row, false), .. row.Parts.Select(p => Mark(p, true))] : new[] { Mark(row, false) })];

    private static ForestRow Mark(RateRow row, bool part) =>
        new(row.Name, row.Tone, row.Rate.PerThousandKm2Month, row.Rate.Interval, row.Rate.Band, part);
}
