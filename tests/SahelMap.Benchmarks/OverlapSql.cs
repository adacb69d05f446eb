using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;
using SahelMap.Server.Commands;

namespace SahelMap.Benchmarks;

/// <summary>The same work in PostGIS, as fast as we know how, on a private cluster.</summary>
/// <remarks>
/// What was tried and lost: ST_Subdivide (more index probes than it saves), ST_Intersects before ST_Intersection (most
/// neighbours do share ground), ST_Area on geography (four times the equal-area projection), `&amp;&amp;` beside
/// ST_Intersects (tested twice), a spatial index without the days.
/// </remarks>
internal sealed class OverlapSql(string folder, CommandDatabase database) : IAsyncDisposable
{
    private const string Tables = """
        DROP SCHEMA IF EXISTS bench CASCADE;
        CREATE SCHEMA bench;
        CREATE EXTENSION IF NOT EXISTS btree_gist;
        CREATE UNLOGGED TABLE bench.zone (id uuid, side text, area geometry(Polygon, 4326), served daterange);
        CREATE UNLOGGED TABLE bench.loaded (id uuid, location geometry(Point, 4326), days daterange);
        """;

    // Incidents that lie together stand together.
    private const string Indexes = """
        CREATE UNLOGGED TABLE bench.incident AS SELECT * FROM bench.loaded ORDER BY ST_GeoHash(location);
        DROP TABLE bench.loaded;
        CREATE INDEX ON bench.zone USING gist (area);
        CREATE INDEX ON bench.incident USING gist (location, days);
        VACUUM ANALYZE bench.zone, bench.incident;
        """;

    // Written out between the two steps: both then run on all cores, and the ground is computed once.
    private const string Grounds = """
        DROP TABLE IF EXISTS bench.ground;
        CREATE UNLOGGED TABLE bench.ground AS
        SELECT p.id AS poc, c.id AS ct, p.served * c.served AS days, ST_CollectionExtract(ST_Intersection(p.area, c.area), 3) AS area
        FROM bench.zone AS p JOIN bench.zone AS c ON p.area && c.area AND p.served && c.served
        WHERE p.side = 'Poc' AND c.side = 'Ct';
        """;

    private const string Pairs = """
        SELECT poc, ct, ST_Area(ST_Transform(area, 102022)) / 1e6,
            (SELECT count(*) FROM bench.incident AS i WHERE i.days && g.days AND ST_Intersects(g.area, i.location))
        FROM bench.ground AS g WHERE NOT ST_IsEmpty(area)
        """;

    private const string PairsOfOne = """
        SELECT $1, id, ST_Area(ST_Transform(area, 102022)) / 1e6,
            (SELECT count(*) FROM bench.incident AS i WHERE i.days && g.days AND ST_Intersects(g.area, i.location))
        FROM (
            SELECT z.id, z.served * $4 AS days, ST_CollectionExtract(ST_Intersection($3, z.area), 3) AS area
            FROM bench.zone AS z WHERE z.area && $3 AND z.served && $4 AND z.side <> $2 OFFSET 0) AS g
        WHERE NOT ST_IsEmpty(area)
        """;

    internal sealed record Pair(Guid Poc, Guid Ct, double Km2, long Incidents);

    public static async Task<OverlapSql> StartAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("sahelmap-").FullName;
        return new OverlapSql(folder, await CommandDatabase.OpenAsync(folder, ct));
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public async Task LoadAsync(OverlapWorkload work, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await RunAsync(connection, Tables, ct);
        await using (var zones = await connection.BeginBinaryImportAsync("COPY bench.zone FROM STDIN (FORMAT binary)", ct))
        {
            foreach (var zone in work.Zones)
            {
                await zones.StartRowAsync(ct);
                await zones.WriteAsync(zone.Id, ct);
                await zones.WriteAsync(zone.Side.ToString(), ct);
                await zones.WriteAsync(zone.Area, ct);
                await zones.WriteAsync(Range(zone.Served), ct);
            }
            await zones.CompleteAsync(ct);
        }
        await using (var incidents = await connection.BeginBinaryImportAsync("COPY bench.loaded FROM STDIN (FORMAT binary)", ct))
        {
            foreach (var incident in work.Incidents)
            {
                await incidents.StartRowAsync(ct);
                await incidents.WriteAsync(incident.Id, ct);
                await incidents.WriteAsync(new Point(incident.Lon, incident.Lat) { SRID = 4326 }, ct);
                await incidents.WriteAsync(Range(incident.Days), ct);
            }
            await incidents.CompleteAsync(ct);
        }
        await RunAsync(connection, Indexes, ct);
    }

    /// <summary>All pairs, on all cores.</summary>
    public async Task<List<Pair>> AllAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await RunAsync(connection, FormattableString.Invariant($"""
            SET max_parallel_workers_per_gather = {Environment.ProcessorCount}; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
            SET min_parallel_table_scan_size = 0; SET min_parallel_index_scan_size = 0; SET work_mem = '256MB';
            """), ct);
        await RunAsync(connection, Grounds, ct);
        await using var command = new NpgsqlCommand(Pairs, connection);
        return await ReadAsync(command, ct);
    }

    /// <summary>The pairs of a zone as it is given here, whatever the table has under its id.</summary>
    public async Task<List<Pair>> OfAsync(Zone zone, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = new NpgsqlCommand(PairsOfOne, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = zone.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = zone.Side.ToString() });
        command.Parameters.Add(new NpgsqlParameter<Geometry> { TypedValue = zone.Area });
        command.Parameters.Add(new NpgsqlParameter<NpgsqlRange<DateOnly>> { TypedValue = Range(zone.Served) });
        var pairs = await ReadAsync(command, ct);
        return zone.Side == ZoneSide.Poc ? pairs : pairs.ConvertAll(p => p with { Poc = p.Ct, Ct = p.Poc });
    }

    private static async Task<List<Pair>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        command.CommandTimeout = 0;
        List<Pair> pairs = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            if (row.GetDouble(2) >= OverlapIndex.MinimumKm2) pairs.Add(new(row.GetGuid(0), row.GetGuid(1), row.GetDouble(2), row.GetInt64(3)));
        return pairs;
    }

    private ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => database.DataSource.OpenConnectionAsync(ct);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        // One by one: VACUUM takes no company.
        foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static NpgsqlRange<DateOnly> Range(DateSpan days) =>
        new(days.From, lowerBoundIsInclusive: true, lowerBoundInfinite: false, days.Until ?? default, upperBoundIsInclusive: false, upperBoundInfinite: days.Until is null);
}
