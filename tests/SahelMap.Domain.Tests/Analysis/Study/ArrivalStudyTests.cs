using SahelMap.Domain.Analysis.Study;
using static SahelMap.Domain.Tests.Analysis.Study.StudyBed;

namespace SahelMap.Domain.Tests.Analysis.Study;

public sealed class ArrivalStudyTests
{
    private static readonly StudyZone Protected = Poc(1, 0, 2, "2013-01-01/..");

    private static ArrivalOutcome Run(StudyZone[] zones, StudyIncident[] incidents, int draws = 0, int permutations = 99, int window = 60) =>
        ArrivalStudy.Run(new StudyGround(Area, zones), incidents, From, Until, window, 30, draws, permutations, seed: 1, TestContext.Current.CancellationToken);

    [Fact]
    public void Incidents_before_and_after_an_arrival_are_counted_on_the_ground_that_it_shares_with_PoC()
    {
        // CT over boxes 1 and 2: only box 1 is PoC's too. The day of the arrival itself is after.
        var outcome = Run([Protected, Ct(2, 1, 3, "2020-06-01/..")],
        [
            Incident(1, 1.5, "2020-05-31"), Incident(2, 1.5, "2020-06-01"), Incident(3, 1.5, "2020-07-30"), // 59 days after
            Incident(4, 1.5, "2020-07-31"), Incident(5, 1.5, "2020-04-01"), // beyond the window
            Incident(6, 2.5, "2020-06-10"), Incident(7, 0.5, "2020-06-10"), // not on the ground
        ]);
        var curve = outcome.Arrival.Stated;

        Assert.Equal(BoxKm2, curve.Km2, 1e-6);
        Assert.Equal(1, curve.Sum(-60, 0));
        Assert.Equal(2, curve.Sum(0, 60));
        Assert.Equal([0, 1, 1, 1], Enumerable.Range(0, curve.Bins).Select(i => curve.Sum(i * 30 - 60, i * 30 - 30)));
    }

    [Fact]
    public void Events_that_cannot_be_used_are_named_with_the_reason()
    {
        var outcome = Run([Protected, Ct(2, 0, 1, "2019-06-01/.."), Ct(3, 0, 1, "2020-01-15/2020-06-01"), Ct(4, 3, 4, "2020-06-01/2020-08-01")], []);

        Assert.Equal([EventLeft.OutsidePeriod, EventLeft.WindowCut, EventLeft.NoSharedGround], outcome.Arrival.Stated.Events.OrderBy(e => e.Zone).Select(e => e.Left!.Value));
        Assert.Equal([EventLeft.Ongoing, null, EventLeft.NoSharedGround], outcome.Departure.Stated.Events.OrderBy(e => e.Zone).Select(e => e.Left));
        Assert.Null(outcome.Arrival.Test);
    }

    [Fact]
    public void A_departure_looks_at_the_ground_of_the_day_before_it()
    {
        // PoC ends on the same day: the day before, both were there.
        var outcome = Run([Poc(1, 0, 2, "2013-01-01/2020-06-01"), Ct(2, 1, 3, "2019-01-01/2020-06-01")], [Incident(1, 1.5, "2020-06-01")]);

        Assert.Equal(BoxKm2, outcome.Departure.Stated.Km2, 1e-6);
        Assert.Equal(1, outcome.Departure.Stated.Sum(0, 60));
    }

    [Fact]
    public void A_jump_on_the_day_of_arrival_is_rare_among_shifted_dates_and_a_steady_rate_is_not()
    {
        StudyZone[] zones = [Protected, Ct(2, 0, 2, "2020-07-01/..")];
        var jump = Run(zones, [.. Enumerable.Range(0, 180).Select(i => Incident(i, 1, Shapes.Day("2020-07-01").AddDays(i).ToString("O", System.Globalization.CultureInfo.InvariantCulture)))], permutations: 999);
        var steady = Run(zones, [.. Enumerable.Range(0, 300).Select(i => Incident(i, 1, Shapes.Day("2020-02-01").AddDays(i).ToString("O", System.Globalization.CultureInfo.InvariantCulture)))], permutations: 999);

        Assert.InRange(P(jump), 0, 0.05);
        Assert.InRange(P(steady), 0.3, 1);

        static double P(ArrivalOutcome o) => Domain.Statistics.Permutation.P(o.Arrival.Test!.Observed, o.Arrival.Test.Shifted);
    }

    [Fact]
    public void Draws_move_the_date_of_an_arrival_that_is_known_only_roughly()
    {
        var ct = Ct(2, 0, 2, "2020-06-15/..") with { From = new(Day("2020-06-01"), Day("2020-06-15"), Day("2020-06-30")) };
        var outcome = Run([Protected, ct], [Incident(1, 1, "2020-06-15")], draws: 200);

        Assert.Equal(1, outcome.Arrival.Stated.Sum(0, 60));
        Assert.InRange(outcome.Arrival.Draws.Average(d => d.Sum(0, 60)), 0.35, 0.65);
    }

    [Fact]
    public void An_incident_that_two_events_hold_is_one_incident_that_weighs_twice()
    {
        var curve = Run([Protected, Ct(2, 0, 1, "2020-06-01/.."), Ct(3, 0, 2, "2020-06-10/..")], [Incident(1, 0.5, "2020-06-15"), Incident(2, 1.5, "2020-06-15")]).Arrival.Stated;

        Assert.Equal(3, curve.Sum(0, 60));
        Assert.Equal([2, 1], curve.Between(0, 60).Select(i => i.Weight));
    }
}
