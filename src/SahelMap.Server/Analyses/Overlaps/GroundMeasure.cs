using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>
/// Ground covered by several overlaps together. Uniting is the dearest thing that a summary does, so results are kept by the set
/// of grounds that they are of, and one is computed at a time. Thread-safe.
/// </summary>
public sealed class GroundMeasure : IDisposable
{
    private const int MostKept = 4_096;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<UInt128, double> _known = [];
    private readonly Queue<UInt128> _oldest = new();
    // A ground never changes, and one that is computed anew is another object: its number stands for it.
    private readonly ConditionalWeakTable<SharedGround, StrongBox<long>> _numbers = [];
    private long _lastNumber;

    /// <returns>km² of the union, equal-area, to the square metre.</returns>
    public async Task<double> UnionAsync(IReadOnlyList<SharedGround> grounds, CancellationToken cancellationToken)
    {
        if (grounds.Count == 0) return 0;
        if (grounds.Count == 1) return Math.Round(grounds[0].Km2.Value, 6);
        var key = KeyOf(grounds);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_known.TryGetValue(key, out var known)) return known;
            var km2 = await Task.Run(() => Union(grounds), cancellationToken);
            if (_oldest.Count == MostKept) _known.Remove(_oldest.Dequeue());
            _known.Add(key, km2);
            _oldest.Enqueue(key);
            return km2;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static double Union(IReadOnlyList<SharedGround> grounds)
    {
        Geometry union = OverlayNGRobust.Union(grounds.Select(g => g.Area));
        return Math.Round(EqualArea.Measure(union).Value, 6);
    }

    private UInt128 KeyOf(IReadOnlyList<SharedGround> grounds)
    {
        var numbers = new long[grounds.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = _numbers.GetValue(grounds[i], _ => new(Interlocked.Increment(ref _lastNumber))).Value;
        Array.Sort(numbers);
        return MemoryMarshal.Read<UInt128>(SHA256.HashData(MemoryMarshal.AsBytes(numbers.AsSpan())));
    }
}
