using SahelMap.Client.I18n;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>An exposure answer as sentences and named rows.</summary>
public sealed class ExposureInWords(Text text, Outcome outcome)
{
    /// <summary>From the presence that the question is about to none.</summary>
    public static readonly IReadOnlyList<Stratum> Order = [Stratum.Both, Stratum.PocOnly, Stratum.CtOnly, Stratum.Neither];

    /// <summary>Below so many on either side a ratio says little; the server's caveat has the same bound.</summary>
    private const int Few = 10;

    public string Unit => text["analysis.unit"];

    /// <summary>What was found, in plain words; where the numbers cannot tell two rates apart it says so.</summary>
    public string Finding(ExposureResult result)
    {
        var both = Of(result, Stratum.Both);
        var poc = Of(result, Stratum.PocOnly);
        if (both?.PerThousandKm2Month is null && poc?.PerThousandKm2Month is null) return text["analysis.finding.none"];
        if (both?.PerThousandKm2Month is not { } rate || both.Interval is not { } interval) return text["analysis.finding.noBoth"];
        var inside = text["analysis.finding.both", text.Figure(rate), Counted(), text.Range(interval)];
        if (poc?.PerThousandKm2Month is not { } other || poc.Interval is not { } otherInterval) return $"{inside} {text["analysis.finding.noPocOnly"]}";
        var sentences = $"{inside} {text["analysis.finding.poc", text.Figure(other), text.Range(otherInterval)]}";
        var ratio = result.Ratios.FirstOrDefault(r => r.Attribution is null)?.BothToPocOnly;
        return $"{sentences} {Ratio(ratio, result.Caveats.Any(c => c.Code is "few-incidents" or "no-contrast" or "no-exposure"))}";
    }

    /// <param name="few">Too little was counted for any ratio to say much.</param>
    /// <param name="higher">The text that says which rate is the higher one where the ratio is above 1; null: the one that was named first.</param>
    /// <param name="lower">Likewise, below 1.</param>
    public string Ratio(RateRatio? ratio, bool few, string? higher = null, string? lower = null)
    {
        if (ratio is not { Value: { } value, Interval: { } interval }) return text["analysis.finding.noRatio"];
        var figures = text["analysis.finding.ratio", text.Figure(value), text.Range(interval)];
        if (few) return $"{figures} {text["analysis.finding.few"]}";
        // Few incidents make the interval wide, loosely known ones the band: either is enough not to know.
        return interval is { Low: <= 1, High: >= 1 } || ratio.Band is { Low: <= 1, High: >= 1 }
            ? $"{figures} {text["analysis.finding.cannotTell"]}"
            : $"{figures} {text[value > 1 ? higher ?? "analysis.finding.higher" : lower ?? "analysis.finding.lower"]}";
    }

    public IReadOnlyList<RateRow> Rows(ExposureResult result) =>
        [.. Order.Select(s => result.Strata.FirstOrDefault(r => r.Stratum == s)).OfType<StratumRates>().Select(s => new RateRow(
            s.Stratum.ToString(), text["analysis.stratum." + s.Stratum], RateRow.ToneOf(s.Stratum), s.Rate,
            [.. s.ByAttribution.Select(a => new RateRow($"{s.Stratum}.{a.Attribution}", text["analysis.attribution." + a.Attribution], RateRow.ToneOf(s.Stratum), a.Rate))]))];

    public IReadOnlyList<RateRow> Dose(IReadOnlyList<DoseRate> doses, string key) =>
        [.. doses.Select(d => new RateRow($"{key}.{d.Actors}", d.AndMore ? text["analysis.doseAndMore", d.Actors] : text.Count("analysis.dose", d.Actors), d.Actors == 0 ? "neither" : "ct", d.Rate))];

    public IReadOnlyList<RateRow> PeacekeeperRows(PeacekeeperRates rates) =>
    [
        new("near", text["analysis.near"], "both", rates.Near),
        new("away", text["analysis.away"], "poc", rates.Away),
    ];

    public string Peacekeepers(PeacekeeperRates rates) =>
        rates.Near.Count + rates.Away.Count == 0 ? text["analysis.peacekeepersNone"] : $"{text["analysis.peacekeepersRatio"]} {Ratio(rates.NearToAway, Math.Min(rates.Near.Incidents, rates.Away.Incidents) < Few)}";

    /// <summary>A plot read out: each row's name, rate and interval.</summary>
    public string InWords(IEnumerable<RateRow> rows, string what) => $"{what}. " + string.Join("; ", rows.Select(r =>
        r.Rate is { PerThousandKm2Month: { } rate, Interval: { } interval } ? $"{r.Name}: {text.Figure(rate)} ({text.Range(interval)})" : $"{r.Name}: –"));

    private string Counted() => text["analysis.counted." + outcome];

    private static Rate? Of(ExposureResult result, Stratum stratum) => result.Strata.FirstOrDefault(s => s.Stratum == stratum)?.Rate;
}
