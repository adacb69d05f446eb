using System.Buffers;
using System.Text;

namespace SahelMap.Server.Layers;

/// <summary>A layer of points as a Mapbox Vector Tile (version 2.1 of its specification), for what the database does not write itself.</summary>
internal sealed class MvtLayer(string name, IReadOnlyList<string> keys)
{
    private const int Extent = 4096;
    private readonly Dictionary<object, int> _values = [];
    private readonly ArrayBufferWriter<byte> _features = new(), _feature = new(), _valueTexts = new();

    /// <param name="x">From the left edge, in 4096ths of the tile.</param>
    /// <param name="y">From the upper edge.</param>
    /// <param name="properties">One for each key: long, string or bool.</param>
    public void AddPoint(int x, int y, params ReadOnlySpan<object> properties)
    {
        _feature.ResetWrittenCount();
        var tags = new ArrayBufferWriter<byte>(2 * keys.Count);
        for (var i = 0; i < properties.Length; i++)
        {
            Varint(tags, (ulong)i);
            Varint(tags, (ulong)Value(properties[i]));
        }
        Bytes(_feature, 2, tags.WrittenSpan);
        Number(_feature, 3, 1); // a point
        var geometry = new ArrayBufferWriter<byte>(12);
        Varint(geometry, 1 << 3 | 1); // MoveTo, once
        Varint(geometry, (ulong)x << 1); // zigzag of what is not negative
        Varint(geometry, (ulong)y << 1);
        Bytes(_feature, 4, geometry.WrittenSpan);
        Bytes(_features, 2, _feature.WrittenSpan);
    }

    public byte[] ToTile()
    {
        var layer = new ArrayBufferWriter<byte>();
        Number(layer, 15, 2);
        Bytes(layer, 1, Encoding.UTF8.GetBytes(name));
        layer.Write(_features.WrittenSpan);
        foreach (var key in keys) Bytes(layer, 3, Encoding.UTF8.GetBytes(key));
        layer.Write(_valueTexts.WrittenSpan);
        Number(layer, 5, Extent);
        var tile = new ArrayBufferWriter<byte>(layer.WrittenCount + 8);
        Bytes(tile, 3, layer.WrittenSpan);
        return tile.WrittenSpan.ToArray();
    }

    /// <summary>Each value stands in the layer once.</summary>
    private int Value(object value)
    {
        if (_values.TryGetValue(value, out var known)) return known;
        var written = new ArrayBufferWriter<byte>();
        switch (value)
        {
            case string text:
                Bytes(written, 1, Encoding.UTF8.GetBytes(text));
                break;
            case bool yes:
                Number(written, 7, yes ? 1UL : 0);
                break;
            default:
                Number(written, 5, (ulong)(long)value);
                break;
        }
        Bytes(_valueTexts, 4, written.WrittenSpan);
        return _values[value] = _values.Count;
    }

    private static void Number(ArrayBufferWriter<byte> to, int field, ulong value)
    {
        Varint(to, (ulong)field << 3);
        Varint(to, value);
    }

    private static void Bytes(ArrayBufferWriter<byte> to, int field, ReadOnlySpan<byte> bytes)
    {
        Varint(to, (ulong)field << 3 | 2);
        Varint(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Varint(ArrayBufferWriter<byte> to, ulong value)
    {
        var span = to.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        to.Advance(length);
    }
}
