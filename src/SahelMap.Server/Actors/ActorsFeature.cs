namespace SahelMap.Server.Actors;

public static class ActorsFeature
{
    public static IServiceCollection AddReferenceData(this IServiceCollection services) => services;
    public static WebApplication MapActors(this WebApplication app) => app;
    public static WebApplication MapSources(this WebApplication app) => app;
}
