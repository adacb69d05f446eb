using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <summary>
/// Incidents in the slim form that a map holds a million of: at most 24 bytes each before compression. In place of the UUID the key
/// (GET /api/incidents/{key} gives the record), coordinates as float32 (0.2 m at these longitudes), and what few combinations occur
/// of as a code into a dictionary of JSON arrays: kind [type, datePrecision, geoPrecision, dataset, synthetic, countedElsewhere, days],
/// place [country, admin1], toll [deathsBest, civilianDeaths, peacekeeperDeaths]; actors are codes joined by ";". "until" is "from"
/// and days. Newest first, but what was removed before all. Immutable. About 40 bytes an incident in memory.
/// </summary>
internal sealed class MapColumns
{
    /// <summary>The first batch is small, to be on the map early; the others are as large as pays.</summary>
    private const int FirstRows = 4_096, BatchRows = 65_536;

    // Names stay readable; this is no HTML page.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly int[] _keys, _from, _kinds, _places, _tolls, _actors;
    private readonly float[] _lon, _lat;
    private readonly bool[] _removed;

    private MapColumns(Builder built, ChangeLogPosition at)
    {
        At = at;
        (Kinds, Places, Tolls, ActorSets) = ([.. built.Kinds.Values], [.. built.Places.Values], [.. built.Tolls.Values], [.. built.Actors.Values]);
        var order = built.Order();
        T[] Sorted<T>(List<T> values)
        {
            var sorted = new T[order.Length];
            var span = CollectionsMarshal.AsSpan(values);
            for (var i = 0; i < order.Length; i++) sorted[i] = span[order[i]];
            return sorted;
        }
        (_keys, _from, _lon, _lat) = (Sorted(built.KeyOf), Sorted(built.FromOf), Sorted(built.LonOf), Sorted(built.LatOf));
        (_kinds, _places, _tolls, _actors) = (Sorted(built.KindOf), Sorted(built.PlaceOf), Sorted(built.TollOf), Sorted(built.ActorsOf));
        _removed = Sorted(built.RemovedOf);
        WorldX = System.Array.ConvertAll(_lon, lon => World((lon + 180) / 360.0));
        WorldY = System.Array.ConvertAll(_lat, lat => World(0.5 - Math.Log(Math.Tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)));
    }

    private static uint World(double share) => (uint)Math.Clamp(share * 4294967296.0, 0, uint.MaxValue);

    public ChangeLogPosition At { get; }
    public int Length => _keys.Length;

    public IReadOnlyList<IncidentKind> Kinds { get; }
    public IReadOnlyList<IncidentPlace> Places { get; }
    public IReadOnlyList<IncidentToll> Tolls { get; }
    /// <summary>Codes joined by ";".</summary>
    public IReadOnlyList<string> ActorSets { get; }

    /// <summary>Days since 1970-01-01; by row, as the next ones. Not to be written to.</summary>
    internal int[] FromDays => _from;
    /// <summary>Places in <see cref="Kinds"/>; the others likewise.</summary>
    internal int[] KindCodes => _kinds;
    internal int[] PlaceCodes => _places;
    internal int[] TollCodes => _tolls;
    internal int[] ActorCodes => _actors;
    internal float[] Latitudes => _lat;
    /// <summary>In Web Mercator, in 2⁻³² of the world's width from its upper left corner.</summary>
    internal uint[] WorldX { get; }
    internal uint[] WorldY { get; }

