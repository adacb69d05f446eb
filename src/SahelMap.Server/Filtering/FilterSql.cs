using System.Globalization;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace SahelMap.Server.Filtering;

/// <summary>The two layers that the filter selects from.</summary>
public enum Layer { Deployments, Incidents }

/// <summary>
/// The C# side of find_deployments and find_incidents. A query spells the call out, so that it can be prepared as it stands:
/// <c>find_incidents(ids => $1, actors => $2, types => $3, period => $4, bbox => $5, countries => $6, regions => $7, min_deaths => $8, sources => $9, words => $10)</c>,
/// <c>find_deployments(ids => $1, actors => $2, kinds => $3, roles => $4, period => $5, bbox => $6, countries => $7, regions => $8, sources => $9, words => $10)</c>;
/// its own parameters follow from $11.
/// </summary>
/// <remarks>Do not prepare these commands on a connection: a generic plan cannot drop the conditions that a NULL switches off.</remarks>
public static class FilterSql
{
    /// <summary>Parameters that the filter takes; a query's own begin at the next.</summary>
    public const int Count = 10;

    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), 4326);

    /// <summary>A command with the filter and the query's own parameters bound, of the records now or, with <see cref="Filter.AsOf"/>, as they stood then.</summary>
    public static NpgsqlCommand Command(
        NpgsqlConnection connection, string sql, Filter filter, Layer layer, IReadOnlyList<Guid>? ids = null, params ReadOnlySpan<NpgsqlParameter> own) =>
        Complete(connection.CreateCommand(), sql, filter, layer, ids, own);

    /// <summary>As the other, on a connection of its own.</summary>
    public static NpgsqlCommand Command(
        NpgsqlDataSource database, string sql, Filter filter, Layer layer, IReadOnlyList<Guid>? ids = null, params ReadOnlySpan<NpgsqlParameter> own) =>
        Complete(database.CreateCommand(), sql, filter, layer, ids, own);

    private static NpgsqlCommand Complete(
        NpgsqlCommand command, string sql, Filter filter, Layer layer, IReadOnlyList<Guid>? ids, ReadOnlySpan<NpgsqlParameter> own)
    {
        if (layer == Layer.Incidents) BindIncidents(command.Parameters, filter, ids);
        else BindDeployments(command.Parameters, filter, ids);
        foreach (var parameter in own) command.Parameters.Add(parameter);
        command.CommandText = sql;
        if (filter.AsOf is { } instant)
        {
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = instant.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.CommandText = At(sql, command.Parameters.Count);
        }
        return command;
    }

    /// <summary>The same query of the records as they stood at the instant in parameter <paramref name="position"/>.</summary>
    public static string At(string sql, int position) => sql
        .Replace("find_incidents(", string.Create(CultureInfo.InvariantCulture, $"find_incidents_as_of(as_of => ${position}, "), StringComparison.Ordinal)
        .Replace("find_deployments(", string.Create(CultureInfo.InvariantCulture, $"find_deployments_as_of(as_of => ${position}, "), StringComparison.Ordinal);

    public static void BindIncidents(NpgsqlParameterCollection to, Filter filter, IReadOnlyList<Guid>? ids = null)
    {
        to.Add(Array(ids, NpgsqlDbType.Uuid));
        to.Add(Texts(filter.Actors));
        to.Add(Texts(filter.Types?.Select(t => t.ToString())));
        to.Add(Period(filter));
        to.Add(Box(filter.Bbox));
        to.Add(Texts(filter.Countries));
        to.Add(Texts(filter.Admin1));
        to.Add(new NpgsqlParameter { Value = (object?)filter.MinDeaths ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        to.Add(Texts(filter.Sources));
        to.Add(new NpgsqlParameter { Value = (object?)filter.Words ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }

    public static void BindDeployments(NpgsqlParameterCollection to, Filter filter, IReadOnlyList<Guid>? ids = null)
    {
        to.Add(Array(ids, NpgsqlDbType.Uuid));
        to.Add(Texts(filter.Actors));
        to.Add(Texts(filter.Kinds?.Select(k => k.ToString())));
        to.Add(Texts(filter.Roles?.Select(r => r.ToString())));
        to.Add(Period(filter));
        to.Add(Box(filter.Bbox));
        to.Add(Texts(filter.Countries));
        to.Add(Texts(filter.Admin1));
        to.Add(Texts(filter.Sources));
        to.Add(new NpgsqlParameter { Value = (object?)filter.Words ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }

    private static NpgsqlParameter Texts(IEnumerable<string>? values) => Array(values?.ToArray(), NpgsqlDbType.Text);

    private static NpgsqlParameter Array<T>(IReadOnlyList<T>? values, NpgsqlDbType of) =>
        new() { Value = values is null ? DBNull.Value : values as T[] ?? [.. values], NpgsqlDbType = NpgsqlDbType.Array | of };

    /// <summary>The filter's period as a daterange; NULL without one.</summary>
    internal static NpgsqlParameter Period(Filter filter) => new()
    {
        NpgsqlDbType = NpgsqlDbType.DateRange,
        Value = filter is { From: null, Until: null }
            ? DBNull.Value
            : new NpgsqlRange<DateOnly>(
                filter.From ?? default, true, filter.From is null, filter.Until ?? default, false, filter.Until is null),
    };

    private static NpgsqlParameter Box(Envelope? box) =>
        new() { Value = box is null ? DBNull.Value : Wgs84.ToGeometry(box), NpgsqlDbType = NpgsqlDbType.Geometry };
}
