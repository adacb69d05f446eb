using System.Globalization;
using SahelMap.Contracts;
using SahelMap.Domain.Analysis.Study;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>An exposure study's numbers as rates, ratios and caveats.</summary>
public static class ExposureAnswers
{
    /// <summary>Below so many incidents on either side a ratio says little, and the answer says so.</summary>
    public const int FewIncidents = 10;

    /// <summary>Share of imprecise records from which on the answer says that it rests on them.</summary>
    public const double MuchImprecise = 0.5;

    public static ExposureResult Make(StudyGround ground, ExposureOutcome outcome, AnalysisRequest request, int lastDay)
    {
        var stated = outcome.Stated;
        var rates = new Rates(request.Outcome is Outcome.CivilianDeaths or Outcome.PeacekeeperDeaths, request.Seed);
        var attackRates = new Rates(deaths: false, request.Seed);
        List<PlacedIncident> counted = [.. outcome.Placed.Where(p => p.Incident.Weight > 0)];
        List<PlacedIncident> attacks = [.. outcome.Placed.Where(p => p.Incident.AgainstPeacekeepers)];

        var strata = Enum.GetValues<Stratum>().Select(stratum => new StratumRates(stratum, RateOf(stratum, null),
            [.. Enum.GetValues<Attribution>().Select(a => new AttributedRate(a, RateOf(stratum, a)))])).ToList();
        List<AttributedRatio> ratios = [.. Enum.GetValues<Attribution>().Select(a => (Attribution?)a).Prepend(null).Select(a => new AttributedRatio(a, Ratio(a)))];
        return new(
            ground.Partition.TotalKm2, request.Until.DayNumber - request.From.DayNumber,
            ground.Zones.Count(z => z.Side == Domain.Analysis.ZoneSide.Poc), ground.Zones.Count(z => z.Side == Domain.Analysis.ZoneSide.Ct),
            strata, ratios,
            [.. outcome.Months.Select(m => new StratumMonth(string.Create(CultureInfo.InvariantCulture, $"{m.Month / 12:0000}-{m.Month % 12 + 1:00}"), (Stratum)m.Stratum, m.Km2Days, m.Count))],
            Dose(inPoc: false), Dose(inPoc: true), Peacekeepers(), Caveats());

        IReadOnlyCollection<Rates.Item> Items(Stratum stratum, Attribution? attribution) => [.. counted
            .Where(p => p.Stratum == (PresenceStratum)stratum && (attribution is null || p.Incident.Attribution == (StudyAttribution)attribution))
            .Select(p => new Rates.Item(p.Incident.Weight, p.Incident.IsImprecise))];

        Rate RateOf(Stratum stratum, Attribution? attribution) => rates.Of(Items(stratum, attribution), stated.Exposure[(int)stratum],
            outcome.Draws.Select(d => (d.CountOf((PresenceStratum)stratum, (StudyAttribution?)attribution), d.Exposure[(int)stratum])));

        RateRatio Ratio(Attribution? attribution) => rates.Ratio(
            Items(Stratum.Both, attribution), stated.Exposure[(int)Stratum.Both], Items(Stratum.PocOnly, attribution), stated.Exposure[(int)Stratum.PocOnly],
            outcome.Draws.Select(d => (d.CountOf(PresenceStratum.Both, (StudyAttribution?)attribution), d.Exposure[(int)Stratum.Both],
                d.CountOf(PresenceStratum.PocOnly, (StudyAttribution?)attribution), d.Exposure[(int)Stratum.PocOnly])));

        List<DoseRate> Dose(bool inPoc) => [.. Enumerable.Range(0, ExposureNumbers.Doses).Select(dose => new DoseRate(dose, dose == ExposureNumbers.Doses - 1, rates.Of(
            [.. counted.Where(p => p.Dose == dose && (!inPoc || p.Stratum is PresenceStratum.PocOnly or PresenceStratum.Both)).Select(p => new Rates.Item(p.Incident.Weight, p.Incident.IsImprecise))],
            (inPoc ? stated.PocDoseExposure : stated.DoseExposure)[dose],
            outcome.Draws.Select(d => inPoc ? (d.PocDoseCount[dose], d.PocDoseExposure[dose]) : (d.DoseCount[dose], d.DoseExposure[dose])))))];

        PeacekeeperRates Peacekeepers()
        {
            return new(AttackRate(Stratum.Both), AttackRate(Stratum.PocOnly), attackRates.Ratio(
                Attacks(Stratum.Both), stated.Exposure[(int)Stratum.Both], Attacks(Stratum.PocOnly), stated.Exposure[(int)Stratum.PocOnly],
                outcome.Draws.Select(d => (d.Peacekeepers[(int)Stratum.Both], d.Exposure[(int)Stratum.Both], d.Peacekeepers[(int)Stratum.PocOnly], d.Exposure[(int)Stratum.PocOnly]))));

            Rate AttackRate(Stratum stratum) => attackRates.Of(Attacks(stratum), stated.Exposure[(int)stratum],
                outcome.Draws.Select(d => (d.Peacekeepers[(int)stratum], d.Exposure[(int)stratum])));

            IReadOnlyCollection<Rates.Item> Attacks(Stratum stratum) =>
                [.. attacks.Where(p => p.Stratum == (PresenceStratum)stratum).Select(p => new Rates.Item(1, p.Incident.IsImprecise))];
        }

        List<Caveat> Caveats()
        {
            List<Caveat> caveats = [];
            Rate both = strata[(int)Stratum.Both].Rate, pocOnly = strata[(int)Stratum.PocOnly].Rate;
            if (both.Km2Days == 0 && pocOnly.Km2Days == 0) caveats.Add(new("no-exposure"));
            else if (both.Km2Days == 0 || pocOnly.Km2Days == 0) caveats.Add(new("no-contrast", both.Km2Days == 0 ? nameof(Stratum.Both) : nameof(Stratum.PocOnly)));
            else if (both.Incidents < FewIncidents || pocOnly.Incidents < FewIncidents)
                caveats.Add(new("few-incidents", Math.Min(both.Incidents, pocOnly.Incidents).ToString(CultureInfo.InvariantCulture)));
            StudyCaveats.Imprecision(caveats, [.. counted.Select(p => new Rates.Item(p.Incident.Weight, p.Incident.IsImprecise))]);
            StudyCaveats.End(caveats, request, lastDay);
            return caveats;
        }
    }
}

/// <summary>Caveats that both studies have.</summary>
public static class StudyCaveats
{
    public static void Imprecision(List<Caveat> caveats, IReadOnlyCollection<Rates.Item> items)
    {
        var share = items.Sum(i => i.Weight) is > 0 and var sum ? items.Where(i => i.Imprecise).Sum(i => i.Weight) / sum : 0;
        if (share >= ExposureAnswers.MuchImprecise) caveats.Add(new("imprecise", share.ToString("0.000", CultureInfo.InvariantCulture)));
    }

    /// <summary>The period goes on for more than a month after the last incident that the chosen data hold anywhere.</summary>
    public static void End(List<Caveat> caveats, AnalysisRequest request, int lastDay)
    {
        if (lastDay > 0 && request.Until.DayNumber - lastDay > 31)
            caveats.Add(new("no-data-after", DateOnly.FromDayNumber(lastDay).ToString("O", CultureInfo.InvariantCulture)));
    }
}
