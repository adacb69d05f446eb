namespace SahelMap.Server.ApiDescription;

public static class ApiDescriptionFeature
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services;
    public static WebApplication MapApiDescription(this WebApplication app) => app;
}
