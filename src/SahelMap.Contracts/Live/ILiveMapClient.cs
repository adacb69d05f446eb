using System.Text.Json;

namespace SahelMap.Contracts.Live;

/// <summary>What the hub at /live sends. Each method is one message type.</summary>
public interface ILiveMapClient
{
    /// <summary>One committed transaction, whole. Positions rise by one; a client that sees a gap resumes from its last.</summary>
    Task Changed(ChangeBatch batch);

    /// <summary>
    /// Overlaps of changed zones and incidents were computed anew; follows the <see cref="Changed"/> of the same position. GET
    /// /api/overlaps names the position of its answer: a push that came while it was under way counts when its position is above that.
    /// </summary>
    Task OverlapsChanged(OverlapsChanged change);

    /// <summary>The client's copy cannot be brought up to date by changes: fetch again.</summary>
    Task Reload(ReloadNotice notice);
}

/// <summary>What a client may ask of the hub at /live.</summary>
public interface ILiveMapHub
{
    /// <summary>
    /// Gives everything after <paramref name="position"/>; from then on the client misses nothing. Pushes may arrive before the
    /// answer: apply by position, skip what is not above the last one applied. Overlaps are not in the answer: where it brings
    /// batches, GET /api/overlaps.
    /// </summary>
    /// <param name="epoch">The database that the position is of, from an earlier answer; null on a first visit.</param>
    /// <param name="position">The last position applied; null on a first visit.</param>
    Task<ResumeAnswer> Resume(string? epoch, long? position);
}

/// <param name="Position">Commit order, gap-free.</param>
/// <param name="CommittedAt">When the transaction committed, by the database's clock.</param>
/// <param name="Changes">Each record once; empty where the transaction undid what it did.</param>
public sealed record ChangeBatch(long Position, DateTimeOffset CommittedAt, IReadOnlyList<RecordChange> Changes);

/// <param name="Layer">actors, mandates, deployments or incidents.</param>
/// <param name="Op">created, updated or deleted.</param>
/// <param name="Record">The GeoJSON feature (deployments, incidents) or record as the API gives it, as it was when read; null when
/// deleted since, or too large to push: then GET it by id and revision.</param>
/// <param name="Key">Of an incident that was there before: the key that it had then, in the columns of /api/incidents.arrow. The
/// feature has the key that it has now, which is another where the record was deleted and came again.</param>
public sealed record RecordChange(string Layer, string Op, string Id, long Revision, JsonElement? Record, int? Key = null);

/// <param name="Removed">Ids of pairs that share nothing any more.</param>
/// <param name="Changed">New and changed pairs, counted without a filter.</param>
public sealed record OverlapsChanged(long Position, IReadOnlyList<string> Removed, IReadOnlyList<Overlap> Changed);

/// <param name="Reason">bulk (too many changes to send one by one), pruned (the log does not reach back that far), otherDatabase,
/// or overlaps (too many pairs changed; only /api/overlaps need be fetched, and no position is passed over).</param>
/// <param name="Changes">How many records changed, where known.</param>
public sealed record ReloadNotice(string Epoch, long Position, string Reason, long? Changes);

/// <param name="Batches">What was missed, in order; empty on a first visit.</param>
/// <param name="Reload">Set when the client must fetch everything again instead.</param>
public sealed record ResumeAnswer(string Epoch, long Position, IReadOnlyList<ChangeBatch> Batches, ReloadNotice? Reload);

/// <summary>Where the change log stands.</summary>
public sealed record LivePosition(string Epoch, long Position);
