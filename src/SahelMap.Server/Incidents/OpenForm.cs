using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <summary>
/// The form for everybody: UUIDs, GeoArrow points, every column under its own name. About 60 bytes an incident before compression.
/// Filled row by row, a batch at a time; not thread-safe.
/// </summary>
internal sealed class OpenForm
{
    private const int BatchRows = 65_536;

    private static readonly FixedSizeBinaryType IdType = new(16);
    private static readonly FixedSizeListType PointType = new(new Field("xy", DoubleType.Default, nullable: false), 2);

    private static readonly Dictionary<string, string> GeoArrow = new()
    {
        ["ARROW:extension:name"] = "geoarrow.point",
        ["ARROW:extension:metadata"] = """{"crs":"EPSG:4326","crs_type":"authority_code"}""",
    };

    private ArrowBuffer.Builder<byte> _ids = new();
    private ArrowBuffer.Builder<double> _points = new();
    private ArrowBuffer.Builder<int> _from = new(), _until = new();
    private readonly ArrowWords _type, _actors, _datePrecision, _geoPrecision, _dataset, _country, _admin1;
    private readonly Int32Array.Builder[] _deaths = [new(), new(), new()];
    private readonly BooleanArray.Builder[] _marks;
    private readonly bool _withRemoved;

    public OpenForm(ArrowValues values, bool withRemoved)
    {
        _withRemoved = withRemoved;
        _type = new("type", values.Kinds.Select(k => k.Type));
        _actors = new("actors", values.Actors);
        _datePrecision = new("datePrecision", values.Kinds.Select(k => k.DatePrecision));
        _geoPrecision = new("geoPrecision", values.Kinds.Select(k => k.GeoPrecision));
        _dataset = new("dataset", values.Kinds.Select(k => k.Dataset));
        _country = new("country", values.Places.Select(p => p.Country).OfType<string>());
        _admin1 = new("admin1", values.Places.Select(p => p.Admin1).OfType<string>());
        _marks = [.. Enumerable.Range(0, withRemoved ? 3 : 2).Select(_ => new BooleanArray.Builder())];
    }

    private Field[] Fields =>
    [
        new Field("id", IdType, nullable: false),
        new Field("location", PointType, nullable: false, GeoArrow),
        new Field("from", Date32Type.Default, nullable: false),
        new Field("until", Date32Type.Default, nullable: false),
        _type.Field, _actors.Field, _datePrecision.Field, _geoPrecision.Field, _dataset.Field, _country.Field, _admin1.Field,
        new Field("deathsBest", Int32Type.Default, nullable: true),
        new Field("civilianDeaths", Int32Type.Default, nullable: true),
        new Field("peacekeeperDeaths", Int32Type.Default, nullable: true),
        new Field("synthetic", BooleanType.Default, nullable: false),
        new Field("countedElsewhere", BooleanType.Default, nullable: false),
        .. _withRemoved ? [new Field("removed", BooleanType.Default, nullable: false)] : System.Array.Empty<Field>(),
    ];

    /// <param name="at">The position that the rows show.</param>
    /// <param name="count">How many rows there are.</param>
    public Schema Schema(ChangeLogPosition at, long count) => new(Fields, at.Metadata(count));

    public async IAsyncEnumerable<RecordBatch> Batches(Schema schema, IAsyncEnumerable<ArrowRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (length, sent) = (0, false);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            Add(row);
            if (++length < BatchRows) continue;
            yield return new RecordBatch(schema, Take(length), length);
            (length, sent) = (0, true);
        }
        // Without rows an empty batch still carries the dictionaries.
        if (length > 0 || !sent) yield return new RecordBatch(schema, Take(length), length);
    }

    private void Add(in ArrowRow row)
    {
        Span<byte> id = stackalloc byte[16];
        row.Id.TryWriteBytes(id, bigEndian: true, out _);
        _ids.Append(id);
        _points.Append(row.Lon).Append(row.Lat);
        _from.Append(row.From);
        _until.Append(row.From + row.Kind.Days);
        _type.Add(row.Kind.Type);
        _actors.Add(row.Actors);
        _datePrecision.Add(row.Kind.DatePrecision);
        _geoPrecision.Add(row.Kind.GeoPrecision);
        _dataset.Add(row.Kind.Dataset);
        _country.Add(row.Place.Country);
        _admin1.Add(row.Place.Admin1);
        Count(_deaths[0], row.Toll.Deaths);
        Count(_deaths[1], row.Toll.Civilians);
        Count(_deaths[2], row.Toll.Peacekeepers);
        _marks[0].Append(row.Kind.Synthetic);
        _marks[1].Append(row.Kind.CountedElsewhere);
        if (_withRemoved) _marks[2].Append(row.Removed);
    }

    private static Date32Array Days(ArrowBuffer.Builder<int> days, int rows) => new(new ArrayData(Date32Type.Default, rows, 0, 0, [ArrowBuffer.Empty, days.Build()]));

    private static void Count(Int32Array.Builder column, int? deaths)
    {
        if (deaths is { } n) column.Append(n);
        else column.AppendNull();
    }

    private IArrowArray[] Take(int rows)
    {
        IArrowArray[] columns =
        [
            new FixedSizeBinaryArray(new ArrayData(IdType, rows, 0, 0, [ArrowBuffer.Empty, _ids.Build()])),
            new FixedSizeListArray(new ArrayData(PointType, rows, 0, 0, [ArrowBuffer.Empty],
                [new ArrayData(DoubleType.Default, rows * 2, 0, 0, [ArrowBuffer.Empty, _points.Build()])])),
            Days(_from, rows), Days(_until, rows),
            _type.Take(), _actors.Take(), _datePrecision.Take(), _geoPrecision.Take(), _dataset.Take(), _country.Take(), _admin1.Take(),
            .. _deaths.Select(d => d.Build()),
            .. _marks.Select(m => m.Build()),
        ];
        (_ids, _points, _from, _until) = (new(), new(), new(), new());
        foreach (var column in _deaths) column.Clear();
        foreach (var column in _marks) column.Clear();
        return columns;
    }
}
