using System.Globalization;
using Npgsql;

namespace SahelMap.Server.Tests.Live;

/// <summary>Records written as psql or QGIS would write them: plain SQL, no help from the server.</summary>
public static class SampleRecords
{
    public const string Source = "0a000000-0000-4000-8000-000000000001";
    public const string PocActor = "T-POC", CtActor = "T-CT";

    /// <summary>A source and two actors that records of a test may name.</summary>
    public static Task AddActorsAsync(NpgsqlDataSource database) => ExecuteAsync(database, $"""
        INSERT INTO source (id, name, citation, licence) VALUES ('{Source}', 'Test', 'A test', 'CC0') ON CONFLICT DO NOTHING;
        INSERT INTO actor (code, name, short_name, kind, source, basis, confidence, verified, entered_by)
        SELECT c, c, c, 'HostState', '{Source}', 'test', 'high', true, 'test' FROM unnest(ARRAY['{PocActor}', '{CtActor}']) AS c ON CONFLICT DO NOTHING;
        """);

    public static string InsertIncident(
        Guid id, double lon = 0, double lat = 15, string period = "[2022-03-01,2022-03-02)", int? civilians = null, int? best = null,
        string title = "Incident", bool elsewhere = false, string type = "Battle", string dataset = "local", string country = "ML") =>
        string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO incident (id, title, type, period, location, country, dataset, civilian_deaths, deaths_best, counted_elsewhere,
                source, basis, confidence, verified, entered_by)
            VALUES ('{id}', '{title}', '{type}', '{period}', ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326), '{country}', '{dataset}',
                {Sql(civilians)}, {Sql(best)}, {elsewhere}, '{Source}', 'test', 'high', true, 'test');

            """);

    /// <param name="area">WKT of a polygon.</param>
    public static string InsertDeployment(Guid id, string role, string area, string period = "[2022-01-01,2023-01-01)", string? actor = null, string? roleUntil = null, string name = "Zone") => $"""
        INSERT INTO deployment (id, actor, name, kind, role, period, role_until, area, source, basis, confidence, verified, entered_by)
        VALUES ('{id}', '{actor ?? (role == "PoC" ? PocActor : CtActor)}', '{name}', 'Sector', '{role}', '{period}', {(roleUntil is null ? "NULL" : $"'{roleUntil}'")},
            ST_Multi(ST_GeomFromText('{area}', 4326)), '{Source}', 'test', 'high', true, 'test');

        """;

    /// <summary>A box from west/south to east/north, as WKT.</summary>
    public static string Box(double west, double south, double east, double north) => string.Create(CultureInfo.InvariantCulture,
        $"POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))");

    public static async Task<int> ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static string Sql(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "NULL";
}
