using System.Globalization;
using System.Text.Json;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Records;

/// <summary>
/// Reads the members of one JSON object and collects what is wrong, each with its place, what came and what is expected.
/// A wrong or missing member reads as the type's default; <see cref="Ok"/> tells whether the values can be used.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="place">Its place, e.g. "properties"; empty for the body itself.</param>
/// <param name="errors">Where errors are collected.</param>
public sealed class FieldReader(JsonElement json, string place, List<FieldError> errors)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public bool Ok => errors.Count == 0;

    public List<FieldError> Errors => errors;

    public string Place(string name) => place.Length == 0 ? name : $"{place}.{name}";

    public void Refuse(string name, string expected) => errors.Add(new(Place(name), Found(Find(name)), expected));

    /// <summary>The member, or null where it is missing or null.</summary>
    public JsonElement? Find(string name)
    {
        _asked.Add(name);
        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public string? Text(string name, int longest = 2000)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) return Refuse<string>(name, "a text");
        var text = value.GetString()!;
        if (text.Contains('\0', StringComparison.Ordinal)) return Refuse<string>(name, "a text without NUL characters");
        if (text.Length > longest)
        {
            errors.Add(new(Place(name), $"{text.Length} characters", $"up to {longest} characters"));
            return null;
        }
        return text;
    }

    /// <summary>A text that must be there and not blank.</summary>
    public string RequiredText(string name, string what = "a text that is not blank", int longest = 2000)
    {
        var before = errors.Count;
        if (Text(name, longest) is { } text && !string.IsNullOrWhiteSpace(text)) return text;
        if (errors.Count == before) Refuse(name, what);
        return "";
    }

    public IReadOnlyList<string> Texts(string name) => OptionalTexts(name) ?? [];

    public IReadOnlyList<string>? OptionalTexts(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array) return Refuse<IReadOnlyList<string>>(name, "a list of texts");
        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= 2000 } text && !text.Contains('\0', StringComparison.Ordinal)) texts.Add(text);
            else errors.Add(new($"{Place(name)}[{texts.Count}]", Found(item), "a text that is not empty"));
        }
        return texts;
    }

    public bool YesNo(string name, bool otherwise = false)
    {
        if (Find(name) is not { } value) return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(name, "true or false");
        return otherwise;
    }

    public int? Count(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0
            ? number
            : Refuse<int?>(name, "a whole number from 0 to 2147483647, or null where no source says");
    }

    public double? Number(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : Refuse<double?>(name, "a number");
    }

    public DateOnly? Day(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : Refuse<DateOnly?>(name, "a day that exists, as YYYY-MM-DD");
    }

    public DateOnly RequiredDay(string name)
    {
        var before = errors.Count;
        if (Day(name) is { } day) return day;
        if (errors.Count == before) Refuse(name, "a day, as YYYY-MM-DD");
        return default;
    }

    /// <summary>A name of a closed list; <paramref name="otherwise"/> where it is missing, or an error when that is null.</summary>
    public T Name<T>(string name, T? otherwise = null) where T : struct, Enum
    {
        if (Find(name) is not { } value)
        {
            if (otherwise is null) Refuse(name, $"one of {string.Join(", ", WireNames.All<T>())}");
            return otherwise ?? default;
        }
        if (value.ValueKind == JsonValueKind.String && WireNames.TryParse<T>(value.GetString()!, out var named)) return named;
        Refuse(name, $"one of {string.Join(", ", WireNames.All<T>())}");
        return default;
    }

    public string? Choice(string name, params ReadOnlySpan<string> choices)
    {
        if (Text(name) is not { } text) return null;
        foreach (var choice in choices)
            if (choice == text) return text;
        return Refuse<string>(name, $"one of {string.Join(", ", choices!)}");
    }

    /// <summary>An object inside this one; null where it is missing or no object (which is an error).</summary>
    public FieldReader? Object(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Object ? new FieldReader(value, Place(name), errors) : Refuse<FieldReader>(name, "an object");
    }

    /// <summary>The objects of a list inside this one.</summary>
    public IEnumerable<FieldReader> Objects(string name)
    {
        if (Find(name) is not { } value) yield break;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, "a list of objects");
            yield break;
        }
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            var at = $"{Place(name)}[{i++}]";
            if (item.ValueKind == JsonValueKind.Object) yield return new FieldReader(item, at, errors);
            else errors.Add(new(at, Found(item), "an object"));
        }
    }

    /// <summary>The members are known and not read, e.g. because the server makes them.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) _asked.Add(name);
    }

    /// <summary>Members that nobody asked for are errors. Call it last.</summary>
    public void RefuseOthers()
    {
        foreach (var member in json.EnumerateObject())
            if (!_asked.Contains(member.Name))
                errors.Add(new(Place(member.Name), "an unknown property",
                    NearestName.To(member.Name, _asked) is { } near ? $"perhaps {near}" : $"one of {string.Join(", ", _asked.Order(StringComparer.Ordinal))}"));
    }

    /// <summary>A value in a few words.</summary>
    public static string Found(JsonElement? value)
    {
        if (value is not { } v) return "nothing";
        if (v.ValueKind == JsonValueKind.Array) return $"a list of {v.GetArrayLength()}";
        if (v.ValueKind == JsonValueKind.Object) return "an object";
        var text = v.GetRawText();
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
    }

    private T? Refuse<T>(string name, string expected)
    {
        Refuse(name, expected);
        return default;
    }
}
