namespace SahelMap.Server.Imports.Synthetic;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every machine and in every version. Each record
/// has its own, so that a smaller run is the beginning of a larger one.
/// </summary>
internal struct SyntheticRandom
{
    private ulong _state;

    public SyntheticRandom(long seed, string kind, long ordinal)
    {
        _state = unchecked((ulong)seed);
        foreach (var letter in kind) _state = Next() ^ letter;
        _state = Next() ^ unchecked((ulong)ordinal);
        Next();
    }

    /// <summary>0 to 1, 1 excluded.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double least, double most) => least + Fraction() * (most - least);

    /// <summary>Least and most included.</summary>
    public int Whole(int least, int most) => least + (int)(Fraction() * (most - least + 1));

    /// <summary>About normal, mean 0, deviation 1: a sum of four uniforms, which needs no function that differs between machines.</summary>
    public double Bell() => (Fraction() + Fraction() + Fraction() + Fraction() - 2) * 1.7320508075688772;

    public T One<T>(ReadOnlySpan<T> of) => of[(int)(Fraction() * of.Length)];

    private ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
