using System.Data;
using NetTopologySuite.Geometries;
using Npgsql;
using SahelMap.Contracts;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;
using SahelMap.Server.Database;
using SahelMap.Server.Live;

namespace SahelMap.Server.Analyses;

/// <summary>
/// Incidents as columns, deployments, and their overlaps, all of one position of the change log. Not thread-safe:
/// <see cref="ReadModel"/> sees to that.
/// </summary>
public sealed class ReadModelState
{
    private readonly OverlapIndex _index;
    private readonly Dictionary<Guid, ZoneRecord> _zones;
    private readonly Dictionary<PairKey, Tally> _tallies = [];

    private ReadModelState(LogPlace place, IncidentColumns incidents, List<ZoneRecord> zones)
    {
        Place = place;
        Incidents = incidents;
        _zones = zones.ToDictionary(z => z.Id);
        _index = OverlapIndex.Load(zones.Select(z => z.AsZone()).OfType<Zone>(), incidents.Points);
        foreach (var ground in _index.All) _tallies[ground.Key] = Count(ground.Key);
    }

    /// <summary>What this is the state of.</summary>
    public LogPlace Place { get; private set; }

    public IncidentColumns Incidents { get; }

    public IReadOnlyDictionary<Guid, ZoneRecord> Zones => _zones;

    /// <summary>All overlaps, the largest ground first.</summary>
    public IReadOnlyList<SharedGround> Grounds => _index.All;

    public SharedGround? Find(PairKey key) => _index.Find(key);

    /// <summary>Slots of the incidents in a pair; valid while the state is read.</summary>
    public ReadOnlySpan<int> SlotsIn(PairKey key) => _index.SlotsIn(key);

    /// <summary>Slots of the incidents in any area and period, ascending.</summary>
    public int[] SlotsIn(Geometry area, DateSpan days) => _index.SlotsIn(area, days);

    /// <summary>Slots of the incidents in the shared grounds of any two sets of deployments.</summary>
    public IReadOnlyList<SetSlots> SlotsIn(IReadOnlyList<SetGround> grounds, CancellationToken cancellationToken) => SetOverlap.SlotsIn(grounds, _index, cancellationToken);

    public bool TryGetSlot(Guid incident, out int slot) => _index.TryGetSlot(incident, out slot);

    /// <summary>All incidents of a pair, without a filter.</summary>
    public Tally TallyOf(PairKey key) => _tallies.GetValueOrDefault(key);

    /// <summary>Reads everything in one snapshot, whose place in the log is thereby known.</summary>
    /// <param name="asOf">As the records stood at that instant; null: now.</param>
    public static async Task<ReadModelState> LoadAsync(NpgsqlDataSource database, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var place = await PlaceAsync(connection, cancellationToken);
        var zones = await ModelRows.LoadZonesAsync(connection, asOf, cancellationToken);
        var incidents = await ModelRows.LoadIncidentsAsync(connection, asOf, cancellationToken);
        await snapshot.CommitAsync(cancellationToken);
        return await Task.Run(() => new ReadModelState(place, incidents, zones), cancellationToken);
    }

    /// <summary>Brings the state up to a later place.</summary>
    /// <returns>Pairs that are no more, and those that are new or came out different.</returns>
    public (IReadOnlyList<PairKey> Removed, IReadOnlyList<PairKey> Changed) Apply(LogPlace place, ModelRows rows, DateOnly today)
    {
        Dictionary<PairKey, Overlap?> before = []; // as they were before anything in these rows touched them
        HashSet<PairKey> moved = [];

        var zones = rows.Deployments.ToDictionary(z => z.Id);
        foreach (var id in rows.DeploymentIds) ApplyZone(id, zones.GetValueOrDefault(id));
        var incidents = rows.Incidents.ToDictionary(i => i.Id);
        foreach (var id in rows.IncidentIds) ApplyIncident(id, incidents.TryGetValue(id, out var row) ? row : null);
        Place = place;

        List<PairKey> removed = [], changed = [];
        foreach (var (key, was) in before)
        {
            if (_index.Find(key) is not { } ground)
            {
                if (was is not null) removed.Add(key);
            }
            else if (moved.Contains(key) || OverlapOf(ground, TallyOf(key), today) != was)
            {
                changed.Add(key);
            }
        }
        return (removed, changed);

        void Remember(PairKey key)
        {
            if (!before.ContainsKey(key)) before[key] = _index.Find(key) is { } ground ? OverlapOf(ground, TallyOf(key), today) : null;
        }

        void ApplyZone(Guid id, ZoneRecord? zone)
        {
            foreach (var ground in _index.Of(id)) Remember(ground.Key);
            var change = zone?.AsZone() is { } side ? _index.Upsert(side) : _index.Remove(id);
            if (zone is null) _zones.Remove(id);
            else _zones[id] = zone;
            foreach (var key in change.Removed) _tallies.Remove(key);
            foreach (var ground in change.Changed)
            {
                before.TryAdd(ground.Key, null);
                moved.Add(ground.Key);
                _tallies[ground.Key] = Count(ground.Key);
            }
        }

        void ApplyIncident(Guid id, IncidentRow? row)
        {
            var old = _index.TryGetSlot(id, out var slot) ? Incidents.Worth(slot) : default;
            if (row is { } now)
            {
                var change = _index.UpsertIncident(new(id, now.Lon, now.Lat, new(DateOnly.FromDayNumber(now.From), DateOnly.FromDayNumber(now.Until))));
                foreach (var key in change.Touched) Remember(key);
                Incidents.Set(change.Slot, now);
                Retally(change, old, Incidents.Worth(change.Slot));
            }
            else if (_index.RemoveIncident(id) is { } change)
            {
                foreach (var key in change.Touched) Remember(key);
                Incidents.Clear(change.Slot);
                Retally(change, old, default);
            }
        }
    }

    /// <summary>A pair as it goes over the wire.</summary>
    public Overlap OverlapOf(SharedGround ground, Tally tally, DateOnly today)
    {
        ZoneRecord poc = _zones[ground.Poc], ct = _zones[ground.Ct];
        var days = ground.Period.Days(today);
        return new(
            ground.Key.ToString(), poc.Id, ct.Id, poc.Actor, ct.Actor, poc.Name, ct.Name, poc.NameFr, ct.NameFr,
            ground.Period.From, ground.Period.Until, days,
            // Square metres, and a millionth of a share: what lies beyond is noise.
            Math.Round(ground.Km2.Value, 6), Math.Round(ground.Km2.Value * days, 6),
            Share(ground.Km2.Value, poc.Km2), Share(ground.Km2.Value, ct.Km2),
            tally.Incidents, Sum(tally.CivilianDeaths), Sum(tally.Deaths), poc.Approximate || ct.Approximate, poc.Synthetic || ct.Synthetic);
    }

    private void Retally(IncidentChange change, Tally old, Tally now)
    {
        foreach (var key in change.Left) _tallies[key] -= old;
        foreach (var key in change.Joined) _tallies[key] += now;
        foreach (var key in change.Stayed) _tallies[key] = _tallies[key] - old + now;
    }

    private Tally Count(PairKey key)
    {
        Tally tally = default;
        foreach (var slot in _index.SlotsIn(key)) tally += Incidents.Worth(slot);
        return tally;
    }

    private static double Share(double part, double whole) => whole > 0 ? Math.Round(Math.Min(1, part / whole), 6) : 0;

    private static int Sum(long deaths) => (int)Math.Min(int.MaxValue, deaths);

    private static async Task<LogPlace> PlaceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Live/state.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetString(0), reader.GetInt64(1));
    }
}
