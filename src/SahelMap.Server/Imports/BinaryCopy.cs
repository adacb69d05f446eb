using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace SahelMap.Server.Imports;

/// <summary>
/// Rows into a table through COPY … (FORMAT BINARY), encoded here into one buffer: no call per value into the driver, no
/// allocation per row. The format: https://www.postgresql.org/docs/15/sql-copy.html. Not thread-safe.
/// </summary>
public sealed class BinaryCopy : IAsyncDisposable
{
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateOnly PostgresEpoch = new(2000, 1, 1);
    private const int Full = 128 * 1024;

    private readonly NpgsqlRawCopyStream _stream;
    private readonly short _columns;
    private byte[] _buffer = new byte[Full * 2];
    private int _end;

    private BinaryCopy(NpgsqlRawCopyStream stream, int columns)
    {
        _stream = stream;
        _columns = (short)columns;
        Signature.CopyTo(_buffer, 0);
        _end = Signature.Length;
    }

    /// <param name="connection">Can do nothing else until the copy is completed or disposed.</param>
    /// <param name="table">A table's name, ours: it stands in the statement as it is.</param>
    /// <param name="columns">Column names, in the order in which values will be written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BinaryCopy> BeginAsync(NpgsqlConnection connection, string table, IReadOnlyList<string> columns, CancellationToken cancellationToken) =>
        new(await connection.BeginRawBinaryCopyAsync($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)", cancellationToken), columns.Count);

    public void StartRow() => Int16(_columns);

    public void Null() => Int32(-1);

    public void Text(string? value)
    {
        if (value is null) { Null(); return; }
        Reserve(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var bytes = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_end + 4));
        Int32(bytes);
        _end += bytes;
    }

    /// <summary>JSON text into a jsonb column.</summary>
    public void Jsonb(string? value)
    {
        if (value is null) { Null(); return; }
        Reserve(5 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var bytes = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_end + 5));
        Int32(bytes + 1);
        _buffer[_end] = 1; // the format's version
        _end += 1 + bytes;
    }

    public void Integer(int? value)
    {
        if (value is not { } number) { Null(); return; }
        Int32(4);
        Int32(number);
    }

    public void Double(double value)
    {
        Int32(8);
        Reserve(8);
        BinaryPrimitives.WriteDoubleBigEndian(_buffer.AsSpan(_end), value);
        _end += 8;
    }

    public void Boolean(bool? value)
    {
        if (value is not { } truth) { Null(); return; }
        Int32(1);
        Reserve(1);
        _buffer[_end++] = truth ? (byte)1 : (byte)0;
    }

    public void Date(DateOnly? value)
    {
        if (value is not { } day) { Null(); return; }
        Int32(4);
        Int32(day.DayNumber - PostgresEpoch.DayNumber);
    }

    public void Uuid(Guid value)
    {
        Int32(16);
        Reserve(16);
        value.TryWriteBytes(_buffer.AsSpan(_end), bigEndian: true, out _);
        _end += 16;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_end));
        _end += value.Length;
    }

    /// <summary>text[]</summary>
    public void Texts(IReadOnlyList<string> values)
    {
        Reserve(4);
        var length = _end;
        _end += 4;
        Int32(values.Count == 0 ? 0 : 1); // dimensions
        Int32(0);                         // no nulls
        Int32(25);                        // the element type: text
        if (values.Count > 0)
        {
            Int32(values.Count);
            Int32(1);                     // lower bound
            for (var i = 0; i < values.Count; i++) Text(values[i]);
        }
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(length), _end - length - 4);
    }

    public ValueTask SendIfFullAsync(CancellationToken cancellationToken) => _end < Full ? default : SendAsync(cancellationToken);

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        Int16(-1);
        await SendAsync(cancellationToken);
        await _stream.DisposeAsync();
    }

    /// <summary>Cancels what was not completed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_buffer.Length == 0) return;
        _buffer = [];
        try { await _stream.CancelAsync(); }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException) { } // completed, or the connection is gone
        await _stream.DisposeAsync();
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.AsMemory(0, _end), cancellationToken);
        _end = 0;
    }

    private void Int16(short value)
    {
        Reserve(2);
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_end), value);
        _end += 2;
    }

    private void Int32(int value)
    {
        Reserve(4);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_end), value);
        _end += 4;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _end < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _end + count));
    }
}
