using NetTopologySuite.Geometries;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Analysis;

public sealed class SetOverlapTests
{
    private const string Year2020 = "2020-01-01/2021-01-01";

    [Fact]
    public void A_set_with_one_deployment_twice_is_refused()
    {
        var zone = Zone(Box(0, 15, 1, 16));
        Assert.Contains(zone.Id.ToString(), Assert.Throws<ArgumentException>(() => SetOverlap.Find([zone, zone], [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SetOverlap.Find([], [zone, zone]));
    }

    [Theory]
    [InlineData("LINESTRING (0 0, 1 1)")]
    [InlineData("POLYGON EMPTY")]
    public void A_zone_without_ground_is_refused(string wkt) =>
        Assert.Throws<ArgumentException>(() => SetOverlap.Find([Zone(Wkt(wkt))], [Zone(Box(0, 15, 1, 16))]));

    [Fact]
    public void Work_that_nobody_waits_for_any_more_ends()
    {
        SetZone[] zones = [.. Enumerable.Range(0, 10).Select(i => Zone(Box(i, 15, i + 2, 16)))];
        Assert.ThrowsAny<OperationCanceledException>(() => SetOverlap.Find(zones, zones, cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void An_empty_set_meets_nobody()
    {
        Assert.Empty(SetOverlap.Find([], []));
        Assert.Empty(SetOverlap.Find([Zone(Box(0, 15, 1, 16))], []));
        Assert.Empty(SetOverlap.SlotsIn([], OverlapIndex.Load([], [])));
    }

    [Fact]
    public void A_deployment_does_not_meet_itself()
    {
        var zone = Zone(Box(0, 15, 1, 16));
        Assert.Empty(SetOverlap.Find([zone], [zone]));
    }

    [Theory]
    [InlineData("POLYGON ((1 15, 2 15, 2 16, 1 16, 1 15))")] // along an edge
    [InlineData("POLYGON ((1 15.2, 2 15, 2 16, 1 15.8, 1 15.2))")] // along part of one
    [InlineData("POLYGON ((1 16, 2 16, 2 17, 1 17, 1 16))")] // at a corner
    [InlineData("POLYGON ((1 15.5, 2 15, 2 16, 1 15.5))")] // a corner on an edge
    [InlineData("POLYGON ((-1 14, 2 14, 2 17, -1 17, -1 14), (0 15, 0 16, 1 16, 1 15, 0 15))")] // it fills the other's hole
    [InlineData("POLYGON ((-1 14, 2 14, 2 17, -1 17, -1 14), (-0.5 14.5, -0.5 16.5, 1.5 16.5, 1.5 14.5, -0.5 14.5))")] // it lies in the other's hole
    [InlineData("MULTIPOLYGON (((1 15, 2 15, 2 16, 1 16, 1 15)), ((-1 15, 0 15, 0 16, -1 16, -1 15)))")] // between two parts
    public void Zones_that_only_touch_share_nothing(string wkt) =>
        Assert.Empty(SetOverlap.Find([Zone(Box(0, 15, 1, 16))], [Zone(Wkt(wkt))]));

    [Theory]
    [InlineData("2020-01-01/2020-02-01", "2020-02-01/2020-03-01")]
    [InlineData("2020-02-01/..", "2019-01-01/2020-02-01")]
    public void Deployments_that_follow_each_other_share_nothing(string a, string b) =>
        Assert.Empty(SetOverlap.Find([Zone(Box(0, 15, 2, 16), a)], [Zone(Box(1, 15, 3, 16), b)]));

    [Theory]
    [InlineData( // two frames across each other's holes
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 8, 8 8, 8 2, 2 2))", "POLYGON ((5 -1, 15 -1, 15 9, 5 9, 5 -1), (7 1, 7 7, 13 7, 13 1, 7 1))",
        "MULTIPOLYGON (((5 0, 10 0, 10 1, 7 1, 7 2, 5 2, 5 0)), ((8 7, 10 7, 10 9, 5 9, 5 8, 8 8, 8 7)))")]
    [InlineData( // parts with holes, a part in a hole
        "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 8, 8 8, 8 1, 1 1)), ((3 3, 6 3, 6 6, 3 6, 3 3), (4 4, 4 5, 5 5, 5 4, 4 4)))", "POLYGON ((4.5 -1, 10 -1, 10 10, 4.5 10, 4.5 -1))",
        "MULTIPOLYGON (((4.5 0, 9 0, 9 9, 4.5 9, 4.5 8, 8 8, 8 1, 4.5 1, 4.5 0)), ((4.5 3, 6 3, 6 6, 4.5 6, 4.5 5, 5 5, 5 4, 4.5 4, 4.5 3)))")]
    [InlineData( // a border in common and ground besides
        "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "MULTIPOLYGON (((4 0, 6 0, 6 4, 4 4, 4 0)), ((1 1, 2 1, 2 2, 1 2, 1 1)))",
        "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))")]
    [InlineData( // the same borders
        "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1))", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1))",
        "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1))")]
    public void Shared_ground_is_what_lies_in_both_whichever_is_A(string one, string two, string shared)
    {
        SetZone a = Zone(Wkt(one)), b = Zone(Wkt(two));
        SetGround ab = Assert.Single(SetOverlap.Find([a], [b])), ba = Assert.Single(SetOverlap.Find([b], [a]));
        AssertSameGround(shared, ab.Area);
        Assert.True(ab.Area.EqualsExact(ba.Area));
        Assert.Equal(EqualArea.Measure(Wkt(shared)).Value, ab.Km2.Value, 1e-6);
        Assert.Equal((ab.A, ab.B, ab.AShare, ab.BShare), (ba.B, ba.A, ba.BShare, ba.AShare));
        Assert.Equal(ab.Km2.Value / EqualArea.Measure(a.Area).Value, ab.AShare, 1e-12);
        Assert.Equal(ab.Km2.Value / EqualArea.Measure(b.Area).Value, ab.BShare, 1e-12);
        Assert.True(ab.Area.IsValid && ab.Area.SRID == 4326);
    }

    [Fact]
    public void A_set_with_itself_has_each_pair_once_and_the_first_of_the_list_is_A()
    {
        SetZone[] zones = [.. Enumerable.Range(0, 6).Select(i => Zone(Box(i * 0.1, 15, i * 0.1 + 1, 16)))];
        var found = SetOverlap.Find(zones, [.. zones.Reverse()]);
        Assert.Equal(
            from i in Enumerable.Range(0, 6) from j in Enumerable.Range(i + 1, 5 - i) select (zones[i].Id, zones[j].Id),
            found.Select(g => (g.A, g.B)).OrderBy(g => Array.FindIndex(zones, z => z.Id == g.A)).ThenBy(g => Array.FindIndex(zones, z => z.Id == g.B)));
    }

    [Fact]
    public void Sets_that_share_some_deployments_have_no_pair_twice_and_none_too_few()
    {
        SetZone[] zones = [.. Enumerable.Range(0, 5).Select(i => Zone(Box(i * 0.1, 15, i * 0.1 + 1, 16)))];
        var found = SetOverlap.Find(zones[..3], zones[1..]); // 0 1 2 with 1 2 3 4
        Assert.Equal([(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4), (2, 3), (2, 4)], found.Select(g => (Place(g.A), Place(g.B))));

        int Place(Guid id) => Array.FindIndex(zones, z => z.Id == id);
    }

    [Fact]
    public void Two_ongoing_deployments_share_an_ongoing_period() =>
        Assert.Equal(Span("2021-12-01/.."), Assert.Single(SetOverlap.Find([Zone(Box(0, 15, 2, 16), "2013-07-01/..")], [Zone(Box(1, 15, 3, 16), "2021-12-01/..")])).Period);

    [Fact]
    public void Only_days_that_are_asked_for_count()
    {
        SetZone a = Zone(Box(0, 15, 2, 16), "2013-07-01/.."), b = Zone(Box(1, 15, 3, 16), "2019-12-01/2020-03-01");
        Assert.Equal(Span("2020-01-01/2020-03-01"), Assert.Single(SetOverlap.Find([a], [b], Span(Year2020))).Period);
        Assert.Empty(SetOverlap.Find([a], [b], Span("2020-03-01/..")));
    }

    [Fact]
    public void A_pair_that_meets_only_if_it_stayed_longer_than_stated_says_so()
    {
        var left = new SetZone(Guid.NewGuid(), Box(0, 15, 2, 16), PeriodReading.Of(Span("2019-01-01/2020-03-01"), BoundKnown.Day, BoundKnown.LastObserved));
        var came = Zone(Box(1, 15, 3, 16), "2020-06-01/2022-01-01");
        var ground = Assert.Single(SetOverlap.Find([left], [came]));
        Assert.Equal((null, Span("2020-06-01/2021-03-01"), null), (ground.Period, ground.Widest, ground.Narrowest));
    }

    [Fact]
    public void A_pair_that_meets_only_as_stated_has_no_narrowest_reading()
    {
        var a = new SetZone(Guid.NewGuid(), Box(0, 15, 2, 16), PeriodReading.Of(Span("2020-03-01/2021-01-01"), BoundKnown.Month, BoundKnown.Day));
        var ground = Assert.Single(SetOverlap.Find([a], [Zone(Box(1, 15, 3, 16), "2019-01-01/2020-03-20")]));
        Assert.Equal((Span("2020-03-01/2020-03-20"), Span("2020-03-01/2020-03-20"), null), (ground.Period, ground.Widest, ground.Narrowest));
    }

    [Fact]
    public void Incidents_are_those_in_the_ground_on_the_days_of_each_reading()
    {
        var a = new SetZone(Guid.NewGuid(), Box(0, 15, 2, 16), PeriodReading.Of(Span("2020-03-01/2021-01-01"), BoundKnown.Month, BoundKnown.LastObserved));
        var b = Zone(Wkt("POLYGON ((1 14, 3 14, 3 17, 1 17, 1 14), (1.4 15.4, 1.4 15.6, 1.6 15.6, 1.6 15.4, 1.4 15.4))"), "2019-01-01/..");
        var incidents = OverlapIndex.Load([],
        [
            Incident(1.2, 15.5, "2020-02-29"), Incident(1.2, 15.5, "2020-03-01"), Incident(1.2, 15.5, "2020-03-31"), Incident(1.2, 15.5, "2021-05-01"),
            Incident(1.5, 15.5, "2020-06-01"), Incident(1.4, 15.5, "2020-06-01"), Incident(0.5, 15.5, "2020-06-01"), Incident(2, 16, "2020-06-01"),
        ]);
        var slots = Assert.Single(SetOverlap.SlotsIn(SetOverlap.Find([a], [b]), incidents));
        Assert.Equal([1, 2, 3, 5, 7], slots.Widest.ToArray()); // 4 lies in the hole, 5 on its edge, 7 at the corner of the ground
        Assert.Equal([1, 2, 5, 7], slots.Stated.ToArray());
        Assert.Equal([2, 5, 7], slots.Narrowest.ToArray());
    }

    [Fact]
    public void Of_PoC_and_CT_it_finds_what_the_index_holds()
    {
        var random = new Random(3);
        Zone[] zones = [.. Enumerable.Range(0, 60).Select(i =>
        {
            double lon = random.Next(0, 12) / 4.0, lat = 15 + random.Next(0, 12) / 4.0;
            var from = Day("2020-01-01").AddDays(random.Next(0, 300));
            return new Zone(Guid.NewGuid(), i % 2 == 0 ? ZoneSide.Poc : ZoneSide.Ct, Box(lon, lat, lon + 0.25 * random.Next(1, 4), lat + 0.3), new DateSpan(from, from.AddDays(random.Next(1, 200))));
        })];
        IncidentPoint[] incidents = [.. Enumerable.Range(0, 400).Select(i => Incident(random.NextDouble() * 4, 15 + random.NextDouble() * 4, $"2020-{1 + i % 12:00}-10"))];
        var index = OverlapIndex.Load(zones, incidents);
        var found = SetOverlap.Find(Set(ZoneSide.Poc), Set(ZoneSide.Ct));
        var slots = SetOverlap.SlotsIn(found, index);
        Assert.NotEmpty(found);
        Assert.Equal(
            index.All.Select(o => $"{o.Key} {o.Period} {Math.Round(o.Km2.Value, 3)} {string.Join(' ', index.SlotsIn(o.Key).ToArray().Order())}").Order(),
            found.Select((g, i) => $"{g.A}_{g.B} {g.Period} {Math.Round(g.Km2.Value, 3)} {string.Join(' ', slots[i].Stated.ToArray())}").Order());

        SetZone[] Set(ZoneSide side) => [.. zones.Where(z => z.Side == side).Select(z => new SetZone(z.Id, z.Area, PeriodReadings.Exact(z.Served)))];
    }

    private static SetZone Zone(Geometry area, string served = Year2020) => new(Guid.NewGuid(), area, PeriodReadings.Exact(Span(served)));

    private static IncidentPoint Incident(double lon, double lat, string day) => new(Guid.NewGuid(), lon, lat, new DateSpan(Day(day), Day(day).AddDays(1)));
}
