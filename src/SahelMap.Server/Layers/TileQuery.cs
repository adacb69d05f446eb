using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Layers;

/// <summary>A tile's query with its parameters bound; its one value is the tile (bytea), null or empty where there is nothing.</summary>
public static class TileQuery
{
    public static NpgsqlCommand Command(NpgsqlConnection connection, TileLayer layer, Filter filter, int z, int x, int y)
    {
        NpgsqlParameter[] own = [Whole(z), Whole(x), Whole(y)];
        if (layer.Filtered is { } filtered) return FilterSql.Command(connection, layer.Sql, filter, filtered, null, own);
        var command = new NpgsqlCommand(layer.Sql, connection);
        command.Parameters.AddRange(own);
        return command;
    }

    private static NpgsqlParameter Whole(int n) => new() { Value = n, NpgsqlDbType = NpgsqlDbType.Integer };
}
