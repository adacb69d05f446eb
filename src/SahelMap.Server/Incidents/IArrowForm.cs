using Apache.Arrow;
using Apache.Arrow.Types;

namespace SahelMap.Server.Incidents;

/// <summary>Which columns an Arrow stream of incidents has, and how a batch of them is filled row by row. Not thread-safe.</summary>
internal interface IArrowForm
{
    IEnumerable<Field> Fields { get; }

    void Add(in ArrowRow row);

    /// <summary>The columns of the rows since the last call.</summary>
    IEnumerable<IArrowArray> Take(int rows);
}

/// <summary>A column of values as they are, none of them missing.</summary>
internal sealed class ArrowNumbers<T>(string name, IArrowType type) where T : struct
{
    private ArrowBuffer.Builder<T> _values = new();

    public Field Field { get; } = new(name, type, nullable: false);

    public void Add(T value) => _values.Append(value);

    public IArrowArray Take(int rows)
    {
        var data = new ArrayData(type, rows, 0, 0, [ArrowBuffer.Empty, _values.Build()]);
        _values = new();
        return ArrowArrayFactory.BuildArray(data);
    }
}
