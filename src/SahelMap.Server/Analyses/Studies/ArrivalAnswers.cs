using System.Globalization;
using SahelMap.Contracts;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Domain.Statistics;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>An arrival study's numbers as curves, rates, a trend, a test and caveats.</summary>
public static class ArrivalAnswers
{
    public static ArrivalResult Make(
        StudyGround ground, ArrivalOutcome outcome, AnalysisRequest request, IReadOnlyDictionary<Guid, StudyDeployment> deployments, int lastDay)
    {
        var deaths = request.Outcome is Outcome.CivilianDeaths or Outcome.PeacekeeperDeaths;
        var rates = new Rates(deaths, request.Seed);
        EventStudy arrival = Study(outcome.Arrival), departure = Study(outcome.Departure);
        return new(ground.Partition.TotalKm2, arrival, departure, Caveats());

        EventStudy Study(EventOutcome study)
        {
            var curve = study.Stated;
            int window = curve.WindowDays, bin = curve.BinDays;
            List<EventBin> bins = [.. Enumerable.Range(0, curve.Bins).Select(i => new EventBin(i * bin - window, (i + 1) * bin - window, RateOf(study, i * bin - window, (i + 1) * bin - window)))];
            return new(
                [.. curve.Events.Select(e => Event(e, window)).OrderBy(e => e.Day).ThenBy(e => e.Deployment)],
                bins, RateOf(study, -window, 0), RateOf(study, 0, window), Ratio(study, window), deaths ? null : Trend(bins),
                study.Test is { } test ? new(test.Observed, Permutation.P(test.Observed, test.Shifted), test.Shifted.Length, request.Seed) : null);
        }

        ArrivalEvent Event(StudyEvent e, int window)
        {
            var zone = deployments[ground.Zones[e.Zone].Id];
            return new(zone.Id, zone.Name, zone.NameFr, zone.Actor, e.Left == EventLeft.Ongoing ? DateOnly.MaxValue : DateOnly.FromDayNumber(e.Day), e.Km2,
                (int)e.Sum(e.Day - window, e.Day), (int)e.Sum(e.Day, e.Day + window), e.Left switch
                {
                    null => null,
                    EventLeft.OutsidePeriod => "outside-period",
                    EventLeft.WindowCut => "window-cut",
                    EventLeft.NoSharedGround => "no-shared-ground",
                    _ => "ongoing",
                });
        }

        Rate RateOf(EventOutcome study, int first, int end) => rates.Of(Items(study.Stated, first, end), study.Stated.Km2 * (end - first),
            study.Draws.Select(d => (d.Sum(first, end), d.Km2 * (end - first))));

        RateRatio Ratio(EventOutcome study, int window) => rates.Ratio(
            Items(study.Stated, 0, window), study.Stated.Km2 * window, Items(study.Stated, -window, 0), study.Stated.Km2 * window,
            study.Draws.Select(d => (d.Sum(0, window), d.Km2 * window, d.Sum(-window, 0), d.Km2 * window)));

        List<Caveat> Caveats()
        {
            List<Caveat> caveats = [];
            var used = outcome.Arrival.Stated.Used.Count() + outcome.Departure.Stated.Used.Count();
            var seen = Math.Max(arrival.Before.Incidents + arrival.After.Incidents, departure.Before.Incidents + departure.After.Incidents);
            if (used == 0) caveats.Add(new("no-exposure"));
            else if (seen < ExposureAnswers.FewIncidents) caveats.Add(new("few-incidents", seen.ToString(CultureInfo.InvariantCulture)));
            var window = outcome.Arrival.Stated.WindowDays;
            StudyCaveats.Imprecision(caveats, [.. Items(outcome.Arrival.Stated, -window, window), .. Items(outcome.Departure.Stated, -window, window)]);
            StudyCaveats.End(caveats, request, lastDay);
            return caveats;
        }
    }

    private static IReadOnlyCollection<Rates.Item> Items(EventCurve curve, int first, int end) =>
        [.. curve.Between(first, end).Select(i => new Rates.Item(i.Weight, i.Imprecise))];

    /// <summary>Over the bins before the event, by months from it.</summary>
    private static PreTrend? Trend(List<EventBin> bins)
    {
        List<EventBin> before = [.. bins.Where(b => b.UntilDay <= 0)];
        double Middle(EventBin b) => (b.FromDay + b.UntilDay) / 2.0 / 30.4375;
        if (PoissonTrend.Fit([.. before.Select(b => (long)b.Rate.Count)], [.. before.Select(b => b.Rate.Km2Days / Rates.Unit)], [.. before.Select(Middle)]) is not { } fit) return null;
        return new(Math.Exp(fit.Slope), new(Math.Exp(fit.Low), Math.Exp(fit.High)), fit.P, fit.RateAt(Middle(before[0])), fit.RateAt(0));
    }
}
