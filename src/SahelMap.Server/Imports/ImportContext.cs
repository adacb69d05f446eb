using SahelMap.Domain.Deployments;

namespace SahelMap.Server.Imports;

/// <summary>What a format may need to know beyond the file.</summary>
/// <param name="Options">What whoever imports asked for.</param>
/// <param name="Actors">Who there is.</param>
/// <param name="Basemap">The countries and regions that area rules refer to, as the database has them.</param>
/// <param name="ToldElsewhere">Events of other datasets that records here already tell, by dataset and key: the title of that record.</param>
public sealed record ImportContext(ImportOptions Options, KnownActors Actors, IBasemapAreas Basemap, IReadOnlyDictionary<(string Dataset, string Key), string> ToldElsewhere)
{
    private readonly List<string> _remarks = [];

    /// <summary>
    /// Keys of the records that a dataset has here from certain sources, by the sources' names. To be asked before the first row:
    /// from then on the database is busy taking rows.
    /// </summary>
    public required Func<string, Func<string, bool>, CancellationToken, Task<IReadOnlySet<string>>> KeysAsync { get; init; }

    /// <summary>What whoever imports should know of the file as a whole.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    public void Remark(string text) => _remarks.Add(text);

    /// <summary>Bytes of the file read so far, for the progress shown.</summary>
    public long Position { get; set; }
}

public sealed record ImportOptions
{
    /// <summary>A name in <see cref="ImportFormats.All"/>; null: by content.</summary>
    public string? Format { get; init; }

    /// <summary>deployments or incidents; null: as the file says.</summary>
    public string? Layer { get; init; }

    /// <summary>Of the dataset, e.g. 21.1, where the file does not say it.</summary>
    public string? Release { get; init; }

    /// <summary>Everything but the writing.</summary>
    public bool DryRun { get; init; }
}

/// <param name="Read">Rows so far.</param>
/// <param name="Rejected">Of them.</param>
/// <param name="Fraction">Of the file, 0 to 1.</param>
public readonly record struct ImportProgress(long Read, long Rejected, double Fraction);
