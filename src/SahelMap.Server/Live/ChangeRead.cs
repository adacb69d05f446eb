using SahelMap.Contracts.Live;
using SahelMap.Server.Analyses;

namespace SahelMap.Server.Live;

/// <summary>A place in the change log of one database.</summary>
public readonly record struct LogPlace(string Epoch, long Position);

/// <summary>Where the log stands; batches up to <paramref name="Pruned"/> are not resumed from.</summary>
public sealed record LogState(string Epoch, long Position, long Pruned);

/// <summary>What was read from the log: batches in order, or why it has to be a reload.</summary>
/// <param name="Until">The last position that this covers.</param>
/// <param name="More">The log goes on after <paramref name="Until"/>.</param>
/// <param name="Bytes">Size of the records in the batches.</param>
/// <param name="Rows">For the read model; null where it was not asked for, or must be loaded anew.</param>
public sealed record ChangeRead(
    LogPlace Until, bool More, IReadOnlyList<ChangeBatch> Batches, ReloadNotice? Reload, long Bytes, ModelRows? Rows);
