using System.Globalization;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Contracts;
using SahelMap.Domain;
using SahelMap.Server.Database;

namespace SahelMap.Server.Analyses;

/// <summary>Changed records for the read model, all read in one snapshot. An id without a row: the record is no more.</summary>
public sealed record ModelRows(
    IReadOnlyList<Guid> IncidentIds, IReadOnlyList<IncidentRow> Incidents, IReadOnlyList<Guid> DeploymentIds, IReadOnlyList<ZoneRecord> Deployments)
{
    private const int ColumnsOfIncident = 14;

    public static async Task<ModelRows> ReadAsync(NpgsqlConnection connection, Guid[] incidents, Guid[] deployments, CancellationToken cancellationToken)
    {
        List<IncidentRow> incidentRows = [];
        if (incidents.Length > 0)
        {
            await using var command = ByIds(connection, Sql.Read("Analyses/incident_rows.sql") + "WHERE i.id = ANY ($1)", incidents);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                incidentRows.Add(new(reader.GetGuid(0), reader.GetDouble(1), reader.GetDouble(2), reader.GetInt32(3), reader.GetInt32(4),
                    Enum.Parse<IncidentType>(reader.GetString(5)), reader.GetInt32(6), reader.GetInt32(7), reader.GetBoolean(8), reader.GetBoolean(9),
                    reader.GetString(10), reader.GetString(11), reader.GetString(12), reader.GetString(13)));
        }
        List<ZoneRecord> zones = [];
        if (deployments.Length > 0)
        {
            await using var command = ByIds(connection, Sql.Read("Analyses/zone_rows.sql") + "WHERE d.id = ANY ($1)", deployments);
            await ReadZonesAsync(command, zones, cancellationToken);
        }
        return new(incidents, incidentRows, deployments, zones);
    }

    /// <summary>All incidents, by binary COPY.</summary>
    /// <param name="asOf">As they stood at that instant; null: now.</param>
    public static async Task<IncidentColumns> LoadIncidentsAsync(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        // COPY takes no parameters. The instant is written by us, digits only.
        var query = Sql.Read("Analyses/incident_rows.sql");
        if (asOf is { } at) query = query.Replace("FROM incident AS", $"FROM incident_as_of('{Instant(at)}') AS", StringComparison.Ordinal);

        var columns = new IncidentColumns();
        await using var copy = await connection.BeginBinaryExportAsync($"COPY ({query}) TO STDOUT (FORMAT BINARY)", cancellationToken);
        copy.Timeout = TimeSpan.FromMinutes(5);
        while (await copy.StartRowAsync(cancellationToken) == ColumnsOfIncident)
        {
            // All that a row needs is in the buffer or comes with the next read: no allocation per row but for the texts.
            columns.Add(new(
                copy.Read<Guid>(), copy.Read<double>(), copy.Read<double>(), copy.Read<int>(), copy.Read<int>(),
                IncidentColumns.TypeOf(copy.Read<string>(NpgsqlDbType.Text)), copy.Read<int>(), copy.Read<int>(), copy.Read<bool>(), copy.Read<bool>(),
                copy.Read<string>(NpgsqlDbType.Text), copy.Read<string>(NpgsqlDbType.Text), copy.Read<string>(NpgsqlDbType.Text), copy.Read<string>(NpgsqlDbType.Text)));
        }
        return columns;
    }

    /// <summary>All deployments.</summary>
    /// <param name="asOf">As they stood at that instant; null: now.</param>
    public static async Task<List<ZoneRecord>> LoadZonesAsync(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var query = Sql.Read("Analyses/zone_rows.sql");
        if (asOf is { } at) query = query.Replace("FROM deployment AS", $"FROM deployment_as_of('{Instant(at)}') AS", StringComparison.Ordinal);
        List<ZoneRecord> zones = [];
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 300 };
        await ReadZonesAsync(command, zones, cancellationToken);
        return zones;
    }

    private static async Task ReadZonesAsync(NpgsqlCommand command, List<ZoneRecord> zones, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            DateSpan? served = reader.IsDBNull(6) ? null
                : new(DateOnly.FromDayNumber(reader.GetInt32(6)), reader.IsDBNull(7) ? null : DateOnly.FromDayNumber(reader.GetInt32(7)));
            var approximate = reader.GetBoolean(8);
            zones.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Text(reader, 3),
                Enum.Parse<DeploymentKind>(reader.GetString(4)), Enum.Parse<Norm>(reader.GetString(5)), served,
                Enum.Parse<BoundPrecision>(reader.GetString(18)), Enum.Parse<BoundPrecision>(reader.GetString(19)), approximate, reader.GetBoolean(9), reader.GetFieldValue<Geometry>(10),
                new(reader.GetString(11), reader.GetString(12), Text(reader, 13), reader.GetString(14), reader.GetString(15), reader.GetString(16), reader.GetBoolean(17), approximate)));
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture);

    private static NpgsqlCommand ByIds(NpgsqlConnection connection, string sql, Guid[] ids) => new(sql, connection)
    {
        CommandTimeout = 20,
        Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
    };
}
