using SahelMap.Server.Database;

namespace SahelMap.Server.Health;

public static class ServerHealth
{
    /// <summary>Returns once /health/ready would answer 200.</summary>
    public static async Task WhenReadyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<DatabaseReadiness>().WhenReady(cancellationToken);
        var parts = services.GetServices<IHealthPart>().ToList();
        while (parts.Any(p => p.WaitingFor is not null)) await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
    }
}