    /// <param name="rows">In any order.</param>
    /// <param name="at">The position that they show.</param>
    /// <param name="before">What they are the difference from; null: they are all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MapColumns> BuildAsync(
        IAsyncEnumerable<ArrowRow> rows, ChangeLogPosition at, MapColumns? before = null, CancellationToken cancellationToken = default)
    {
        var builder = new Builder(before);
        HashSet<int> changed = [];
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            changed.Add(row.Key);
            if (before is null || !row.Removed) builder.Add(row);
        }
        if (before is not null)
            for (var i = 0; i < before.Length; i++)
                if (!changed.Contains(before._keys[i])) builder.Add(before, i);
        return new(builder, at);
    }

    /// <param name="withRemoved">As a difference.</param>
    public (Schema Schema, IEnumerable<RecordBatch> Batches) ToArrow(bool withRemoved)
    {
        var kind = new ArrowCodes("kind", Kinds.Select(k => Json(k.Type, k.DatePrecision, k.GeoPrecision, k.Dataset, k.Synthetic, k.CountedElsewhere, k.Days)));
        var place = new ArrowCodes("place", Places.Select(p => Json(p.Country, p.Admin1)));
        var toll = new ArrowCodes("toll", Tolls.Select(t => Json(t.Deaths, t.Civilians, t.Peacekeepers)));
        var actors = new ArrowCodes("actors", ActorSets);
        Field[] fields =
        [
            new("key", Int32Type.Default, false), new("lon", FloatType.Default, false), new("lat", FloatType.Default, false), new("from", Date32Type.Default, false),
            kind.Field, place.Field, toll.Field, actors.Field,
        ];
        var schema = new Schema(withRemoved ? [.. fields, new Field("removed", BooleanType.Default, false)] : fields, At.Metadata(Length));
        return (schema, Batches());

        IEnumerable<RecordBatch> Batches()
        {
            var start = 0;
            do // without rows an empty batch still carries the dictionaries
            {
                var length = Math.Min(start == 0 ? FirstRows : BatchRows, Length - start);
                List<IArrowArray> columns =
                [
                    Numbers<int>(Int32Type.Default, _keys.AsSpan(start, length)), Numbers<float>(FloatType.Default, _lon.AsSpan(start, length)),
                    Numbers<float>(FloatType.Default, _lat.AsSpan(start, length)), Numbers<int>(Date32Type.Default, _from.AsSpan(start, length)),
                    kind.Rows(_kinds.AsSpan(start, length)), place.Rows(_places.AsSpan(start, length)),
                    toll.Rows(_tolls.AsSpan(start, length)), actors.Rows(_actors.AsSpan(start, length)),
                ];
                if (withRemoved) columns.Add(new BooleanArray.Builder().AppendRange(_removed.Skip(start).Take(length)).Build());
                yield return new RecordBatch(schema, columns, length);
                start += length;
            }
            while (start < Length);
        }
    }

    private static IArrowArray Numbers<T>(IArrowType type, ReadOnlySpan<T> values) where T : struct =>
        ArrowArrayFactory.BuildArray(new ArrayData(type, values.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<T>().Append(values).Build()]));

    private static string Json(params object?[] values) => JsonSerializer.Serialize(values, Plain);

    private sealed class Builder
    {
        public readonly Codes<IncidentKind> Kinds;
        public readonly Codes<IncidentPlace> Places;
        public readonly Codes<IncidentToll> Tolls;
        public readonly Codes<string> Actors;
        public readonly List<int> KeyOf = [], FromOf = [], KindOf = [], PlaceOf = [], TollOf = [], ActorsOf = [];
        public readonly List<float> LonOf = [], LatOf = [];
        public readonly List<bool> RemovedOf = [];

        public Builder(MapColumns? before) =>
            (Kinds, Places, Tolls, Actors) = (new(before?.Kinds), new(before?.Places), new(before?.Tolls), new(before?.ActorSets));

        public void Add(in ArrowRow row)
        {
            Add(row.Key, row.From, (float)row.Lon, (float)row.Lat, row.Removed);
            Add(row.Kind, row.Place, row.Toll, row.Actors);
        }

        public void Add(MapColumns of, int i)
        {
            Add(of._keys[i], of._from[i], of._lon[i], of._lat[i], false);
            // The codes are the same: see the constructor.
            KindOf.Add(of._kinds[i]);
            PlaceOf.Add(of._places[i]);
            TollOf.Add(of._tolls[i]);
            ActorsOf.Add(of._actors[i]);
        }

        private void Add(int key, int from, float lon, float lat, bool removed)
        {
            KeyOf.Add(key);
            FromOf.Add(from);
            LonOf.Add(lon);
            LatOf.Add(lat);
            RemovedOf.Add(removed);
        }

        private void Add(IncidentKind kind, IncidentPlace place, IncidentToll toll, string actors)
        {
            KindOf.Add(Kinds.Of(kind));
            PlaceOf.Add(Places.Of(place));
            TollOf.Add(Tolls.Of(toll));
            ActorsOf.Add(Actors.Of(actors));
        }

        /// <summary>Removed ones first, then the newest.</summary>
        public int[] Order()
        {
            var rows = new int[KeyOf.Count];
            var keys = new long[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = i;
                keys[i] = RemovedOf[i] ? long.MinValue : -((long)FromOf[i] << 32 | (uint)KeyOf[i]);
            }
            System.Array.Sort(keys, rows);
            return rows;
        }
    }

    private sealed class Codes<T> where T : notnull
    {
        private readonly Dictionary<T, int> _codes = [];

        public Codes(IEnumerable<T>? known)
        {
            foreach (var value in known ?? []) Of(value);
        }

        public List<T> Values { get; } = [];

        public int Of(T value)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_codes, value, out var known);
            if (known) return code;
            Values.Add(value);
            return code = Values.Count - 1;
        }
    }
}
