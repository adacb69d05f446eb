namespace SahelMap.Server.Imports;

/// <summary>What became of a file.</summary>
public sealed record ImportResult
{
    public required string File { get; init; }
    public required string Format { get; init; }
    /// <summary>deployments or incidents; null where no row was accepted.</summary>
    public string? Layer { get; init; }
    public int Read { get; init; }
    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
    /// <summary>Keys of records that differ from the file and were left alone, because they were edited here or are newer.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];
    public int Rejected { get; init; }
    /// <summary>The rejected rows, the first <see cref="ImportRun.MostRejects"/> of them.</summary>
    public IReadOnlyList<RejectedRow> Rejects { get; init; } = [];
    /// <summary>Codes of actors that the file brought and the database did not know.</summary>
    public IReadOnlyList<string> NewActors { get; init; } = [];
    public IReadOnlyList<string> Remarks { get; init; } = [];
    public bool DryRun { get; init; }
    public TimeSpan Took { get; init; }
}
