namespace SahelMap.Server.Deployments;

public static class DeploymentsFeature
{
    public static IServiceCollection AddDeployments(this IServiceCollection services) => services;
    public static WebApplication MapDeployments(this WebApplication app) => app;
}
