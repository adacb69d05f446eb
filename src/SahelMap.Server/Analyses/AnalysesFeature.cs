using SahelMap.Server.Analyses.Overlaps;
using SahelMap.Server.Analyses.SetOverlaps;
using SahelMap.Server.Analyses.Studies;
using SahelMap.Server.Analyses.WhatIf;
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
        services.AddSingleton<StudyRunner>();
        services.AddSingleton<StudyQuestions>();
        services.AddSingleton<AnalysisBodies>();
        return services;
    }

    public static WebApplication MapAnalyses(this WebApplication app)
    {
        OverlapEndpoints.Map(app);
        OverlapExport.Map(app);
        StudyEndpoints.Map(app);
        WhatIfEndpoints.Map(app);
        SetOverlapEndpoints.Map(app);
        return app;
    }
}
