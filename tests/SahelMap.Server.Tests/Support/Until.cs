using System.Diagnostics;

namespace SahelMap.Server.Tests.Support;

/// <summary>Waits for a condition rather than for a time.</summary>
public static class Until
{
    /// <summary>Asks again and again, until the answer is yes; after the limit the test fails with <paramref name="what"/>.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (limit ?? TimeSpan.FromMinutes(2)))
                throw new TimeoutException($"Waited in vain until {what}.");
            await Task.Delay(25, cancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        TrueAsync(() => Task.FromResult(condition()), what, limit, cancellationToken);
}
