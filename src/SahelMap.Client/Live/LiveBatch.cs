using SahelMap.Contracts.Live;

namespace SahelMap.Client.Live;

/// <param name="ArrivedAt">By this machine's clock.</param>
/// <param name="CaughtUp">Missed while away, and handed in afterwards: the time it took says nothing about the way here.</param>
public sealed record LiveBatch(ChangeBatch Batch, DateTimeOffset ArrivedAt, bool CaughtUp);
