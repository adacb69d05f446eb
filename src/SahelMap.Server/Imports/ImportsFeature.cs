using SahelMap.Server.Database;
using SahelMap.Server.Imports.Geodata;
using SahelMap.Server.Imports.Synthetic;

namespace SahelMap.Server.Imports;

public static class ImportsFeature
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<GeodataLoader>();
        services.AddSingleton<IStartUpStep>(s => s.GetRequiredService<GeodataLoader>());
        services.AddSingleton<ImportRun>();
        services.AddSingleton<SyntheticData>();
        return services;
    }
}
