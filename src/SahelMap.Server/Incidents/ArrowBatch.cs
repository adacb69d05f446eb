using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;
using Npgsql;

namespace SahelMap.Server.Incidents;

/// <summary>One record batch being filled, row by row, in the order of arrow.sql's columns.</summary>
internal sealed class ArrowBatch
{
    private readonly Schema schema;
    private readonly List<ArrowWords> words;
    private readonly ArrowBuffer.Builder<byte> ids = new();
    private readonly ArrowBuffer.Builder<double> points = new();
    private readonly ArrowBuffer.Builder<int> from = new(), until = new();
    private readonly Int32Array.Builder[] deaths = [new(), new(), new()];
    private readonly BooleanArray.Builder[] marks = [new(), new()];
    private readonly List<int?>[] codes;

    public ArrowBatch(Schema schema, List<ArrowWords> words)
    {
        (this.schema, this.words) = (schema, words);
        codes = [.. words.Select(_ => new List<int?>())];
    }

    public int Length { get; private set; }

    public void Add(NpgsqlDataReader row)
    {
        Span<byte> id = stackalloc byte[16];
        row.GetGuid(0).TryWriteBytes(id, bigEndian: true, out _);
        ids.Append(id);
        points.Append(row.GetDouble(1)).Append(row.GetDouble(2));
        from.Append(Day(row.GetFieldValue<DateOnly>(3)));
        until.Append(Day(row.GetFieldValue<DateOnly>(4)));
        for (var i = 0; i < words.Count; i++) codes[i].Add(row.IsDBNull(5 + i) ? null : words[i].Code(row.GetString(5 + i)));
        for (var i = 0; i < deaths.Length; i++)
            if (row.IsDBNull(12 + i)) deaths[i].AppendNull();
            else deaths[i].Append(row.GetInt32(12 + i));
        for (var i = 0; i < marks.Length; i++) marks[i].Append(row.GetBoolean(15 + i));
        Length++;
    }

    public RecordBatch Build() => new(schema,
    [
        new FixedSizeBinaryArray(Plain(ArrowFeed.Id, ids.Build())),
        new FixedSizeListArray(new ArrayData(ArrowFeed.Point, Length, 0, 0, [ArrowBuffer.Empty],
            [new ArrayData(DoubleType.Default, Length * 2, 0, 0, [ArrowBuffer.Empty, points.Build()])])),
        new Date32Array(Plain(Date32Type.Default, from.Build())),
        new Date32Array(Plain(Date32Type.Default, until.Build())),
        .. words.Select((w, i) => w.Build(codes[i])),
        .. deaths.Select(d => d.Build()),
        .. marks.Select(m => m.Build()),
    ], Length);

    private ArrayData Plain(IArrowType type, ArrowBuffer values) => new(type, Length, 0, 0, [ArrowBuffer.Empty, values]);

    private static int Day(DateOnly day) => day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}

/// <summary>A column of words, sent as codes into a dictionary that is complete before the first row.</summary>
internal sealed class ArrowWords
{
    private readonly Dictionary<string, int> codes;
    private readonly StringArray dictionary;

    public ArrowWords(string name, IReadOnlyList<string> values)
    {
        Field = new Field(name, new DictionaryType(Int16Type.Default, StringType.Default, ordered: false), nullable: true);
        codes = values.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
        dictionary = new StringArray.Builder().AppendRange(values).Build();
    }

    public Field Field { get; }

    public int Code(string word) => codes[word];

    public IArrowArray Build(List<int?> rows)
    {
        var indices = new Int16Array.Builder().Reserve(rows.Count);
        foreach (var code in rows)
            if (code is { } c) indices.Append(checked((short)c));
            else indices.AppendNull();
        return new DictionaryArray((DictionaryType)Field.DataType, indices.Build(), dictionary);
    }
}
