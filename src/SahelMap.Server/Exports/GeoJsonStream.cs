using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace SahelMap.Server.Exports;

/// <summary>
/// A GeoJSON FeatureCollection (RFC 7946) written one feature at a time, one line each; memory stays flat whatever its length.
/// </summary>
/// <remarks>
/// How to use it (overlaps do too):
/// <code>
/// var features = new GeoJsonStream(context.Response.BodyWriter);
/// features.Begin(new ExportHead { Layer = "overlaps", ... });    // "type", "name" and the foreign members
/// foreach (...)
/// {
///     features.Add(utf8);                                        // ReadOnlySpan&lt;byte&gt;: one whole feature, as PostGIS wrote it
///     features.Add(json => JsonSerializer.Serialize(json, ...)); // or through a Utf8JsonWriter
///     await features.FlushIfFullAsync(cancellationToken);        // false: the reader has gone, stop
/// }
/// await features.EndAsync(cancellationToken);                    // the closing brackets; flushes
/// </code>
/// Everything that can fail in the ordinary way must have been checked before Begin: once bytes are on their way, a failure can
/// only cut the file short (it then lacks its closing brackets and no reader takes it for whole). Not thread-safe.
/// </remarks>
public sealed class GeoJsonStream(PipeWriter output)
{
    /// <summary>What stands between two features.</summary>
    public static readonly ReadOnlyMemory<byte> Separator = ",\n"u8.ToArray();

    /// <summary>Bytes to gather before they are handed on.</summary>
    private const int Full = 64 * 1024;

    private int _pending;
    private bool _begun;

    public void Begin(ExportHead head)
    {
        Raw("{\"type\":\"FeatureCollection\",\n"u8);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ExportJson.Writer)) head.WriteTo(json);
        // The head is an object of its own to the JSON writer: its members without the braces are ours.
        var members = buffer.WrittenSpan[1..^1];
        if (members.Length > 0) { Raw(members); Raw(",\n"u8); }
        Raw("\"features\":["u8);
    }

    public void Add(ReadOnlySpan<byte> feature)
    {
        var separator = _begun ? ",\n"u8 : "\n"u8;
        _begun = true;
        var span = output.GetSpan(separator.Length + feature.Length);
        separator.CopyTo(span);
        feature.CopyTo(span[separator.Length..]);
        Advance(separator.Length + feature.Length);
    }

    /// <summary>Adds features that are joined by <see cref="Separator"/> already, as they come.</summary>
    /// <returns>False when whoever reads has gone.</returns>
    public async ValueTask<bool> AddJoinedAsync(ReadOnlyMemory<byte> joined, CancellationToken cancellationToken)
    {
        Raw(_begun ? ",\n"u8 : "\n"u8);
        _begun = true;
        _pending = 0;
        var result = await output.WriteAsync(joined, cancellationToken);
        return !result.IsCompleted && !result.IsCanceled;
    }

    public void Add(Action<Utf8JsonWriter> feature)
    {
        Raw(_begun ? ",\n"u8 : "\n"u8);
        _begun = true;
        using var json = new Utf8JsonWriter(output, ExportJson.Writer);
        feature(json);
        json.Flush();
        _pending += (int)json.BytesCommitted;
    }

    /// <returns>False when whoever reads has gone.</returns>
    public ValueTask<bool> FlushIfFullAsync(CancellationToken cancellationToken) =>
        _pending < Full ? ValueTask.FromResult(true) : FlushAsync(cancellationToken);

    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        Raw("\n]}\n"u8);
        await FlushAsync(cancellationToken);
    }

    private async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        _pending = 0;
        var result = await output.FlushAsync(cancellationToken);
        return !result.IsCompleted && !result.IsCanceled;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _pending += bytes.Length;
    }

    private void Advance(int count)
    {
        output.Advance(count);
        _pending += count;
    }
}
