using SahelMap.Domain.Analysis.Study;
using static SahelMap.Domain.Tests.Analysis.Study.StudyBed;

namespace SahelMap.Domain.Tests.Analysis.Study;

public sealed class ExposureStudyTests
{
    private static ExposureOutcome Run(StudyZone[] zones, StudyIncident[] incidents, int draws = 0, int seed = 1) =>
        ExposureStudy.Run(new StudyGround(Area, zones), incidents, From, Until, draws, seed, TestContext.Current.CancellationToken);

    private static double Exposure(ExposureOutcome outcome, PresenceStratum stratum) => outcome.Stated.Exposure[(int)stratum];

    [Fact]
    public void Without_zones_all_ground_and_days_are_under_neither()
    {
        var outcome = Run([], [Incident(1, 0.5, "2020-05-01")]);

        Assert.Equal(4 * BoxKm2 * 366, Exposure(outcome, PresenceStratum.Neither), 1e-3);
        Assert.Equal(1, outcome.Stated.CountOf(PresenceStratum.Neither, null));
    }

    [Fact]
    public void Ground_and_days_are_sorted_into_the_four_strata()
    {
        // PoC over boxes 0 and 1 all year, CT over boxes 1 and 2 from March to August (184 days).
        var outcome = Run([Poc(1, 0, 2, "2013-01-01/.."), Ct(2, 1, 3, "2020-03-01/2020-09-01")], []);

        Assert.Equal(BoxKm2 * 366 + BoxKm2 * (366 - 184), Exposure(outcome, PresenceStratum.PocOnly), 1e-3);
        Assert.Equal(BoxKm2 * 184, Exposure(outcome, PresenceStratum.Both), 1e-3);
        Assert.Equal(BoxKm2 * 184, Exposure(outcome, PresenceStratum.CtOnly), 1e-3);
        Assert.Equal(4 * BoxKm2 * 366, outcome.Stated.Exposure.Sum(), 1e-3);
    }

    [Fact]
    public void The_last_day_of_a_zone_counts_and_the_first_day_after_it_does_not()
    {
        var zones = new[] { Poc(1, 0, 4, "2013-01-01/.."), Ct(2, 0, 4, "2020-03-01/2020-09-01") };
        var outcome = Run(zones, [Incident(1, 0.5, "2020-08-31"), Incident(2, 0.5, "2020-09-01"), Incident(3, 0.5, "2020-02-29"), Incident(4, 0.5, "2020-03-01")]);

        Assert.Equal(2, outcome.Stated.CountOf(PresenceStratum.Both, null));
        Assert.Equal(2, outcome.Stated.CountOf(PresenceStratum.PocOnly, null));
    }

