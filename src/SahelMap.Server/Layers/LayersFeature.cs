using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Layers;

public static class LayersFeature
{
    public static IServiceCollection AddLayers(this IServiceCollection services) => services.AddSingleton<Tiles>();

    public static WebApplication MapTiles(this WebApplication app)
    {
        var group = app.MapGroup("/tiles").WithTags("Tiles");
        group.MapGet("{layer}/{z:int}/{x:int}/{y:int}.mvt",
                (string layer, int z, int x, int y, HttpContext context, Tiles tiles, CancellationToken ct) => tiles.Get(layer, z, x, y, context, ct))
            .WithName("GetTile").WithSummary("One vector tile")
            .WithDescription("Mapbox vector tile, Web Mercator, of layer basemap, deployments or incidents; 204 where there is nothing. "
                + "Where a tile holds more than 4,000 incidents it holds one point for each of 128 × 128 cells, with count and deaths.")
            .TakesFilter().Produces(200, contentType: Tiles.MediaType).Produces(204).ProducesProblem(400).ProducesProblem(404);
        group.MapGet("{layer}.json", TileJson).WithName("GetTileJson").WithSummary("TileJSON 3.0 of a layer").TakesFilter().ProducesProblem(404);
        return app;
    }

    private static IResult TileJson(string layer, HttpContext context)
    {
        if (LayerCatalog.Find(layer) is not { } found) return Tiles.UnknownLayer(layer);
        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem)) return problem.Result();
        var request = context.Request;
        var query = filter.ToQuery();
        return Results.Json(new
        {
            tilejson = "3.0.0",
            name = found.Name,
            attribution = found.Attribution,
            tiles = new[] { $"{request.Scheme}://{request.Host}/tiles/{found.Name}/{{z}}/{{x}}/{{y}}.mvt{(query.Length > 0 ? "?" + query : "")}" },
            minzoom = 0,
            maxzoom = found.Filtered is null ? 12 : 14,
            bounds = new[] { -18.0, 8, 25, 28 },
            vector_layers = found.Inside.Select(l => new { id = l, fields = new { } }),
        });
    }
}
