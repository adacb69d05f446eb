using System.Collections;
using SahelMap.Contracts;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;

namespace SahelMap.Server.Analyses;

/// <summary>
/// Incidents as columns, by the slot that <see cref="OverlapIndex"/> gives each. About 80 bytes an incident. Not thread-safe.
/// </summary>
public sealed class IncidentColumns
{
    private const byte Used = 1, Elsewhere = 2, Made = 4;
    private static readonly string[] TypeNames = Enum.GetNames<IncidentType>();

    private Guid[] _ids = [];
    private double[] _lon = [], _lat = [];
    private int[] _from = [], _until = [], _deaths = [], _civilianDeaths = [], _actors = [];
    private ushort[] _dataset = [], _country = [], _admin1 = [];
    private byte[] _type = [], _flags = [];

    /// <summary>One past the highest slot that was ever in use.</summary>
    public int Length { get; private set; }

    public NameTable Datasets { get; } = new();
    public NameTable Countries { get; } = new();
    public NameTable Regions { get; } = new();

    /// <summary>Sets of actors, each a list of codes separated by commas: there are few, however many actors and incidents there are.</summary>
    public NameTable ActorSets { get; } = new();

    public ReadOnlySpan<Guid> Ids => _ids.AsSpan(0, Length);
    public ReadOnlySpan<double> Lon => _lon.AsSpan(0, Length);
    public ReadOnlySpan<double> Lat => _lat.AsSpan(0, Length);
    /// <summary>Day numbers, half-open.</summary>
    public ReadOnlySpan<int> From => _from.AsSpan(0, Length);
    public ReadOnlySpan<int> Until => _until.AsSpan(0, Length);
    /// <summary>Best estimates; -1: none stated.</summary>
    public ReadOnlySpan<int> Deaths => _deaths.AsSpan(0, Length);
    public ReadOnlySpan<int> CivilianDeaths => _civilianDeaths.AsSpan(0, Length);
    public ReadOnlySpan<int> ActorSet => _actors.AsSpan(0, Length);
    public ReadOnlySpan<ushort> Dataset => _dataset.AsSpan(0, Length);
    public ReadOnlySpan<ushort> Country => _country.AsSpan(0, Length);
    public ReadOnlySpan<ushort> Region => _admin1.AsSpan(0, Length);
    public ReadOnlySpan<byte> Type => _type.AsSpan(0, Length);

    public static IncidentType TypeOf(string name) => (IncidentType)Array.IndexOf(TypeNames, name);

    /// <summary>A slot may be empty: its incident was deleted.</summary>
    public bool IsUsed(int slot) => (_flags[slot] & Used) != 0;

    public bool IsSynthetic(int slot) => (_flags[slot] & Made) != 0;

    /// <summary>What an incident adds to a sum: its dead are counted once, so one whose dead other records count too adds none.</summary>
    public Tally Worth(int slot) => (_flags[slot] & Elsewhere) != 0
        ? new(1, 0, 0)
        : new(1, Math.Max(0, _civilianDeaths[slot]), Math.Max(0, _deaths[slot]));

    public void Add(in IncidentRow row) => Set(Length, row);

    public void Set(int slot, in IncidentRow row)
    {
        if (slot >= _ids.Length) Grow(Math.Max(slot + 1, _ids.Length * 2));
        Length = Math.Max(Length, slot + 1);
        _ids[slot] = row.Id;
        (_lon[slot], _lat[slot], _from[slot], _until[slot]) = (row.Lon, row.Lat, row.From, row.Until);
        (_deaths[slot], _civilianDeaths[slot], _type[slot]) = (row.Deaths, row.CivilianDeaths, (byte)row.Type);
        _dataset[slot] = Short(Datasets.Number(row.Dataset));
        _country[slot] = Short(Countries.Number(row.Country));
        _admin1[slot] = Short(Regions.Number(row.Admin1));
        _actors[slot] = ActorSets.Number(row.Actors);
        _flags[slot] = (byte)(Used | (row.CountedElsewhere ? Elsewhere : 0) | (row.Synthetic ? Made : 0));
    }

    public void Clear(int slot) => _flags[slot] = 0;

    /// <summary>The incidents in the order of their slots, for <see cref="OverlapIndex.Load"/>. None may have been cleared yet.</summary>
    public IReadOnlyCollection<IncidentPoint> Points => new PointList(this);

    private static ushort Short(int number) => number <= ushort.MaxValue
        ? (ushort)number
        : throw new InvalidOperationException("More than 65,535 different datasets, countries or regions: the read model's columns are too narrow.");

    private void Grow(int size)
    {
        size = Math.Max(size, 1024);
        Array.Resize(ref _ids, size);
        Array.Resize(ref _lon, size);
        Array.Resize(ref _lat, size);
        Array.Resize(ref _from, size);
        Array.Resize(ref _until, size);
        Array.Resize(ref _deaths, size);
        Array.Resize(ref _civilianDeaths, size);
        Array.Resize(ref _actors, size);
        Array.Resize(ref _dataset, size);
        Array.Resize(ref _country, size);
        Array.Resize(ref _admin1, size);
        Array.Resize(ref _type, size);
        Array.Resize(ref _flags, size);
    }

    private sealed class PointList(IncidentColumns columns) : IReadOnlyCollection<IncidentPoint>
    {
        public int Count => columns.Length;

        public IEnumerator<IncidentPoint> GetEnumerator()
        {
            for (var slot = 0; slot < columns.Length; slot++)
                yield return new(columns._ids[slot], columns._lon[slot], columns._lat[slot],
                    new DateSpan(DateOnly.FromDayNumber(columns._from[slot]), DateOnly.FromDayNumber(columns._until[slot])));
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
