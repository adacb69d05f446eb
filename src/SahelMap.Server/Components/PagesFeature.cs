namespace SahelMap.Server.Components;

public static class PagesFeature
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services;
    public static WebApplication MapPages(this WebApplication app) => app;
}
