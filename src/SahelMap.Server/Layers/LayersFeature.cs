namespace SahelMap.Server.Layers;

public static class LayersFeature
{
    public static IServiceCollection AddLayers(this IServiceCollection services) => services;
    public static WebApplication MapTiles(this WebApplication app) => app;
}
