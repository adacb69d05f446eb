namespace SahelMap.Server.Commands;

/// <summary>What doctor found at one place.</summary>
/// <param name="Check">The place, e.g. "PostgreSQL".</param>
/// <param name="State">How it is.</param>
/// <param name="Found">In words.</param>
/// <param name="Mend">What to do, where something is to be done.</param>
public sealed record Finding(string Check, FindingState State, string Found, string? Mend = null)
{
    public static Finding Good(string check, string found) => new(check, FindingState.Good, found);
    public static Finding Odd(string check, string found, string? mend = null) => new(check, FindingState.Odd, found, mend);
    public static Finding Bad(string check, string found, string mend) => new(check, FindingState.Bad, found, mend);
}

public enum FindingState { Good, Odd, Bad }
