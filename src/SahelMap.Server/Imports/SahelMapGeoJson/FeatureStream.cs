using System.Text.Json;

namespace SahelMap.Server.Imports.SahelMapGeoJson;

/// <summary>
/// The features of a GeoJSON file one after the other, with the line on which each begins, and of the other members of the
/// collection those that are asked for. Takes a FeatureCollection or one feature a line; holds one feature at a time.
/// </summary>
internal sealed class FeatureStream(Stream stream, IReadOnlyCollection<string> wanted) : IDisposable
{
    private const int LongestItem = 256 * 1024 * 1024;

    private byte[] _buffer = new byte[256 * 1024];
    private int _start, _end;
    private bool _atEnd;
    private JsonReaderState _state = new(new JsonReaderOptions { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 64 });
    private Place _place = Place.Begin;
    private string? _member;
    private int _line = 1;

    private enum Place { Begin, InCollection, InFeatures, InMember, Sequence, End }

    /// <param name="Member">The collection's member that it is part of; "features" for a feature.</param>
    /// <param name="Line">On which it begins.</param>
    /// <param name="Value">To be disposed of by the caller.</param>
    public readonly record struct Item(string Member, int Line, JsonDocument Value);

    /// <returns>Null at the end.</returns>
    /// <exception cref="JsonException">The file is not JSON from there on.</exception>
    public async ValueTask<Item?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_place == Place.End) return null;
            if (TryNext(out var item)) { if (item is not null) return item; continue; }
            if (_atEnd)
            {
                if (_place == Place.Sequence && _buffer.AsSpan(_start, _end - _start).IndexOfAnyExcept(" \t\r\n"u8) < 0) return null;
                throw new JsonException("The file ends before its JSON does: it was cut short.", null, _line - 1, null);
            }
            await FillAsync(cancellationToken);
        }
    }

    public void Dispose() => _buffer = [];

    /// <returns>False when more bytes are needed.</returns>
    private bool TryNext(out Item? item)
    {
        item = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _atEnd && _place != Place.Sequence, _state);
        if (!Read(ref reader)) return false;
        switch (_place)
        {
            case Place.Begin:
                if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Expected a GeoJSON object.", null, _line - 1, null);
                if (IsFeature(reader) is not { } isFeature) return false;
                if (isFeature) { _place = Place.Sequence; return true; } // read again, as an item
                _place = Place.InCollection;
                break;
            case Place.InCollection when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.End;
                break;
            case Place.InCollection:
                var name = reader.GetString()!;
                if (!Read(ref reader)) return false;
                if (name == "features" || (wanted.Contains(name) && reader.TokenType == JsonTokenType.StartArray))
                {
                    if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("\"features\" is no list.", null, _line - 1, null);
                    (_place, _member) = (name == "features" ? Place.InFeatures : Place.InMember, name);
                }
                else if (!reader.TrySkip()) return false;
                break;
            case Place.InFeatures or Place.InMember when reader.TokenType == JsonTokenType.EndArray:
                _place = Place.InCollection;
                break;
            default:
                var begin = (int)reader.TokenStartIndex;
                if (!JsonDocument.TryParseValue(ref reader, out var value)) return false;
                item = new(_member ?? "features", _line + _buffer.AsSpan(_start, begin).Count((byte)'\n'), value);
                break;
        }
        var used = (int)reader.BytesConsumed;
        _line += _buffer.AsSpan(_start, used).Count((byte)'\n');
        _start += used;
        _state = reader.CurrentState;
        return true;
    }

    /// <summary>JSON errors say the line within the buffer: the file's is wanted.</summary>
    private bool Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException e)
        {
            throw new JsonException(e.Message.Split(" LineNumber")[0], null, _line - 1 + _buffer.AsSpan(_start, (int)reader.BytesConsumed).Count((byte)'\n'), null, e);
        }
    }

    /// <summary>Looks for the object's type without moving on; null when it is not in the buffer yet.</summary>
    private static bool? IsFeature(Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject) break;
            var isType = reader.ValueTextEquals("type"u8);
            if (!reader.Read()) return null;
            if (isType)
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Feature"u8) ? true
                    : reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("FeatureCollection"u8) ? false
                    : throw new JsonException("Expected a FeatureCollection, or one Feature a line.");
            if (!reader.TrySkip()) return null;
        }
        return null;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_end, _start) = (_end - _start, 0);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestItem) throw new JsonException($"One feature of more than {LongestItem / 1024 / 1024} MB.", null, _line - 1, null);
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        if (read == 0) _atEnd = true;
        if (_line == 1 && _start == 0 && _end == 0 && read >= 3 && _buffer.AsSpan(0, 3).SequenceEqual("\uFEFF"u8)) _start = 3;
        _end += read;
    }
}
