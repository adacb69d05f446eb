using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using SahelMap.Server.Filtering;
using SahelMap.Server.Incidents;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Layers;

/// <summary>
/// Answers with tiles. The basemap's are kept in memory, as it changes only when geodata is loaded; those of records are made
/// anew for each change-log position, and a client that has that position gets 304.
/// </summary>
internal sealed class Tiles(NpgsqlDataSource database, CurrentColumns current)
{
    public const string MediaType = "application/vnd.mapbox-vector-tile";
    public const int MaxZoom = 22;

    /// <summary>Up to here a tile may hold most of the incidents: summing them in memory beats the database. Above, its index does.</summary>
    private const int DenseZoom = 8;

    /// <summary>Some 4,000 tiles of 10 kB: the whole box to zoom 9.</summary>
    private const int Kept = 4_000;

    private readonly ConcurrentDictionary<(int, int, int), (byte[] Tile, string Tag)> basemap = new();

    public async Task<IResult> Get(string name, int z, int x, int y, HttpContext context, CancellationToken cancellationToken)
    {
        if (LayerCatalog.Find(name) is not { } layer) return UnknownLayer(name);
        if (z is < 0 or > MaxZoom) return Problem.BadParameter("z", Invariant(z), $"a zoom from 0 to {MaxZoom}").Result();
        var tiles = 1L << z;
        if (x < 0 || x >= tiles) return Problem.BadParameter("x", Invariant(x), $"a column from 0 to {tiles - 1} at zoom {z}").Result();
        if (y < 0 || y >= tiles) return Problem.BadParameter("y", Invariant(y), $"a row from 0 to {tiles - 1} at zoom {z}").Result();

        if (layer.Filtered is null)
        {
            if (Query.RefuseOthers(context.Request.Query) is { } other) return other.Result();
            return await Basemap(layer, z, x, y, context, cancellationToken);
        }

        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem)) return problem.Result();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var at = await ChangeLogPosition.Read(connection, cancellationToken);
        if (ETags.NotModified(context, ETags.OfPosition(at, $"{context.Request.Path}?{filter.ToQuery()}"))) return Results.Empty;
        if (layer.Filtered == Filtering.Layer.Incidents && z <= DenseZoom && MapFilter.Knows(filter)
            && SummedTile.Of(await current.NowAsync(connection, at, cancellationToken), filter, z, x, y) is { } summed)
            return Answer(summed);
        return Answer(await Read(connection, layer, filter, z, x, y, cancellationToken));
    }

    private async Task<IResult> Basemap(TileLayer layer, int z, int x, int y, HttpContext context, CancellationToken cancellationToken)
    {
        if (!basemap.TryGetValue((z, x, y), out var kept))
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var tile = await Read(connection, layer, Filter.None, z, x, y, cancellationToken);
            kept = (tile, Convert.ToHexStringLower(SHA256.HashData(tile).AsSpan(0, 8)));
            if (basemap.Count >= Kept) basemap.Clear();
            basemap[(z, x, y)] = kept;
        }

        if (ETags.NotModified(context, new($"\"{kept.Tag}\"", isWeak: true))) return Results.Empty;
        // A reader who comes back draws at once and asks in the background.
        context.Response.Headers.CacheControl = "public, max-age=300, stale-while-revalidate=604800";
        return Answer(kept.Tile);
    }

    private static async Task<byte[]> Read(
        NpgsqlConnection connection, TileLayer layer, Filter filter, int z, int x, int y, CancellationToken cancellationToken)
    {
        await using var command = TileQuery.Command(connection, layer, filter, z, x, y);
        return await command.ExecuteScalarAsync(cancellationToken) as byte[] ?? [];
    }

    private static IResult Answer(byte[] tile) => tile.Length == 0 ? Results.NoContent() : Results.Bytes(tile, MediaType);

    public static IResult UnknownLayer(string name) => Problem.Make(404, "unknown-layer", "Unknown layer",
        $"There is no tile layer \"{name}\"; there are {string.Join(", ", LayerCatalog.All.Select(l => l.Name))}.").Result();

    private static string Invariant(int n) => n.ToString(CultureInfo.InvariantCulture);
}
