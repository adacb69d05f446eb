using SahelMap.Domain.Analysis;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>
/// What the one filter means for overlaps. Of the pairs it takes those of which either side is one of the actors, of the kinds, of
/// the roles, and whose shared period touches the filter's. Period, type, box, country, region, deaths, source and words restrict the
/// incidents that count in a pair; the actor does not (a pair of Wagner's counts everybody's victims).
/// </summary>
/// <remarks>Lives inside one reading of the state.</remarks>
public sealed class OverlapSelection
{
    private readonly ReadModelState _state;
    private readonly Filter _filter;
    private readonly int _from, _until;
    private readonly bool[]? _counted; // by slot; null: every incident counts

    /// <param name="withWords">The incidents in which the filter's words occur; null without words.</param>
    public OverlapSelection(ReadModelState state, Filter filter, IReadOnlyCollection<Guid>? withWords)
    {
        (_state, _filter) = (state, filter);
        _from = filter.From?.DayNumber ?? int.MinValue;
        _until = filter.Until?.DayNumber ?? int.MaxValue;
        _counted = RestrictsIncidents(filter) ? Mark(withWords) : null;
    }

    /// <summary>The pairs that pass, the largest ground first.</summary>
    public IEnumerable<SharedGround> Grounds() => _state.Grounds.Where(Passes);

    public Tally TallyOf(PairKey key)
    {
        if (_counted is null) return _state.TallyOf(key);
        Tally tally = default;
        foreach (var slot in _state.SlotsIn(key))
            if (_counted[slot]) tally += _state.Incidents.Worth(slot);
        return tally;
    }

    public bool Counts(int slot) => _counted is null || _counted[slot];

    private bool Passes(SharedGround ground)
    {
        if (ground.Period.From.DayNumber >= _until || ground.Period.Until?.DayNumber <= _from) return false;
        if (_filter is { Actors: null, Kinds: null, Roles: null }) return true;
        ZoneRecord poc = _state.Zones[ground.Poc], ct = _state.Zones[ground.Ct];
        return _filter.Actors?.Any(a => a == poc.Actor || a == ct.Actor) != false
            && _filter.Kinds?.Any(k => k == poc.Kind || k == ct.Kind) != false
            && _filter.Roles?.Any(r => r == poc.Role || r == ct.Role) != false;
    }

    private static bool RestrictsIncidents(Filter f) =>
        f is not { From: null, Until: null, Types: null, Bbox: null, Countries: null, Admin1: null, MinDeaths: null, Sources: null, Words: null };

    private bool[] Mark(IReadOnlyCollection<Guid>? withWords)
    {
        var incidents = _state.Incidents;
        var counted = new bool[incidents.Length];
        if (withWords is null)
        {
            counted.AsSpan().Fill(true);
        }
        else
        {
            foreach (var id in withWords)
                if (_state.TryGetSlot(id, out var slot)) counted[slot] = true;
        }

        ReadOnlySpan<int> from = incidents.From, until = incidents.Until, deaths = incidents.Deaths;
        ReadOnlySpan<byte> type = incidents.Type;
        ReadOnlySpan<double> lon = incidents.Lon, lat = incidents.Lat;
        ReadOnlySpan<ushort> country = incidents.Country, region = incidents.Region, dataset = incidents.Dataset;
        bool[]? countries = incidents.Countries.Among(_filter.Countries), regions = incidents.Regions.Among(_filter.Admin1),
            datasets = incidents.Datasets.Among(_filter.Sources);
        var types = _filter.Types?.Aggregate(0, (set, t) => set | 1 << (int)t);
        var box = _filter.Bbox;
        for (var i = 0; i < counted.Length; i++)
        {
            counted[i] = counted[i]
                && from[i] < _until && until[i] > _from
                && (types is not { } set || (set & 1 << type[i]) != 0)
                && (_filter.MinDeaths is not { } least || (deaths[i] >= 0 && deaths[i] >= least)) // none stated is not none
                && (box is null || box.Contains(lon[i], lat[i]))
                && (countries is null || countries[country[i]])
                && (regions is null || regions[region[i]])
                && (datasets is null || datasets[dataset[i]]);
        }
        return counted;
    }
}
