using System.Numerics;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>Who was present where and when, under one reading of the zones: for each cover, the days on which its state stays the same. Thread-safe to read.</summary>
internal sealed class Presence
{
    /// <summary>The bit that says that PoC was served; the others are CT actors.</summary>
    public const ulong Poc = 1UL << 63;

    private readonly StudyGround _ground;
    private readonly ZoneReading _reading;
    private readonly int _from, _until;
    private readonly int[] _offsets;
    private readonly List<int> _starts = [];
    private readonly List<ulong> _states = [];

    /// <param name="from">First day of the study.</param>
    /// <param name="until">First day after it.</param>
    public Presence(StudyGround ground, ZoneReading reading, int from, int until)
    {
        (_ground, _reading, _from, _until) = (ground, reading, from, until);
        var covers = ground.Partition.Covers;
        _offsets = new int[ground.Partition.Km2.Count + 1];
        List<int> bounds = [];
        for (var cover = 0; cover < _offsets.Length - 1; cover++)
        {
            Cut(covers[cover], bounds);
            foreach (var start in bounds)
            {
                var state = StateOf(covers[cover], start);
                if (_starts.Count > _offsets[cover] && _states[^1] == state) continue;
                _starts.Add(start);
                _states.Add(state);
            }
            _offsets[cover + 1] = _starts.Count;
        }
    }

    public static PresenceStratum StratumOf(ulong state) => ((state & Poc) != 0, (state & ~Poc) != 0) switch
    {
        (true, true) => PresenceStratum.Both,
        (true, false) => PresenceStratum.PocOnly,
        (false, true) => PresenceStratum.CtOnly,
        _ => PresenceStratum.Neither,
    };

    public static int CtActorsIn(ulong state) => BitOperations.PopCount(state & ~Poc);

    /// <summary>The state of a cover on a day of the study.</summary>
    public ulong StateAt(int cover, int day)
    {
        if (cover >= _offsets.Length - 1) return StateOf(_ground.Partition.Covers[cover], day); // a point on an outline
        int low = _offsets[cover], high = _offsets[cover + 1] - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_starts[middle] <= day) low = middle;
            else high = middle - 1;
        }
        return _states[low];
    }

    /// <summary>Every stretch of days of the study, [first, end), on which a cover's state stays the same.</summary>
    public void ForEach(Action<int, ulong, int, int> stretch)
    {
        for (var cover = 0; cover < _offsets.Length - 1; cover++)
            for (var i = _offsets[cover]; i < _offsets[cover + 1]; i++)
                stretch(cover, _states[i], _starts[i], i + 1 < _offsets[cover + 1] ? _starts[i + 1] : _until);
    }

    /// <summary>The same, cut where months end: cover, state, month (year × 12 + month − 1) and days in it.</summary>
    public void ForEachMonth(Action<int, ulong, int, int> stretch) => ForEach((cover, state, first, end) =>
    {
        for (var day = first; day < end;)
        {
            var date = DateOnly.FromDayNumber(day);
            var next = Math.Min(end, day - date.Day + 1 + DateTime.DaysInMonth(date.Year, date.Month));
            stretch(cover, state, MonthOf(day), next - day);
            day = next;
        }
    });

    public static int MonthOf(int day) => DateOnly.FromDayNumber(day) is var date ? date.Year * 12 + date.Month - 1 : 0;

    /// <summary>Days on which the state of a cover may change, the study's first day among them.</summary>
    private void Cut(int[] shapes, List<int> bounds)
    {
        bounds.Clear();
        bounds.Add(_from);
        foreach (var shape in shapes)
        {
            var zone = _ground.ZoneOf(shape);
            if (_ground.VariantOf(shape) != _reading.Variants[zone]) continue;
            if (_reading.From[zone] > _from && _reading.From[zone] < _until) bounds.Add(_reading.From[zone]);
            if (_reading.Until[zone] > _from && _reading.Until[zone] < _until) bounds.Add(_reading.Until[zone]);
        }
        bounds.Sort();
    }

    private ulong StateOf(int[] shapes, int day)
    {
        var state = 0UL;
        foreach (var shape in shapes)
        {
            var zone = _ground.ZoneOf(shape);
            if (_ground.VariantOf(shape) == _reading.Variants[zone] && _reading.From[zone] <= day && day < _reading.Until[zone]) state |= _ground.BitOf(zone);
        }
        return state;
    }
}
