using SahelMap.Server.Filtering;

namespace SahelMap.Server.Incidents;

/// <summary>
/// The one filter over the columns in memory: decided once for each kind, place, toll and set of actors, of which there are few, and
/// not for each incident.
/// </summary>
internal sealed class MapFilter
{
    public static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public MapFilter(MapColumns columns, Filter filter)
    {
        InTypes = Passes(columns.Kinds, filter.Types?.Select(t => t.ToString()), k => k.Type);
        InSources = Passes(columns.Kinds, filter.Sources, k => k.Dataset);
        InCountries = Passes(columns.Places, filter.Countries, p => p.Country ?? "");
        InRegions = Passes(columns.Places, filter.Admin1, p => p.Admin1 ?? "");
        InTolls = [.. columns.Tolls.Select(t => filter.MinDeaths is null || t.Deaths >= filter.MinDeaths)];
        InActors = [.. columns.ActorSets.Select(s => filter.Actors is null || s.Split(';').Any(filter.Actors.Contains))];
        First = filter.From is { } from ? from.DayNumber - Epoch : int.MinValue;
        End = filter.Until is { } until ? until.DayNumber - Epoch : int.MaxValue;
    }

    public bool[] InTypes { get; }
    public bool[] InSources { get; }
    public bool[] InCountries { get; }
    public bool[] InRegions { get; }
    public bool[] InTolls { get; }
    public bool[] InActors { get; }
    /// <summary>The period in days since 1970-01-01, half-open.</summary>
    public int First { get; }
    public int End { get; }

    /// <summary>Words and former states are the database's to know, and its boxes are of finer coordinates.</summary>
    public static bool Knows(Filter filter) => filter is { Words: null, AsOf: null, Bbox: null };

    private static bool[] Passes<T>(IReadOnlyList<T> values, IEnumerable<string>? chosen, Func<T, string> name)
    {
        var among = chosen?.ToHashSet(StringComparer.Ordinal);
        return [.. values.Select(v => among?.Contains(name(v)) != false)];
    }
}
