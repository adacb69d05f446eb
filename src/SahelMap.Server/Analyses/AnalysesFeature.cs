namespace SahelMap.Server.Analyses;

public static class AnalysesFeature
{
    public static IServiceCollection AddAnalyses(this IServiceCollection services) => services;
    public static WebApplication MapOverlaps(this WebApplication app) => app;
}
