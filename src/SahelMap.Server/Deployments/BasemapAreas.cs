using NetTopologySuite.Geometries;
using Npgsql;
using SahelMap.Domain.Deployments;
using SahelMap.Server.Database;

namespace SahelMap.Server.Deployments;

/// <summary>The countries and regions of table basemap in memory, read again when the table was filled again.</summary>
public sealed class BasemapAreas(NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private (string Stamp, IBasemapAreas Areas)? _cached;

    /// <summary>The areas as the table holds them now. What is returned does not change.</summary>
    public async Task<IBasemapAreas> Current(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await _one.WaitAsync(cancellationToken);
        try
        {
            // The stamp comes first: areas newer than their stamp are read again, never kept too long.
            var stamp = await Stamp(connection, cancellationToken);
            if (_cached is not { } cached || cached.Stamp != stamp) _cached = cached = (stamp, await Read(connection, cancellationToken));
            return cached.Areas;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<string> Stamp(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Deployments/basemap_stamp.sql"), connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Reads them on a given connection, for a caller that has filled the table in a transaction of its own.</summary>
    public static async Task<IBasemapAreas> Read(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var regions = new Dictionary<string, Geometry>(StringComparer.Ordinal);
        var countries = new Dictionary<string, Geometry>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Sql.Read("Deployments/basemap_areas.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var area = reader.GetFieldValue<Geometry>(3);
            if (reader.GetString(0) == "regions") regions[reader.GetString(1)] = area;
            else countries[reader.IsDBNull(2) ? reader.GetString(1) : reader.GetString(2)] = area;
        }
        return new Areas(regions, countries);
    }

    private sealed class Areas(Dictionary<string, Geometry> regions, Dictionary<string, Geometry> countries) : IBasemapAreas
    {
        public Geometry? Region(string id) => regions.GetValueOrDefault(id);

        public Geometry? Country(string iso) => countries.GetValueOrDefault(iso);

        public IReadOnlyCollection<string> RegionIds => regions.Keys;

        public IReadOnlyCollection<string> CountryCodes => countries.Keys;
    }
}
