namespace SahelMap.Server.Analyses;

/// <summary>Texts that occur again and again, each once and by number; 0 is the empty text.</summary>
public sealed class NameTable
{
    private readonly List<string> _names = [""];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };

    public int Count => _names.Count;

    public string this[int number] => _names[number];

    public int Number(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        number = _names.Count;
        _names.Add(name);
        _numbers.Add(name, number);
        return number;
    }

    /// <summary>By number, which names are among these. Null for null: there is no restriction.</summary>
    public bool[]? Among(IReadOnlyCollection<string>? names)
    {
        if (names is null) return null;
        var among = new bool[_names.Count];
        foreach (var name in names)
            if (_numbers.TryGetValue(name, out var number)) among[number] = true;
        return among;
    }
}
