namespace SahelMap.Server.Health;

public static class HealthFeature
{
    public static WebApplication MapHealth(this WebApplication app) => app;
}
