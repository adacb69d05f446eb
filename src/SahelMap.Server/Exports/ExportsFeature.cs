namespace SahelMap.Server.Exports;

public static class ExportsFeature
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services;
    public static WebApplication MapExports(this WebApplication app) => app;
}
