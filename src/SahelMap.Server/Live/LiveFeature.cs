namespace SahelMap.Server.Live;

public static class LiveFeature
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services;
    public static WebApplication MapLive(this WebApplication app) => app;
}
