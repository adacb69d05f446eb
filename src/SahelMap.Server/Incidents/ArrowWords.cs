using System.Runtime.InteropServices;
using Apache.Arrow;

namespace SahelMap.Server.Incidents;

/// <summary>A column of words of which all are known before the first row.</summary>
internal sealed class ArrowWords
{
    private readonly Dictionary<string, int> _codes;
    private readonly ArrowCodes _column;
    private readonly List<int> _rows = [];

    public ArrowWords(string name, IEnumerable<string> values)
    {
        string[] distinct = [.. values.Distinct()];
        _codes = distinct.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
        _column = new(name, distinct, nullable: true);
    }

    public Field Field => _column.Field;

    public void Add(string? word) => _rows.Add(word is null ? -1 : _codes[word]);

    /// <summary>The rows since the last call.</summary>
    public IArrowArray Take()
    {
        var rows = _column.Rows(CollectionsMarshal.AsSpan(_rows));
        _rows.Clear();
        return rows;
    }
}
