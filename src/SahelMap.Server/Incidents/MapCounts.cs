using SahelMap.Contracts;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Incidents;

/// <summary>The numbers of counts.sql from the columns in memory: some milliseconds for a million incidents.</summary>
internal static class MapCounts
{
    public static IncidentCounts Of(MapColumns columns, Filter filter)
    {
        var passes = new MapFilter(columns, filter);
        var (inTypes, inSources, inTolls) = (passes.InTypes, passes.InSources, passes.InTolls);
        var (inActors, inCountries, inRegions) = (passes.InActors, passes.InCountries, passes.InRegions);
        var (kinds, places, actors) = (new Sums(columns.Kinds.Count), new Sums(columns.Places.Count), new Sums(columns.ActorSets.Count));
        var wherever = new long[columns.Places.Count];
        long shown = 0, synthetic = 0, deaths = 0, civilians = 0, peacekeepers = 0;
        var (rowFrom, rowKind) = (columns.FromDays, columns.KindCodes);
        var (rowPlace, rowToll, rowActors) = (columns.PlaceCodes, columns.TollCodes, columns.ActorCodes);
        var days = new DayCounts(rowFrom, columns.Kinds);
        for (var i = 0; i < rowFrom.Length; i++)
        {
            var (kind, place, toll, set) = (rowKind[i], rowPlace[i], rowToll[i], rowActors[i]);
            if (!inSources[kind] || !inTolls[toll]) continue;
            var what = columns.Kinds[kind];
            var (t, a, c, r) = (inTypes[kind], inActors[set], inCountries[place], inRegions[place]);
            if (t && a && c && r) days.Add(rowFrom[i], kind);
            if (rowFrom[i] >= passes.End || rowFrom[i] + what.Days <= passes.First) continue;
            if (a && c && r) kinds.Available[kind]++;
            if (t && c && r) actors.Available[set]++;
            if (t && a) wherever[place]++;
            if (t && a && c) places.Available[place]++;
            if (!(t && a && c && r)) continue;
            shown++;
            kinds.Shown[kind]++;
            places.Shown[place]++;
            actors.Shown[set]++;
            if (what.Synthetic) synthetic++;
            if (what.CountedElsewhere) continue;
            var dead = columns.Tolls[toll];
            deaths += dead.Deaths ?? 0;
            civilians += dead.Civilians ?? 0;
            peacekeepers += dead.Peacekeepers ?? 0;
        }
        return new(columns.Length, shown, synthetic, deaths, civilians, peacekeepers,
            By(columns.Kinds, kinds.Shown, kinds.Available, k => [k.Type]), By(columns.ActorSets, actors.Shown, actors.Available, s => s.Split(';', StringSplitOptions.RemoveEmptyEntries)),
            By(columns.Kinds, kinds.Shown, kinds.Shown, k => [k.Dataset]).ToDictionary(s => s.Key, s => s.Value.Shown),
            By(columns.Places, places.Shown, wherever, p => [p.Country ?? ""]), By(columns.Places, places.Shown, places.Available, p => [p.Admin1 ?? ""]),
            days.Counts());
    }

    private static Dictionary<string, CountBeside> By<T>(IReadOnlyList<T> values, long[] shown, long[] available, Func<T, string[]> names)
    {
        Dictionary<string, CountBeside> by = [];
        for (var i = 0; i < values.Count; i++)
            foreach (var name in names(values[i])) by[name] = by.GetValueOrDefault(name).And(shown[i], available[i]);
        return by;
    }

    private readonly struct Sums(int count)
    {
        public readonly long[] Shown = new long[count];
        public readonly long[] Available = new long[count];
    }

    /// <summary>Incidents by first day and type.</summary>
    private sealed class DayCounts
    {
        private static readonly string[] Types = Enum.GetNames<IncidentType>();
        private readonly int _first;
        private readonly int[] _typeOf;
        private readonly long[][] _counts;

        public DayCounts(int[] days, IReadOnlyList<IncidentKind> kinds)
        {
            var (first, last) = (int.MaxValue, int.MinValue);
            foreach (var day in days) (first, last) = (Math.Min(first, day), Math.Max(last, day));
            _first = first;
            _typeOf = [.. kinds.Select(k => Array.IndexOf(Types, k.Type))];
            _counts = [.. Types.Select(_ => new long[days.Length == 0 ? 0 : last - first + 1])];
        }

        public void Add(int day, int kind) => _counts[_typeOf[kind]][day - _first]++;

        public CountsByDay Counts()
        {
            bool Any(int day) => _counts.Any(c => c[day] > 0);
            var (first, end) = (0, _counts[0].Length);
            while (first < end && !Any(first)) first++;
            while (first < end && !Any(end - 1)) end--;
            return first == end
                ? CountsByDay.None
                : new(DateOnly.FromDayNumber(_first + first + MapFilter.Epoch), Types.Zip(_counts).ToDictionary(p => p.First, p => p.Second[first..end]));
        }
    }
}
