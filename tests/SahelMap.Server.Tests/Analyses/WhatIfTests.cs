using System.Globalization;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>What a planned area overlaps and what happened there, beside PostGIS.</summary>
public sealed class WhatIfTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    // Around Ménaka and Ansongo, with a hole.
    private const string Rings = "[[[0,15],[3,15],[3,17],[0,17],[0,15]],[[1,15.4],[1,16],[2,16],[2,15.4],[1,15.4]]]";
    private const string Wkt = "POLYGON((0 15,3 15,3 17,0 17,0 15),(1 15.4,1 16,2 16,2 15.4,1 15.4))";

    private static string Ask(string from, string? until) =>
        $$"""{"area": {"type": "Polygon", "coordinates": {{Rings}}}, "from": "{{from}}", "until": {{(until is null ? "null" : $"\"{until}\"")}}}""";

    [Fact]
    public async Task Overlaps_and_incidents_are_those_that_PostGIS_finds_and_nothing_is_saved()
    {
        var position = await Position();
        var answer = await server.Client.WhatIfAsync(Ask("2019-01-01", "2021-01-01"));

        List<(Guid Id, double Km2, int Days)> expected = [];
        await using (var command = server.DataSource.CreateCommand($"""
            SELECT d.id, ST_Area(ST_Segmentize(ST_CollectionExtract(ST_Intersection(d.area, p.area), 3), 0.05)::geography) / 1e6,
                upper(d.served * p.period) - lower(d.served * p.period)
            FROM deployment AS d, (SELECT ST_GeomFromText('{Wkt}', 4326) AS area, daterange('2019-01-01', '2021-01-01') AS period) AS p
            WHERE ST_Intersects(d.area, p.area) AND d.served && p.period
            """))
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
            while (await reader.ReadAsync(TestContext.Current.CancellationToken)) expected.Add((reader.GetGuid(0), reader.GetDouble(1), reader.GetInt32(2)));

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(e => e.Id).Order(), answer.Overlaps.Select(o => o.Deployment).Order());
        foreach (var (id, km2, days) in expected)
        {
            var overlap = answer.Overlaps.Single(o => o.Deployment == id);
            Assert.InRange(overlap.Km2 / km2, 0.999, 1.001);
            Assert.Equal(days, overlap.Days);
        }
        Assert.Equal(await Incidents("2019-01-01", "2021-01-01"), (answer.During.Incidents, answer.During.CivilianDeaths, answer.During.Deaths));
        Assert.Equal((new(2016, 12, 31), new DateOnly(2019, 1, 1)), (answer.Before.From, answer.Before.Until));
        Assert.Equal(731, answer.Days);
        Assert.Equal(position, await Position());
    }

    [Fact]
    public async Task A_period_that_lies_ahead_looks_back_from_today()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var answer = await server.Client.WhatIfAsync(Ask(today.AddDays(30).ToString("O", CultureInfo.InvariantCulture), null));

        Assert.Equal(0, answer.During.Incidents);
        Assert.True(answer.Before.Until == today.AddDays(1) || answer.Before.Until == today.AddDays(2)); // midnight may pass meanwhile
        Assert.Equal(365, answer.Before.Until.DayNumber - answer.Before.From.DayNumber);
    }

    private Task<long> Position() => Live.SampleRecords.ScalarAsync<long>(server.DataSource, "SELECT position FROM change_log_state");

    private async Task<(int, long, long)> Incidents(string from, string until)
    {
        await using var command = server.DataSource.CreateCommand($"""
            SELECT count(*)::int, coalesce(sum(civilian_deaths) FILTER (WHERE NOT counted_elsewhere), 0), coalesce(sum(deaths_best) FILTER (WHERE NOT counted_elsewhere), 0)
            FROM incident WHERE ST_Intersects(location, ST_GeomFromText('{Wkt}', 4326)) AND period && daterange('{from}', '{until}')
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        return (reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