    [Fact]
    public void Ground_where_three_zones_meet_is_counted_once_and_its_actors_are_counted_apart()
    {
        var outcome = Run(
            [Poc(1, 0, 4, "2013-01-01/.."), Ct(2, 0, 2, "2013-01-01/..", "Barkhane"), Ct(3, 0, 2, "2013-01-01/..", "Barkhane"), Ct(4, 1, 3, "2013-01-01/..", "Takuba")],
            [Incident(1, 1.5, "2020-05-01")]);

        Assert.Equal(3 * BoxKm2 * 366, Exposure(outcome, PresenceStratum.Both), 1e-3);
        Assert.Equal([BoxKm2 * 366, 2 * BoxKm2 * 366, BoxKm2 * 366, 0], outcome.Stated.DoseExposure.Select(e => Math.Round(e, 6)), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Equal([0, 0, 1, 0], outcome.Stated.DoseCount);
    }

    [Fact]
    public void Incidents_outside_the_area_or_the_period_do_not_count()
    {
        var outcome = Run([Poc(1, 0, 4, "2013-01-01/..")], [Incident(1, 7, "2020-05-01"), Incident(2, 0.5, "2019-12-31"), Incident(3, 0.5, "2021-01-01")]);

        Assert.Empty(outcome.Placed);
    }

    [Fact]
    public void Attacks_on_peacekeepers_are_counted_beside_the_outcome()
    {
        var outcome = Run([Poc(1, 0, 4, "2013-01-01/.."), Ct(2, 0, 1, "2013-01-01/..")],
            [Incident(1, 0.5, "2020-05-01", weight: 0, peacekeepers: true), Incident(2, 2.5, "2020-05-01", peacekeepers: true)]);

        Assert.Equal(1, outcome.Stated.Peacekeepers[(int)PresenceStratum.Both]);
        Assert.Equal(1, outcome.Stated.Peacekeepers[(int)PresenceStratum.PocOnly]);
        Assert.Equal(1, outcome.Stated.CountOf(PresenceStratum.PocOnly, StudyAttribution.ArmedGroups));
        Assert.Equal(0, outcome.Stated.CountOf(PresenceStratum.Both, null));
    }

    [Fact]
    public void Months_add_up_to_the_whole()
    {
        var outcome = Run([Poc(1, 0, 2, "2020-02-10/2020-07-20"), Ct(2, 1, 3, "2020-03-05/2020-09-01")], [Incident(1, 1.5, "2020-05-01"), Incident(2, 2.5, "2020-05-31")]);

        foreach (var stratum in Enum.GetValues<PresenceStratum>())
        {
            Assert.Equal(Exposure(outcome, stratum), outcome.Months.Where(m => m.Stratum == stratum).Sum(m => m.Km2Days), 1e-3);
            Assert.Equal(outcome.Stated.CountOf(stratum, null), outcome.Months.Where(m => m.Stratum == stratum).Sum(m => m.Count));
        }
        Assert.Equal(BoxKm2 * 20, outcome.Months.Single(m => m is { Month: 2020 * 12 + 1, Stratum: PresenceStratum.PocOnly }).Km2Days / 2, 1e-3);
    }

    [Fact]
    public void Exact_records_give_the_same_numbers_in_every_draw()
    {
        var outcome = Run([Poc(1, 0, 2, "2013-01-01/.."), Ct(2, 1, 3, "2020-03-01/2020-09-01")], [Incident(1, 1.5, "2020-05-01")], draws: 5);

        Assert.All(outcome.Draws, d => Assert.Equal(outcome.Stated.Exposure, d.Exposure));
        Assert.All(outcome.Draws, d => Assert.Equal(1, d.CountOf(PresenceStratum.Both, null)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_draws_whatever_the_order_of_the_records_and_another_seed_gives_others()
    {
        StudyZone[] zones = [Poc(1, 0, 4, "2013-01-01/.."), Ct(2, 0, 1, "2020-03-01/2020-09-01") with { From = new(Day("2020-01-01"), Day("2020-03-01"), Day("2020-06-01")) }];
        StudyIncident[] incidents = [.. Enumerable.Range(1, 40).Select(i => Incident(i, i / 10.0 - 0.05, "2020-05-01", spread: new PlaceSpread(50, null)))];

        var first = Run(zones, incidents, draws: 20, seed: 7);
        var again = Run([.. zones.Reverse()], [.. incidents.Reverse()], draws: 20, seed: 7);
        var other = Run(zones, incidents, draws: 20, seed: 8);

        static double[] Both(ExposureOutcome o) => [.. o.Draws.Select(d => d.CountOf(PresenceStratum.Both, null)), .. o.Draws.Select(d => d.Exposure[2])];
        Assert.Equal(Both(first), Both(again));
        Assert.NotEqual(Both(first), Both(other));
    }

    [Fact]
    public void An_incident_known_only_to_a_circle_falls_on_either_side_of_a_border_by_area()
    {
        // On the border between box 1 (CT) and box 2 (none): half of the draws on each side.
        var outcome = Run([Ct(1, 0, 2, "2013-01-01/..")], [Incident(1, 2, "2020-05-01", spread: new PlaceSpread(25, null))], draws: 1_000);

        Assert.InRange(outcome.Draws.Average(d => d.CountOf(PresenceStratum.CtOnly, null)), 0.45, 0.55);
        Assert.All(outcome.Draws, d => Assert.Equal(1, d.CountOf(PresenceStratum.CtOnly, null) + d.CountOf(PresenceStratum.Neither, null)));
    }

    [Fact]
    public void An_incident_whose_place_is_stated_just_outside_the_area_may_be_drawn_into_it()
    {
        var outcome = Run([], [Incident(1, 4.1, "2020-05-01", spread: new PlaceSpread(25, null))], draws: 400);

        Assert.Empty(outcome.Placed);
        Assert.InRange(outcome.Draws.Average(d => d.CountOf(PresenceStratum.Neither, null)), 0.1, 0.5);
    }

    [Fact]
    public void A_zone_with_several_radii_is_drawn_from_these_and_stated_as_stated()
    {
        var ct = Ct(1, 0, 2, "2013-01-01/..") with { Shapes = [Shapes.Box(0, 15, 2, 16), Shapes.Box(0, 15, 1, 16), Shapes.Box(0, 15, 3, 16)] };
        var outcome = Run([ct], [], draws: 200);

        Assert.Equal(2 * BoxKm2 * 366, Exposure(outcome, PresenceStratum.CtOnly), 1e-3);
        Assert.Equal([1, 3], outcome.Draws.Select(d => (int)Math.Round(d.Exposure[(int)PresenceStratum.CtOnly] / BoxKm2 / 366)).Distinct().Order());
    }

    [Fact]
    public void A_region_is_drawn_from_evenly_and_never_left()
    {
        var gao = Basemap.Areas.Region("ML/Gao")!;
        var spread = new PlaceSpread(0, gao);
        var random = new Random(1);
        var inEnvelope = gao.EnvelopeInternal;
        for (var i = 0; i < 500; i++)
        {
            var (lon, lat) = spread.Draw(0, 0, random);
            Assert.True(inEnvelope.Contains(lon, lat) && gao.Covers(Domain.Geodesy.Wgs84.Factory.CreatePoint(new NetTopologySuite.Geometries.Coordinate(lon, lat))));
        }
    }
}
