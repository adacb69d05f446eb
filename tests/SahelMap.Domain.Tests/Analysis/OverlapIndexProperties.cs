using CsCheck;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Tests.Analysis;

/// <summary>What holds whatever the zones, the incidents and the order of changes.</summary>
public sealed class OverlapIndexProperties
{
    private static readonly DateOnly Begin = new(2020, 1, 1);

    private static readonly Gen<DateSpan> Days = Gen.Select(Gen.Int[0, 8], Gen.Int[1, 5], Gen.Int[0, 5])
        .Select((from, length, open) => new DateSpan(Begin.AddDays(from), open == 0 ? null : Begin.AddDays(from + length)));

    // On a coarse lattice everything that is special happens all the time: shared edges, corners on edges, equal zones.
    private static readonly Gen<Geometry> LatticeBox = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[1, 4], Gen.Int[1, 4])
        .Select((x, y, w, h) => Shapes.Box(x / 4.0, 15 + y / 4.0, (x + w) / 4.0, 15 + (y + h) / 4.0));

    private static readonly Gen<Geometry> LatticeFrame = LatticeBox.Select(outer =>
    {
        var box = outer.EnvelopeInternal;
        return outer.Difference(Shapes.Box(box.MinX + box.Width / 4, box.MinY + box.Height / 4, box.MaxX - box.Width / 4, box.MaxY - box.Height / 4));
    });

    // A star: radii at equal angles about a centre, so that it never crosses itself; perhaps with a star-shaped hole.
    private static readonly Gen<Geometry> Star = Gen.Select(Gen.Double[0, 2], Gen.Double[15, 17], Gen.Double[0.2, 1.0].Array[3, 40], Gen.Double[0.05, 1], Gen.Bool)
        .Select((x, y, radii, size, holed) =>
        {
            LinearRing Ring(double scale) => Wgs84.Factory.CreateLinearRing([.. Enumerable.Range(0, radii.Length + 1).Select(i =>
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * (i % radii.Length) / radii.Length);
                var r = radii[i % radii.Length] * size * scale;
                return new Coordinate(x + r * cos, y + r * sin);
            })]);
            return (Geometry)Wgs84.Factory.CreatePolygon(Ring(1), holed ? [Ring(0.5)] : []);
        });

    private static readonly Gen<Geometry> TwoStars = Gen.Select(Star, Star).Select((a, b) =>
        OverlayNGRobust.Overlay(a, b, SpatialFunction.Union) is (Polygon or MultiPolygon) and var both ? both : a);

    private static readonly Gen<Geometry> Area = Gen.OneOf(LatticeBox, LatticeFrame, Star, TwoStars);

    private static readonly Gen<Zone> AnyZone = Gen.Select(Gen.Int[1, 8], Gen.Bool, Area, Days)
        .Select((id, poc, area, days) => new Zone(Id(id), poc ? ZoneSide.Poc : ZoneSide.Ct, area, days));

    private static readonly Gen<IncidentPoint> AnyIncident = Gen.Select(
            Gen.Int[1, 12], Gen.OneOf(Gen.Int[0, 20].Select(i => i / 8.0), Gen.Double[0, 2.5]), Gen.OneOf(Gen.Int[0, 20].Select(i => i / 8.0), Gen.Double[0, 2.5]), Days)
        .Select((id, x, y, days) => new IncidentPoint(Id(100 + id), x, 15 + y, days));

    private abstract record Change;
    private sealed record SetZone(Zone Zone) : Change;
    private sealed record DropZone(Guid Id) : Change;
    private sealed record SetIncident(IncidentPoint Incident) : Change;
    private sealed record DropIncident(Guid Id) : Change;

    private static readonly Gen<Change> AnyChange = Gen.Frequency(
        (5, AnyZone.Select(z => (Change)new SetZone(z))),
        (1, Gen.Int[1, 8].Select(i => (Change)new DropZone(Id(i)))),
        (5, AnyIncident.Select(i => (Change)new SetIncident(i))),
        (2, Gen.Int[1, 12].Select(i => (Change)new DropIncident(Id(100 + i)))));

    [Fact]
    public void After_any_changes_the_index_is_what_a_fresh_load_gives() =>
        Gen.Select(AnyZone.Array[0, 5], AnyIncident.Array[0, 8], AnyChange.Array[1, 25]).Sample((zones, incidents, changes) =>
        {
            var zonesById = zones.DistinctBy(z => z.Id).ToDictionary(z => z.Id);
            var incidentsById = incidents.DistinctBy(i => i.Id).ToDictionary(i => i.Id);
            var index = OverlapIndex.Load(zonesById.Values, incidentsById.Values);
            var reader = new Reader(index);
            foreach (var change in changes)
            {
                reader.Apply(change);
                switch (change)
                {
                    case SetZone set: zonesById[set.Zone.Id] = set.Zone; break;
                    case DropZone drop: zonesById.Remove(drop.Id); break;
                    case SetIncident set: incidentsById[set.Incident.Id] = set.Incident; break;
                    case DropIncident drop: incidentsById.Remove(drop.Id); break;
                }
            }

            var fresh = OverlapIndex.Load(zonesById.Values, incidentsById.Values);
            Assert.Equal(State(fresh, incidentsById.Keys), State(index, incidentsById.Keys));
            Assert.Equal(State(fresh, incidentsById.Keys), reader.State());
        }, iter: 150);

    [Fact]
    public void Shared_ground_is_valid_and_the_same_as_snap_rounding_gives() =>
        Gen.Select(Area, Area).Sample((a, b) =>
        {
            var found = OverlapIndex.Load([new Zone(Id(1), ZoneSide.Poc, a, new DateSpan(Begin, null)), new Zone(Id(2), ZoneSide.Ct, b, new DateSpan(Begin, null))], []).All;
            var expected = Snapped(a, b, SpatialFunction.Intersection);
            const double rounding = 1e-3; // km²: 0.1 mm along the longest outlines
            if (found.Count == 0)
            {
                Assert.True(EqualArea.Measure(expected).Value < rounding);
                return;
            }
            var ground = found[0];
            Assert.True(ground.Area.IsValid);
            Assert.Equal(EqualArea.Measure(ground.Area), ground.Km2);
            Assert.True(EqualArea.Measure(Snapped(ground.Area, expected, SpatialFunction.SymDifference)).Value < rounding);
        }, iter: 300);

    [Fact]
    public void The_incidents_of_a_pair_are_those_that_its_ground_covers_in_its_period() =>
        Gen.Select(Area, Area, AnyIncident.Array[1, 60]).Sample((a, b, incidents) =>
        {
            incidents = [.. incidents.Select((incident, i) => incident with { Id = Id(1000 + i) })];
            var period = new DateSpan(Begin.AddDays(2), Begin.AddDays(7));
            var index = OverlapIndex.Load(
                [new Zone(Id(1), ZoneSide.Poc, a, period), new Zone(Id(2), ZoneSide.Ct, b, new DateSpan(Begin, null))], incidents);
            if (index.All is not [var ground])
                return;
            var expected = incidents.Index()
                .Where(i => i.Item.Days.Intersects(period) && ground.Area.Covers(Wgs84.Factory.CreatePoint(new Coordinate(i.Item.Lon, i.Item.Lat))))
                .Select(i => i.Index);
            Assert.Equal(expected, index.SlotsIn(ground.Key).ToArray().Order());
        }, iter: 150);

    // In floating point OverlayNG loses parts of areas that coincide up to rounding; on a grid it does not.
    private static Geometry Snapped(Geometry a, Geometry b, SpatialFunction operation) =>
        Wgs84.Factory.BuildGeometry(PolygonExtracter.GetPolygons(OverlayNG.Overlay(a, b, operation, new PrecisionModel(1e9))));

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>All pairs with their days, corners and incidents, as text.</summary>
    private static string State(OverlapIndex index, IEnumerable<Guid> incidents)
    {
        var slots = incidents.ToDictionary(i => index.TryGetSlot(i, out var slot) ? slot : -1);
        return Text(index.All.Select(o => (o, index.SlotsIn(o.Key).ToArray().Select(s => slots[s]))));
    }

    private static string Text(IEnumerable<(SharedGround Ground, IEnumerable<Guid> Incidents)> pairs) => string.Join('\n', pairs
        .OrderBy(p => p.Ground.Poc).ThenBy(p => p.Ground.Ct)
        .Select(p => $"{p.Ground.Key} {p.Ground.Period} {p.Ground.Km2} {p.Ground.Area.AsText()} [{string.Join(' ', p.Incidents.Order())}]"));

    /// <summary>Somebody who read everything once and then only follows what the changes report.</summary>
    private sealed class Reader
    {
        private readonly OverlapIndex _index;
        private readonly Dictionary<PairKey, (SharedGround Ground, HashSet<int> Slots)> _pairs = [];
        private readonly Dictionary<int, Guid> _incidents = [];

        public Reader(OverlapIndex index)
        {
            _index = index;
            foreach (var ground in index.All)
                Take(ground);
            for (var i = 1; i <= 12; i++)
                if (index.TryGetSlot(Id(100 + i), out var slot))
                    _incidents[slot] = Id(100 + i);
        }

        public void Apply(Change change)
        {
            switch (change)
            {
                case SetZone set: Apply(_index.Upsert(set.Zone)); break;
                case DropZone drop: Apply(_index.Remove(drop.Id)); break;
                case SetIncident set:
                    var moved = _index.UpsertIncident(set.Incident);
                    _incidents[moved.Slot] = set.Incident.Id;
                    Apply(moved);
                    break;
                case DropIncident drop:
                    if (_index.RemoveIncident(drop.Id) is { } gone)
                        Apply(gone);
                    break;
            }
        }

        public string State() => Text(_pairs.Values.Select(p => (p.Ground, p.Slots.Select(s => _incidents[s]))));

        private void Apply(OverlapChange change)
        {
            foreach (var key in change.Removed)
                Assert.True(_pairs.Remove(key));
            foreach (var ground in change.Changed)
                Take(ground);
        }

        private void Apply(IncidentChange change)
        {
            foreach (var key in change.Left)
                Assert.True(_pairs[key].Slots.Remove(change.Slot));
            foreach (var key in change.Joined)
                Assert.True(_pairs[key].Slots.Add(change.Slot));
            foreach (var key in change.Stayed)
                Assert.Contains(change.Slot, _pairs[key].Slots);
        }

        private void Take(SharedGround ground) => _pairs[ground.Key] = (ground, [.. _index.SlotsIn(ground.Key)]);
    }
}
