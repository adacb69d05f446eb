using Apache.Arrow;
using Apache.Arrow.Types;

namespace SahelMap.Server.Incidents;

/// <summary>A column whose values are sent as codes into a dictionary that is complete before the first row; the codes are as narrow as it allows.</summary>
internal sealed class ArrowWords<T> where T : notnull
{
    private readonly Dictionary<T, int> _codes;
    private readonly StringArray _dictionary;
    private readonly DictionaryType _type;
    private readonly List<int> _rows = [];
    private int _missing;

    /// <param name="text">A value as it stands in the dictionary.</param>
    public ArrowWords(string name, IEnumerable<T> values, Func<T, string> text, bool nullable = false)
    {
        T[] distinct = [.. values.Distinct()];
        _codes = distinct.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
        _dictionary = new StringArray.Builder().AppendRange(distinct.Select(text)).Build();
        _type = new DictionaryType(Index(distinct.Length), StringType.Default, ordered: false);
        Field = new Field(name, _type, nullable);
    }

    public Field Field { get; }

    /// <summary>The next row's value; null: none.</summary>
    public void Add(T? value, bool isNull = false)
    {
        if (isNull) _missing++;
        _rows.Add(isNull ? -1 : _codes[value!]);
    }

    /// <summary>The rows since the last call.</summary>
    public IArrowArray Take()
    {
        var validity = ArrowBuffer.Empty;
        if (_missing > 0)
        {
            var bits = new ArrowBuffer.BitmapBuilder(_rows.Count);
            foreach (var code in _rows) bits.Append(code >= 0);
            validity = bits.Build();
        }
        var codes = new ArrowBuffer.Builder<byte>(_rows.Count * _type.IndexType.Width());
        foreach (var code in _rows)
        {
            var known = Math.Max(0, code);
            for (var shift = 0; shift < 8 * _type.IndexType.Width(); shift += 8) codes.Append((byte)(known >> shift));
        }
        var indices = ArrowArrayFactory.BuildArray(new ArrayData(_type.IndexType, _rows.Count, _missing, 0, [validity, codes.Build()]));
        _rows.Clear();
        _missing = 0;
        return new DictionaryArray(_type, indices, _dictionary);
    }

    private static IntegerType Index(int values) => values <= 1 << 7 ? Int8Type.Default : values <= 1 << 15 ? Int16Type.Default : Int32Type.Default;
}

internal static class IntegerWidth
{
    /// <summary>Bytes.</summary>
    public static int Width(this IArrowType type) => ((IntegerType)type).BitWidth / 8;
}
