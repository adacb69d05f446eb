using Apache.Arrow;
using Apache.Arrow.Types;

namespace SahelMap.Server.Incidents;

/// <summary>A column that is sent as codes into a dictionary of texts; the codes are as narrow as its length allows.</summary>
internal sealed class ArrowCodes
{
    private readonly StringArray _dictionary;
    private readonly DictionaryType _type;
    private readonly int _width;

    public ArrowCodes(string name, IEnumerable<string> texts, bool nullable = false)
    {
        _dictionary = new StringArray.Builder().AppendRange(texts).Build();
        (IArrowType index, _width) = _dictionary.Length switch
        {
            <= 1 << 7 => ((IArrowType)Int8Type.Default, 1),
            <= 1 << 15 => (Int16Type.Default, 2),
            _ => (Int32Type.Default, 4),
        };
        _type = new DictionaryType(index, StringType.Default, ordered: false);
        Field = new Field(name, _type, nullable);
    }

    public Field Field { get; }

    /// <param name="codes">Places in the dictionary; -1: no value.</param>
    public IArrowArray Rows(ReadOnlySpan<int> codes)
    {
        var missing = codes.Count(-1);
        var validity = ArrowBuffer.Empty;
        if (missing > 0)
        {
            var bits = new ArrowBuffer.BitmapBuilder(codes.Length);
            foreach (var code in codes) bits.Append(code >= 0);
            validity = bits.Build();
        }
        var narrow = new byte[codes.Length * _width];
        for (var i = 0; i < codes.Length; i++)
        {
            var code = Math.Max(0, codes[i]);
            for (var b = 0; b < _width; b++) narrow[i * _width + b] = (byte)(code >> 8 * b);
        }
        var indices = ArrowArrayFactory.BuildArray(new ArrayData(_type.IndexType, codes.Length, missing, 0, [validity, new ArrowBuffer(narrow)]));
        return new DictionaryArray(_type, indices, _dictionary);
    }
}
