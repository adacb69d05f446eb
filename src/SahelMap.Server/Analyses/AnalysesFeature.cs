using SahelMap.Server.Analyses.Overlaps;
using SahelMap.Server.Health;

namespace SahelMap.Server.Analyses;

public static class AnalysesFeature
{
    public static IServiceCollection AddAnalyses(this IServiceCollection services)
    {
        services.AddSingleton<ReadModel>();
        services.AddSingleton<IHealthPart>(s => s.GetRequiredService<ReadModel>());
        services.AddSingleton<ReadModelUpdates>();
        services.AddHostedService<ReadModelUpdater>();
        services.AddSingleton<FormerStates>();
        services.AddSingleton<GroundMeasure>();
        services.AddSingleton<OverlapQueries>();
        services.AddSingleton<OverlapSummaries>();
        return services;
    }

    public static WebApplication MapOverlaps(this WebApplication app)
    {
        OverlapEndpoints.Map(app);
        OverlapExport.Map(app);
        return app;
    }
}
