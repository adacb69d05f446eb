using System.Data;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Contracts;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>A deployment as a study reads it.</summary>
/// <param name="From">First day on which it serves its norm.</param>
/// <param name="Until">First day on which it no longer does; null: ongoing.</param>
/// <param name="Circle">The point and radius that its area is made by; null: it is made otherwise.</param>
public sealed record StudyDeployment(
    Guid Id, string Actor, string Name, string? NameFr, DeploymentKind Kind, Norm Role, int From, int? Until,
    BoundPrecision FromPrecision, BoundPrecision UntilPrecision, bool Synthetic, Geometry Area, (double Lon, double Lat, double Km)? Circle);

/// <summary>An incident as a study reads it. Day numbers, half-open; deaths are -1 where not stated.</summary>
public readonly record struct StudyEventRow(
    Guid Id, double Lon, double Lat, int From, int Until, DatePrecision DatePrecision, GeoPrecision GeoPrecision, IncidentType Type,
    int CivilianDeaths, int PeacekeeperDeaths, bool CountedElsewhere, bool Synthetic, string Country, string Region, string Actors);

/// <summary>Everything that a study reads, of one state of the records.</summary>
public sealed record StudyRecords(
    DataVersion Version, IReadOnlyList<StudyDeployment> Deployments, IReadOnlyList<StudyEventRow> Incidents, IReadOnlyDictionary<string, ActorKind> ActorKinds)
{
    /// <summary>Reads all in one snapshot.</summary>
    /// <param name="filter">Restricts the incidents. Its AsOf: the records as they stood then, for a replay.</param>
    public static async Task<StudyRecords> ReadAsync(NpgsqlDataSource database, Filter filter, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var version = await VersionAsync(connection, filter.AsOf, cancellationToken);
        var kinds = new Dictionary<string, ActorKind>(StringComparer.Ordinal);
        await foreach (var row in Rows(At(connection, "Analyses/Studies/actor_kinds.sql", filter.AsOf), cancellationToken))
            kinds[row.GetString(0)] = Enum.Parse<ActorKind>(row.GetString(1));

        List<StudyDeployment> deployments = [];
        await foreach (var row in Rows(FilterSql.Command(connection, Sql.Read("Analyses/Studies/zones.sql"), new Filter { AsOf = filter.AsOf }, Layer.Deployments), cancellationToken))
            deployments.Add(Deployment(row));
        List<StudyEventRow> incidents = [];
        await foreach (var row in Rows(FilterSql.Command(connection, Sql.Read("Analyses/Studies/incidents.sql"), filter, Layer.Incidents), cancellationToken))
            incidents.Add(Incident(row));
        await snapshot.CommitAsync(cancellationToken);
        return new(version, deployments, incidents, kinds);
    }

    private static StudyDeployment Deployment(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
        Enum.Parse<DeploymentKind>(row.GetString(4)), Enum.Parse<Norm>(row.GetString(5)), row.GetInt32(6), row.IsDBNull(7) ? null : row.GetInt32(7),
        Enum.Parse<BoundPrecision>(row.GetString(8)), Enum.Parse<BoundPrecision>(row.GetString(9)), row.GetBoolean(10), row.GetFieldValue<Geometry>(11),
        row.IsDBNull(12) ? null : (row.GetDouble(12), row.GetDouble(13), row.GetDouble(14)));

    private static StudyEventRow Incident(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetDouble(1), row.GetDouble(2), row.GetInt32(3), row.GetInt32(4),
        Enum.Parse<DatePrecision>(row.GetString(5)), Enum.Parse<GeoPrecision>(row.GetString(6)), IncidentColumns.TypeOf(row.GetString(7)),
        row.GetInt32(8), row.GetInt32(9), row.GetBoolean(10), row.GetBoolean(11), row.GetString(12), row.GetString(13), row.GetString(14));

    private static async Task<DataVersion> VersionAsync(NpgsqlConnection connection, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        (string Epoch, long Position, DateTimeOffset? At) version = ("", 0, null);
        await foreach (var row in Rows(At(connection, "Analyses/Studies/data_version.sql", asOf), cancellationToken))
            version = (row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2));
        List<ImportReference> imports = [];
        await foreach (var row in Rows(At(connection, "Analyses/Studies/imports.sql", asOf), cancellationToken))
            imports.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)));
        return new(version.Epoch, version.Position, version.At, imports);
    }

    private static NpgsqlCommand At(NpgsqlConnection connection, string query, DateTimeOffset? asOf) => new(Sql.Read(query), connection)
    {
        Parameters = { new NpgsqlParameter { Value = (object?)asOf?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz } },
    };

    private static async IAsyncEnumerable<NpgsqlDataReader> Rows(
        NpgsqlCommand command, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (command)
        {
            command.CommandTimeout = 300;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) yield return reader;
        }
    }
}
