namespace SahelMap.Domain.Analysis;

/// <summary>What a changed zone did to the overlaps.</summary>
/// <param name="Removed">Pairs that no longer overlap.</param>
/// <param name="Changed">Pairs that are new, or whose ground or period is another; pairs that came out the same are not named.</param>
public sealed record OverlapChange(IReadOnlyList<PairKey> Removed, IReadOnlyList<SharedGround> Changed)
{
    public static OverlapChange None { get; } = new([], []);
}

/// <summary>What a changed incident did to the overlaps.</summary>
/// <param name="Slot">The incident's slot; after a removal the one it had, which a later incident may be given.</param>
/// <param name="Left">Pairs that held it and do no longer.</param>
/// <param name="Joined">Pairs that hold it now and did not.</param>
/// <param name="Stayed">Pairs that held it and hold it still: their sums change where its deaths did.</param>
public sealed record IncidentChange(int Slot, IReadOnlyList<PairKey> Left, IReadOnlyList<PairKey> Joined, IReadOnlyList<PairKey> Stayed)
{
    /// <summary>Pairs whose set of incidents changed.</summary>
    public IEnumerable<PairKey> Membership => Left.Concat(Joined);

    /// <summary>Pairs whose numbers may have changed.</summary>
    public IEnumerable<PairKey> Touched => Membership.Concat(Stayed);
}
