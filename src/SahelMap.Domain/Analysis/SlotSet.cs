namespace SahelMap.Domain.Analysis;

/// <summary>A set of slots as a tight array in no particular order: four bytes each; finding one is a vectorised scan.</summary>
internal sealed class SlotSet(int[] slots)
{
    private int[] _slots = slots;
    private int _count = slots.Length;

    public ReadOnlySpan<int> Span => _slots.AsSpan(0, _count);

    public void Add(int slot)
    {
        if (_count == _slots.Length)
            Array.Resize(ref _slots, _count + Math.Max(4, _count / 8));
        _slots[_count++] = slot;
    }

    public void Remove(int slot)
    {
        var at = Span.IndexOf(slot);
        if (at >= 0)
            _slots[at] = _slots[--_count];
    }
}
