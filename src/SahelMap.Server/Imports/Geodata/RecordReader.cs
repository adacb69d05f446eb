using System.Globalization;
using System.Text.Json;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports.Geodata;

/// <summary>
/// Reads one record of geodata/, member by member. Whatever is not as it must be stops the load: the error names file, record,
/// field, what was found and what is expected. A member that nobody asked for is an error too: most likely a misspelt name.
/// </summary>
internal sealed class RecordReader
{
    private readonly string _file;
    private readonly string _id;
    private readonly string _path;
    private readonly JsonElement _record;
    private readonly HashSet<string> _asked = [];

    private RecordReader(string file, string id, string path, JsonElement record) => (_file, _id, _path, _record) = (file, id, path, record);

    /// <param name="file">Its name, for errors.</param>
    /// <param name="idMember">The member that tells the records of the file apart.</param>
    /// <param name="ordinal">Of the record in the file, from 0, for errors before the id is known.</param>
    /// <param name="record">A JSON object.</param>
    public static RecordReader Of(string file, string idMember, int ordinal, JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            throw new SetUpException($"{file}, record {ordinal + 1}: found {Shown(record)}; expected an object.");
        if (!record.TryGetProperty(idMember, out var id) || id.ValueKind != JsonValueKind.String || id.GetString() is not { Length: > 0 } text)
            throw new SetUpException($"{file}, record {ordinal + 1}, {idMember}: found {Shown(id)}; expected its id.");
        var reader = new RecordReader(file, text, "", record);
        reader._asked.Add(idMember);
        return reader;
    }

    public string Id => _id;

    public string Text(string name) => OptionalText(name) ?? throw Bad(name, "some text");

    public string? OptionalText(string name)
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) && !value.GetString()!.Contains('\0')
            ? value.GetString()
            : throw Bad(name, "some text, or null");
    }

    public T Enum<T>(string name) where T : struct, Enum => OptionalEnum<T>(name) ?? throw Bad(name, OneOf<T>());

    public T? OptionalEnum<T>(string name) where T : struct, Enum
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String && EnumText.Parse<T>(value.GetString()) is { } known ? known : throw Bad(name, OneOf<T>());
    }

    public string OneOf(string name, params ReadOnlySpan<string> names)
    {
        var text = OptionalText(name);
        return text is not null && names.Contains(text) ? text : throw Bad(name, $"one of {string.Join(", ", names.ToArray())}");
    }

    public DateOnly Day(string name) => OptionalDay(name) ?? throw Bad(name, "a day such as 2013-07-01");

    public DateOnly? OptionalDay(string name)
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Bad(name, "a day such as 2013-07-01, or null");
    }

    public int? OptionalCount(string name)
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number : throw Bad(name, "a whole number from 0, or null");
    }

    public double? OptionalNumber(string name)
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Bad(name, "a number, or null");
    }

    /// <param name="name">The member.</param>
    /// <param name="most">Degrees either side of 0.</param>
    public double Degrees(string name, double most)
    {
        var degrees = OptionalNumber(name);
        return degrees is { } d && Math.Abs(d) <= most ? d : throw Bad(name, string.Create(CultureInfo.InvariantCulture, $"degrees from -{most} to {most}"));
    }

    public bool Truth(string name) =>
        Find(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Bad(name, "true or false");

    public IReadOnlyList<string> Texts(string name) => OptionalTexts(name) ?? [];

    public IReadOnlyList<string>? OptionalTexts(string name)
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(v => v.GetString()!)]
            : throw Bad(name, "a list of texts");
    }

    public IReadOnlyList<IReadOnlyList<string>>? OptionalPairs(string name)
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(p => p.ValueKind == JsonValueKind.Array && p.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
            ? [.. value.EnumerateArray().Select(p => (IReadOnlyList<string>)[.. p.EnumerateArray().Select(v => v.GetString()!)])]
            : throw Bad(name, "a list of pairs of country codes");
    }

    /// <summary>An object inside the record; its members are named "provenance.source".</summary>
    public RecordReader Object(string name) => OptionalObject(name) ?? throw Bad(name, "an object");

    public RecordReader? OptionalObject(string name)
    {
        if (!Find(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Object ? new(_file, _id, $"{_path}{name}.", value) : throw Bad(name, "an object");
    }

    public IReadOnlyList<RecordReader> Objects(string name)
    {
        if (!Find(name, out var value)) return [];
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Object)
            ? [.. value.EnumerateArray().Select((v, i) => new RecordReader(_file, _id, $"{_path}{name}[{i}].", v))]
            : throw Bad(name, "a list of objects");
    }

    /// <summary>A member as it stands, for what is kept and not used; null where it is absent or null.</summary>
    public JsonElement? Kept(string name) => Find(name, out var value) ? value : null;

    public bool IsObject(string name) => _record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object;

    /// <summary>Call when all has been read.</summary>
    public void NothingElse()
    {
        foreach (var member in _record.EnumerateObject())
            if (!_asked.Contains(member.Name))
                throw new SetUpException($"{_file}, record \"{_id}\": found a member \"{_path}{member.Name}\"; expected one of {string.Join(", ", _asked)}.");
    }

    public SetUpException Bad(string name, string expected, string? found = null) =>
        new($"{_file}, record \"{_id}\", {_path}{name}: found {found ?? Shown(_record.TryGetProperty(name, out var value) ? value : default)}; expected {expected}.");

    public SetUpException Bad(string found) => new($"{_file}, record \"{_id}\": {found}.");

    private bool Find(string name, out JsonElement value)
    {
        _asked.Add(name);
        return _record.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private static string Shown(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return "nothing";
        var text = value.GetRawText();
        return text.Length <= 100 ? text : $"{text[..100]}…";
    }

    private static string OneOf<T>() where T : struct, Enum => $"one of {EnumText.All<T>()}";
}
