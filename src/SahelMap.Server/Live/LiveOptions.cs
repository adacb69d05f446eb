using System.ComponentModel.DataAnnotations;

namespace SahelMap.Server.Live;

/// <summary>Section "Live" of the configuration.</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>A transaction that changed more records than this is announced as a reload.</summary>
    [Range(1, 100_000)]
    public int BulkChanges { get; set; } = 500;

    /// <summary>A client that missed more changes than this is told to reload.</summary>
    [Range(1, 1_000_000)]
    public int ResumeChanges { get; set; } = 2_000;

    /// <summary>A record above this is pushed as id and revision.</summary>
    [Range(0, 10_000_000)]
    public int RecordBytes { get; set; } = 64 * 1024;

    /// <summary>Records that come to more than this together, in a transaction or an answer, become a reload.</summary>
    [Range(1, int.MaxValue)]
    public int BatchBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How often the log is looked at although nothing was announced.</summary>
    [Range(0.01, 3600)]
    public double PollSeconds { get; set; } = 3;

    /// <summary>Messages that may wait for one client; one that is further behind is cut off and resumes when it can.</summary>
    [Range(1, 100_000)]
    public int ClientBacklog { get; set; } = 1_000;

    /// <summary>Changes older than this are not resumed from.</summary>
    [Range(1, 36_500)]
    public int KeepDays { get; set; } = 30;

    /// <summary>As many changes are resumed from at most.</summary>
    [Range(1, long.MaxValue)]
    public long KeepChanges { get; set; } = 1_000_000;
}
