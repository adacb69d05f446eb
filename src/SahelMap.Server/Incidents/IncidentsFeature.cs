namespace SahelMap.Server.Incidents;

public static class IncidentsFeature
{
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services;
    public static WebApplication MapIncidents(this WebApplication app) => app;
}
