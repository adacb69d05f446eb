using System.Threading.RateLimiting;

namespace SahelMap.Server.Links;

/// <summary>How fast new links may be made: a link stays for ever, so nobody may fill the table. Asking for a link that is there already costs nothing.</summary>
public sealed class LinkRate : IAsyncDisposable
{
    public const int EachPerMinute = 30;
    private const int AllPerMinute = 600;

    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.CreateChained(
        Limit(c => c.Connection.RemoteIpAddress?.ToString() ?? "", EachPerMinute), Limit(_ => "", AllPerMinute));

    /// <summary>Null: go on; else after how many seconds to ask again.</summary>
    public int? Refused(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 60;
    }

    private static PartitionedRateLimiter<HttpContext> Limit(Func<HttpContext, string> who, int perMinute) =>
        PartitionedRateLimiter.Create<HttpContext, string>(c => RateLimitPartition.GetFixedWindowLimiter(
            who(c), _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public ValueTask DisposeAsync() => limiter.DisposeAsync();
}
