using SahelMap.Contracts;
using SahelMap.Server.Filtering;
using SahelMap.Server.Incidents;

namespace SahelMap.Server.Layers;

/// <summary>
/// The summed form of incidents.mvt.sql, from the columns in memory: one point for each of 128 × 128 cells, at the middle of its
/// incidents. One pass over all incidents, some milliseconds for a million, however many of them lie in the tile.
/// </summary>
internal static class SummedTile
{
    /// <summary>Up to so many incidents are drawn one by one; as in the SQL.</summary>
    private const int Exact = 4_000;

    private const int Cells = 128, CellBits = 7, ExtentBits = 12;
    private const float MercatorEnd = 85.06f;
    private static readonly string[] Types = Enum.GetNames<IncidentType>();

    /// <summary>Null where they are few enough to be drawn one by one.</summary>
    public static byte[]? Of(MapColumns columns, Filter filter, int z, int x, int y)
    {
        var passes = new MapFilter(columns, filter);
        var (kinds, places, tolls, actors, from) = (columns.KindCodes, columns.PlaceCodes, columns.TollCodes, columns.ActorCodes, columns.FromDays);
        var (worldX, worldY, lat) = (columns.WorldX, columns.WorldY, columns.Latitudes);
        bool[] inKinds = [.. passes.InTypes.Zip(passes.InSources, (t, s) => t && s)], inPlaces = [.. passes.InCountries.Zip(passes.InRegions, (c, r) => c && r)];
        int[] typeOf = [.. columns.Kinds.Select(k => Array.IndexOf(Types, k.Type))];
        var shift = 32 - z;
        var (left, top, size) = ((ulong)x << shift, (ulong)y << shift, 1UL << shift);
        var cells = new Cell[Cells * Cells];
        var found = 0;
        for (var i = 0; i < worldX.Length; i++)
        {
            // What lies left of or above it wraps round to something large.
            var (dx, dy) = (worldX[i] - left, worldY[i] - top);
            if (dx >= size || dy >= size) continue;
            var kind = kinds[i];
            if (!inKinds[kind] || !inPlaces[places[i]] || !passes.InTolls[tolls[i]] || !passes.InActors[actors[i]]) continue;
            var what = columns.Kinds[kind];
            if (from[i] >= passes.End || from[i] + what.Days <= passes.First || Math.Abs(lat[i]) >= MercatorEnd) continue;
            found++;
            ref var cell = ref cells[(int)(dy << CellBits >> shift) * Cells + (int)(dx << CellBits >> shift)];
            cell.Add(dx, dy, typeOf[kind], what, columns.Tolls[tolls[i]]);
        }
        if (found <= Exact) return null;

        var layer = new MvtLayer("incidents", ["count", "deathsBest", "civilianDeaths", "type", "synthetic"]);
        foreach (var cell in cells)
            if (cell.Count > 0)
                layer.AddPoint(Place(cell.X, cell.Count, shift), Place(cell.Y, cell.Count, shift), cell.Count, cell.Deaths, cell.Civilians, Types[cell.MostOften], cell.Synthetic);
        return layer.ToTile();
    }

    /// <summary>The middle of so many, in 4096ths of the tile.</summary>
    private static int Place(ulong sum, long count, int shift) => (int)((sum / (ulong)count << ExtentBits) + (1UL << shift >> 1) >> shift);

    private struct Cell
    {
        public long Count, Deaths, Civilians;
        public ulong X, Y;
        public bool Synthetic;
        private int _type0, _type1, _type2, _type3;

        public void Add(ulong x, ulong y, int type, in IncidentKind kind, in IncidentToll toll)
        {
            Count++;
            X += x;
            Y += y;
            Synthetic |= kind.Synthetic;
            _ = type switch { 0 => _type0++, 1 => _type1++, 2 => _type2++, _ => _type3++ };
            if (kind.CountedElsewhere) return;
            Deaths += toll.Deaths ?? 0;
            Civilians += toll.Civilians ?? 0;
        }

        public readonly int MostOften
        {
            get
            {
                ReadOnlySpan<int> counts = [_type0, _type1, _type2, _type3];
                var most = 0;
                for (var t = 1; t < counts.Length; t++) if (counts[t] > counts[most]) most = t;
                return most;
            }
        }
    }
}
