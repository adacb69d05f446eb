using NetTopologySuite.Geometries;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Geodesy;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Analysis;

public sealed class OverlapIndexTests
{
    private const string Year2020 = "2020-01-01/2021-01-01";

    [Fact]
    public void Two_zones_with_one_id_are_refused()
    {
        var zone = Poc(Box(0, 15, 1, 16));
        Assert.Contains(zone.Id.ToString(), Assert.Throws<ArgumentException>(() => OverlapIndex.Load([zone, zone], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_incidents_with_one_id_are_refused()
    {
        var incident = Incident(0, 15, "2020-01-01");
        Assert.Contains(incident.Id.ToString(), Assert.Throws<ArgumentException>(() => OverlapIndex.Load([], [incident, incident])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_off_the_earth_is_refused_and_changes_nothing()
    {
        var index = OverlapIndex.Load([], []);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.UpsertIncident(Incident(181, 15, "2020-01-01")));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.UpsertIncident(Incident(0, double.NaN, "2020-01-01")));
        Assert.Throws<ArgumentOutOfRangeException>(() => OverlapIndex.Load([], [Incident(0, 91, "2020-01-01")]));
        Assert.Equal((0, 0), (index.IncidentCount, index.SlotLimit));
    }

    [Theory]
    [InlineData("LINESTRING (0 0, 1 1)")]
    [InlineData("POLYGON EMPTY")]
    public void A_zone_without_ground_is_refused(string wkt) =>
        Assert.Throws<ArgumentException>(() => OverlapIndex.Load([], []).Upsert(Poc(Wkt(wkt))));

    [Theory]
    [InlineData("POLYGON ((1 15, 2 15, 2 16, 1 16, 1 15))")] // along an edge
    [InlineData("POLYGON ((1 15.2, 2 15, 2 16, 1 15.8, 1 15.2))")] // along part of one
    [InlineData("POLYGON ((1 16, 2 16, 2 17, 1 17, 1 16))")] // at a corner
    [InlineData("POLYGON ((1 15.5, 2 15, 2 16, 1 15.5))")] // a corner on an edge
    [InlineData("POLYGON ((3 15, 4 15, 4 16, 3 15))")] // nowhere
    public void Zones_that_only_touch_share_no_ground(string wkt) =>
        Assert.Empty(OverlapIndex.Load([Poc(Box(0, 15, 1, 16)), Ct(Wkt(wkt))], [Incident(1, 15.5, "2020-03-01")]).All);

    [Fact]
    public void Less_than_a_square_metre_does_not_count()
    {
        // 1e-5 degrees are about 1.1 m.
        Assert.Empty(OverlapIndex.Load([Poc(Box(0, 15, 1, 16)), Ct(Box(0.999995, 15.999995, 2, 17))], []).All);
        Assert.Single(OverlapIndex.Load([Poc(Box(0, 15, 1, 16)), Ct(Box(0.99998, 15.99998, 2, 17))], []).All);
    }

    [Fact]
    public void A_zone_in_the_others_hole_shares_nothing() =>
        Assert.Empty(OverlapIndex.Load([Poc(Holed), Ct(Box(4, 14, 6, 16))], []).All);

    [Theory]
    [InlineData("2020-01-01/2020-02-01", "2020-02-01/2020-03-01")]
    [InlineData("2020-02-01/..", "2019-01-01/2020-02-01")]
    public void Zones_that_follow_each_other_in_time_share_nothing(string poc, string ct) =>
        Assert.Empty(OverlapIndex.Load([Poc(Box(0, 15, 2, 16), poc), Ct(Box(1, 15, 3, 16), ct)], []).All);

    [Fact]
    public void Zones_of_one_side_are_not_compared() =>
        Assert.Empty(OverlapIndex.Load([Poc(Box(0, 15, 2, 16)), Poc(Box(1, 15, 3, 16))], []).All);

    [Theory]
    [InlineData("POLYGON ((0 15, 2 15, 2 16, 0 16, 0 15))", "POLYGON ((1 14, 3 14, 3 15.5, 1 15.5, 1 14))", "POLYGON ((1 15, 2 15, 2 15.5, 1 15.5, 1 15))")]
    [InlineData("POLYGON ((0 14, 9 14, 9 19, 0 19, 0 14))", "POLYGON ((1 15, 2 15, 2 16, 1 16, 1 15))", "POLYGON ((1 15, 2 15, 2 16, 1 16, 1 15))")]
    [InlineData("POLYGON ((1 15, 2 15, 2 16, 1 16, 1 15))", "POLYGON ((0 14, 9 14, 9 19, 0 19, 0 14))", "POLYGON ((1 15, 2 15, 2 16, 1 16, 1 15))")]
    [InlineData( // a comb across a bar: three parts
        "POLYGON ((0 0, 7 0, 7 5, 6 5, 6 1, 4.5 1, 4.5 5, 3 5, 3 1, 1 1, 1 5, 0 5, 0 0))", "POLYGON ((-1 2, 8 2, 8 3, -1 3, -1 2))",
        "MULTIPOLYGON (((0 2, 1 2, 1 3, 0 3, 0 2)), ((3 2, 4.5 2, 4.5 3, 3 3, 3 2)), ((6 2, 7 2, 7 3, 6 3, 6 2)))")]
    [InlineData( // two frames across each other: four crossings of hole and rim
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 8, 8 8, 8 2, 2 2))", "POLYGON ((5 -1, 15 -1, 15 9, 5 9, 5 -1), (7 1, 7 7, 13 7, 13 1, 7 1))",
        "MULTIPOLYGON (((5 0, 10 0, 10 1, 7 1, 7 2, 5 2, 5 0)), ((8 7, 10 7, 10 9, 5 9, 5 8, 8 8, 8 7)))")]
    [InlineData( // a hole inside, a part in the hole
        "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 8, 8 8, 8 1, 1 1)), ((3 3, 6 3, 6 6, 3 6, 3 3)))", "POLYGON ((-1 -1, 10 -1, 10 10, -1 10, -1 -1))",
        "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 8, 8 8, 8 1, 1 1)), ((3 3, 6 3, 6 6, 3 6, 3 3)))")]
    [InlineData( // each lies in the other's outline, its hole with it
        "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (4 4, 4 5, 5 5, 5 4, 4 4))", "POLYGON ((1 1, 8 1, 8 8, 1 8, 1 1))",
        "POLYGON ((1 1, 8 1, 8 8, 1 8, 1 1), (4 4, 4 5, 5 5, 5 4, 4 4))")]
    public void Shared_ground_is_what_lies_in_both(string poc, string ct, string shared)
    {
        AssertSameGround(shared, Assert.Single(OverlapIndex.Load([Poc(Wkt(poc)), Ct(Wkt(ct))], []).All).Area);
        AssertSameGround(shared, Assert.Single(OverlapIndex.Load([Ct(Wkt(poc)), Poc(Wkt(ct))], []).All).Area);
    }

    // One pair of areas, computed twice: corners differ in the last digit. In floating point OverlayNG loses 96 of the 317 km².
    [Fact]
    public void Outlines_that_coincide_up_to_rounding_lose_no_ground()
    {
        var a = Wkt("MULTIPOLYGON (((0.014491027076416696 16.354467949126413, 0.08839356552057034 16.272013492328092, 0.15101339772433536 16.387364397541432, 0.14133713018141286 16.403608391265124, 0.014491027076416696 16.354467949126413)), ((0.10015737484319381 15.085773047984818, -0.06276565441598825 15.141027222832356, -0.08909999548897617 15.091328912832438, -0.09213421309337387 15.035621470880848, 0.008784285305684758 14.973135382146632, 0.10015737484319381 15.085773047984818)))");
        var b = Wkt("MULTIPOLYGON (((-0.08909999548897617 15.091328912832438, -0.06276565441598823 15.141027222832356, 0.10015737484319387 15.085773047984818, 0.008784285305684758 14.973135382146632, -0.09213421309337387 15.035621470880848, -0.08909999548897617 15.091328912832438)), ((0.08839356552057034 16.272013492328092, 0.014491027076416701 16.354467949126413, 0.14133713018141286 16.403608391265124, 0.15101339772433534 16.387364397541432, 0.08839356552057034 16.272013492328092)))");
        Assert.Equal(EqualArea.Measure(a).Value, Assert.Single(OverlapIndex.Load([Poc(a), Ct(b)], []).All).Km2.Value, 1e-3);
    }

    [Theory]
    [InlineData("POLYGON ((0 15, 0 16, 2 16, 2 15, 0 15))")] // crossed
    [InlineData("POLYGON ((1.2 15.2, 1.2 15.8, 1.8 15.8, 1.8 15.2, 1.2 15.2))")] // held
    [InlineData("POLYGON ((1 15, 1 16, 2 16, 2 15, 1 15))")] // snapped
    public void Shared_ground_has_its_rings_in_rfc_7946_order(string clockwise)
    {
        var shared = Assert.Single(OverlapIndex.Load([Poc(Wkt(clockwise)), Ct(Wkt("POLYGON ((1 14, 1 17, 3 17, 3 14, 1 14))"))], []).All).Area;
        Assert.True(((Polygon)Assert.Single(shared.Geometries)).Shell.IsCCW);
        Assert.Equal(4326, shared.SRID);
    }

    [Fact]
    public void An_overlap_tells_both_zones_the_shared_days_and_the_ground()
    {
        Zone poc = Poc(Box(0, 15, 2, 16), "2013-07-01/2023-10-01"), ct = Ct(Box(1, 15, 3, 16), "2014-08-01/..");
        var overlap = Assert.Single(OverlapIndex.Load([ct, poc], []).All);
        Assert.Equal((poc.Id, ct.Id), (overlap.Poc, overlap.Ct));
        Assert.Equal(Span("2014-08-01/2023-10-01"), overlap.Period);
        Assert.Equal(EqualArea.Measure(Box(1, 15, 2, 16)).Value, overlap.Km2.Value, 6);
        Assert.Equal($"{poc.Id}_{ct.Id}", overlap.Key.ToString());
    }

    [Fact]
    public void Two_ongoing_zones_share_an_ongoing_period() =>
        Assert.Equal(Span("2021-12-01/.."), Assert.Single(OverlapIndex.Load(
            [Poc(Box(0, 15, 2, 16), "2013-07-01/.."), Ct(Box(1, 15, 3, 16), "2021-12-01/..")], []).All).Period);

    [Fact]
    public void Overlaps_come_with_the_largest_ground_first()
    {
        var index = OverlapIndex.Load([Poc(Box(0, 15, 9, 16)), Ct(Box(1, 15.2, 1.5, 16.5)), Ct(Box(2, 15.2, 4, 16.5)), Ct(Box(5, 15.2, 6, 16.5))], []);
        var before = index.All;
        Assert.Equal(before.Select(o => o.Km2).OrderDescending(), before.Select(o => o.Km2));
        index.Upsert(Ct(Box(6, 14, 9, 16.5)));
        Assert.Equal((3, 4), (before.Count, index.All.Count)); // a list read before stays as it was
    }

    [Fact]
    public void A_changed_zone_recomputes_and_reports_its_own_pairs_only()
    {
        Zone poc = Poc(Box(0, 15, 4, 16)), west = Ct(Box(-1, 15.2, 1, 15.8)), east = Ct(Box(3, 15.2, 5, 15.8));
        var index = OverlapIndex.Load([poc, west, east], []);
        var other = index.Find(new(poc.Id, east.Id));

        Assert.Same(OverlapChange.None, index.Upsert(west with { })); // nothing new
        var grown = index.Upsert(west with { Area = Box(-1, 15.2, 2, 15.8) });
        Assert.Equal(west.Id, Assert.Single(grown.Changed).Ct);
        Assert.Empty(grown.Removed);
        Assert.Same(other, index.Find(new(poc.Id, east.Id)));

        var same = index.Upsert(west with { Area = Box(-2, 15.2, 2, 15.8) }); // grew where there is nothing
        Assert.Empty(same.Changed);
        Assert.Empty(same.Removed);

        var gone = index.Upsert(west with { Area = Box(-2, 15.2, -1, 15.8) });
        Assert.Equal([new PairKey(poc.Id, west.Id)], gone.Removed);
        Assert.Empty(gone.Changed);

        Assert.Equal([new PairKey(poc.Id, east.Id)], index.Remove(poc.Id).Removed);
        Assert.Empty(index.All);
        Assert.Same(OverlapChange.None, index.Remove(poc.Id));
    }

    [Fact]
    public void A_zone_that_changes_sides_changes_partners()
    {
        Zone a = Poc(Box(0, 15, 2, 16)), poc = Poc(Box(1, 15, 3, 16)), ct = Ct(Box(1, 15.3, 3, 15.6));
        var index = OverlapIndex.Load([a, poc, ct], []);
        var change = index.Upsert(a with { Side = ZoneSide.Ct });
        Assert.Equal([new PairKey(a.Id, ct.Id)], change.Removed);
        Assert.Equal(new PairKey(poc.Id, a.Id), Assert.Single(change.Changed).Key);
        Assert.Equal(2, index.PairCount);
    }

    [Theory]
    [InlineData(0.5, 15.5, true)]
    [InlineData(0, 15, true)] // a corner
    [InlineData(0.5, 16, true)] // an edge
    [InlineData(1, 15.25, true)]
    [InlineData(1.0000001, 15.25, false)]
    [InlineData(0.5, 16.0000001, false)]
    [InlineData(-0.5, 15.5, false)]
    [InlineData(0.5, 14, false)]
    public void An_incident_on_the_boundary_is_inside(double lon, double lat, bool inside)
    {
        var incident = Incident(lon, lat, "2020-03-01");
        Zone poc = Poc(Box(-1, 15, 1, 16)), ct = Ct(Box(0, 14.5, 3, 17));
        var key = new PairKey(poc.Id, ct.Id);
        Assert.Equal(inside ? 1 : 0, OverlapIndex.Load([poc, ct], [incident]).SlotsIn(key).Length);

        var index = OverlapIndex.Load([poc, ct], []);
        Assert.Equal(inside ? [key] : [], index.UpsertIncident(incident).Joined);
    }

    [Theory]
    [InlineData("2019-12-31/2020-01-01", false)]
    [InlineData("2019-12-31/2020-01-02", true)]
    [InlineData("2020-12-31/2021-06-01", true)]
    [InlineData("2021-01-01/2021-01-02", false)]
    [InlineData("2019-01-01/..", true)]
    public void An_incident_counts_when_one_of_its_days_is_shared(string days, bool inside)
    {
        Zone poc = Poc(Box(0, 15, 2, 16)), ct = Ct(Box(1, 15, 3, 16));
        var index = OverlapIndex.Load([poc, ct], [new IncidentPoint(Guid.NewGuid(), 1.5, 15.5, Span(days))]);
        Assert.Equal(inside ? 1 : 0, index.SlotsIn(new(poc.Id, ct.Id)).Length);
    }

    [Fact]
    public void An_incident_in_a_hole_is_outside()
    {
        Zone poc = Poc(Holed), ct = Ct(Box(1, 11, 9, 19));
        var index = OverlapIndex.Load([poc, ct], [Incident(5, 15, "2020-03-01"), Incident(2, 15, "2020-03-01"), Incident(3, 15, "2020-03-01")]);
        Assert.Equal([1, 2], index.SlotsIn(new(poc.Id, ct.Id)).ToArray().Order()); // the third on the hole's edge
    }

    [Fact]
    public void A_moved_incident_leaves_joins_and_stays_and_keeps_its_slot()
    {
        Zone poc = Poc(Box(0, 15, 9, 16)), west = Ct(Box(1, 15, 3, 16)), middle = Ct(Box(2, 15, 6, 16)), east = Ct(Box(5, 15, 8, 16));
        var index = OverlapIndex.Load([poc, west, middle, east], [Incident(0, 0, "2020-03-01")]);
        var incident = Incident(2.5, 15.5, "2020-03-01");
        PairKey w = new(poc.Id, west.Id), m = new(poc.Id, middle.Id), e = new(poc.Id, east.Id);

        var added = index.UpsertIncident(incident);
        Assert.Equal(1, added.Slot);
        Assert.Equivalent(new[] { w, m }, added.Joined, strict: true);

        var moved = index.UpsertIncident(incident with { Lon = 5.5 });
        Assert.Equal(1, moved.Slot);
        Assert.Equal([w], moved.Left);
        Assert.Equal([e], moved.Joined);
        Assert.Equal([m], moved.Stayed);

        var later = index.UpsertIncident(incident with { Lon = 5.5, Days = Span("2030-01-01/2030-01-02") });
        Assert.Equivalent(new[] { m, e }, later.Left, strict: true);

        index.UpsertIncident(incident);
        var removed = index.RemoveIncident(incident.Id);
        Assert.Equivalent(new[] { w, m }, removed!.Left, strict: true);
        Assert.Null(index.RemoveIncident(incident.Id));
        Assert.False(index.TryGetSlot(incident.Id, out _));
        Assert.Equal(1, index.UpsertIncident(Incident(7, 15, "2020-03-01")).Slot); // the freed one
        Assert.Equal(2, index.SlotLimit);
    }

    [Fact]
    public void Slots_follow_the_order_of_loading()
    {
        var incidents = Enumerable.Range(0, 500).Select(i => Incident(i * 0.31 % 20, 10 + i * 0.17 % 9, "2020-03-01")).ToArray();
        var index = OverlapIndex.Load([], incidents);
        for (var i = 0; i < incidents.Length; i++)
        {
            Assert.True(index.TryGetSlot(incidents[i].Id, out var slot));
            Assert.Equal(i, slot);
        }
    }

    [Fact]
    public void Incidents_at_the_ends_of_the_earth_are_found()
    {
        Zone poc = Poc(Box(-180, -90, 180, 90)), ct = Ct(Box(-180, -90, 180, 90));
        var index = OverlapIndex.Load([poc, ct],
            [Incident(180, 90, "2020-03-01"), Incident(-180, -90, "2020-03-01"), Incident(180, -90, "2020-03-01"), Incident(0, 0, "2020-03-01")]);
        Assert.Equal(4, index.SlotsIn(new(poc.Id, ct.Id)).Length);
    }

    private static Geometry Holed => Wkt("POLYGON ((0 10, 10 10, 10 20, 0 20, 0 10), (3 13, 3 17, 7 17, 7 13, 3 13))");

    private static Zone Poc(Geometry area, string served = Year2020) => new(Guid.NewGuid(), ZoneSide.Poc, area, Span(served));

    private static Zone Ct(Geometry area, string served = Year2020) => new(Guid.NewGuid(), ZoneSide.Ct, area, Span(served));

    private static IncidentPoint Incident(double lon, double lat, string day) =>
        new(Guid.NewGuid(), lon, lat, new DateSpan(Day(day), Day(day).AddDays(1)));
}
