using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

public sealed partial class PagingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/api/incidents?limit=7")]
    [InlineData("/api/incidents?limit=5&from=2019-01-01&until=2023-06-01")]
    [InlineData("/api/incidents?limit=3&bbox=-6,12,2,18&minDeaths=1")]
    [InlineData("/api/deployments?limit=9")]
    [InlineData("/api/deployments?limit=4&actor=MINUSMA")]
    [InlineData("/api/deployments?limit=4&tolerance=0.01")]
    public async Task Following_next_visits_every_record_once_in_order(string path)
    {
        var whole = await server.Client.Ask(LimitParameter().Replace(path, "count=true&limit=1000"));
        var visited = new List<string>();
        string? at = path;
        while (at is not null)
        {
            var page = await server.Client.Ask(at);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            visited.AddRange(page.Ids);
            at = Next(page);
        }

        Assert.Equal((int)whole["numberMatched"], visited.Count);
        Assert.Equal(whole.Ids, visited);
    }

    [Fact]
    public async Task Records_that_come_while_somebody_pages_hide_and_repeat_none()
    {
        var before = (await server.Client.Ask("/api/incidents?limit=10000")).Ids;
        var visited = new List<string>();
        string? at = "/api/incidents?limit=10";
        while (at is not null)
        {
            var page = await server.Client.Ask(at);
            visited.AddRange(page.Ids);
            at = Next(page);
            // One before, one on the day of the page's end, one after.
            var last = (string)page["features"].AsArray()[^1]!["properties"]!["from"]!;
            foreach (var day in (string[])["2011-01-01", last, "2024-12-31"]) await Insert(day);
        }

        Assert.Equal(visited.Count, visited.Distinct().Count());
        Assert.Equal(before, visited.Intersect(before));
    }

    [Fact]
    public async Task A_page_whose_first_record_was_deleted_begins_with_the_next()
    {
        await Insert("2009-01-01");
        await Insert("2009-01-02");
        await Insert("2009-01-03");
        var all = (await server.Client.Ask("/api/incidents?until=2009-02-01")).Ids;
        var first = await server.Client.Ask("/api/incidents?until=2009-02-01&limit=1");
        await server.DataSource.Run($"DELETE FROM incident WHERE id = '{all[1]}'");

        Assert.Equal([all[2]], (await server.Client.Ask(Next(first)!)).Ids);
    }

    [Fact]
    public async Task Areas_are_simplified_for_display_within_the_tolerance_and_stay_valid()
    {
        var exact = await server.Client.Ask("/api/deployments?limit=10000");
        var simple = await server.Client.Ask("/api/deployments?limit=10000&tolerance=0.005");
        Assert.Equal(exact.Ids, simple.Ids);
        Assert.NotEqual(exact.Headers.ETag, simple.Headers.ETag);
        var fewer = 0;
        foreach (var (full, drawn) in exact["features"].AsArray().Zip(simple["features"].AsArray()))
        {
            Assert.Equal(full!["properties"]!.ToJsonString(), drawn!["properties"]!.ToJsonString());
            await using var oracle = server.DataSource.CreateCommand("""
                SELECT ST_IsValid(b), ST_HausdorffDistance(a, b) <= 0.0051, ST_NPoints(b) < ST_NPoints(a), ST_IsPolygonCCW(b)
                FROM (SELECT ST_GeomFromGeoJSON($1) AS a, ST_GeomFromGeoJSON($2) AS b) AS g
                """);
            oracle.Parameters.AddWithValue(full["geometry"]!.ToJsonString());
            oracle.Parameters.AddWithValue(drawn["geometry"]!.ToJsonString());
            await using var reader = await oracle.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
            Assert.True(reader.GetBoolean(0) && reader.GetBoolean(1) && reader.GetBoolean(3), $"{drawn["properties"]!["name"]}");
            if (reader.GetBoolean(2)) fewer++;
        }

        Assert.True(fewer > 10, $"{fewer} areas have fewer points.");
    }

    [Theory]
    [InlineData("/api/deployments?tolerance=2")]
    [InlineData("/api/deployments?tolerance=-0.1")]
    [InlineData("/api/deployments?tolerance=fine")]
    [InlineData("/api/incidents?tolerance=0.1")]
    public async Task A_tolerance_that_cannot_be_is_refused(string path)
    {
        var answer = await server.Client.Ask(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("tolerance", answer.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_page_stands_in_the_body_and_in_a_header_and_the_last_page_has_none()
    {
        var first = await server.Client.Ask("/api/deployments?limit=1&role=PoC");
        Assert.Equal($"<{Next(first)}>; rel=\"next\"; type=\"application/geo+json\"", first.Headers.GetValues("Link").Single());
        Assert.Contains("role=PoC", Next(first), StringComparison.Ordinal);
        Assert.Null(first.Body!["numberMatched"]);

        var last = await server.Client.Ask("/api/deployments?limit=10000");
        Assert.Null(Next(last));
        Assert.False(last.Headers.Contains("Link"));
    }

    [Fact]
    public async Task A_page_exactly_as_long_as_the_records_has_no_next()
    {
        var count = (int)(await server.Client.Ask("/api/deployments?limit=1&count=true"))["numberMatched"];

        Assert.NotNull(Next(await server.Client.Ask($"/api/deployments?limit={count - 1}")));
        Assert.Null(Next(await server.Client.Ask($"/api/deployments?limit={count}")));
    }

    [Fact]
    public async Task Nothing_that_passes_is_an_empty_collection()
    {
        var answer = await server.Client.Ask("/api/incidents?until=1900-01-01&count=true");

        Assert.Empty(answer.Ids);
        Assert.Equal(0, (int)answer["numberReturned"]);
        Assert.Equal(0, (int)answer["numberMatched"]);
        Assert.Null(Next(answer));
    }

    [Fact]
    public async Task Readers_who_leave_in_the_middle_keep_no_connection()
    {
        await server.DataSource.Run("""
            INSERT INTO incident (title, type, period, location, narrative, source, basis, confidence, verified, entered_by)
            SELECT 'Long', 'Other', '[2010-01-01,2010-01-02)', ST_SetSRID(ST_Point(-3, 15), 4326), repeat('word ', 4000), id, 'retrieved', 'low', false, 'test'
            FROM (SELECT id FROM source LIMIT 1) AS s, generate_series(1, 1000)
            """);
        for (var i = 0; i < 60; i++) // three times the pool
        {
            using var response = await server.Client.GetAsync("/api/incidents?limit=10000", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.Client.Ask("/api/deployments?limit=1")).Status);
        await server.DataSource.Run("DELETE FROM incident WHERE title = 'Long'");
    }

    [GeneratedRegex(@"limit=\d+")]
    private static partial Regex LimitParameter();

    private static string? Next(Answer page) =>
        (string?)page["links"].AsArray().SingleOrDefault(l => (string?)l!["rel"] == "next")?["href"];

    private async Task Insert(string day)
    {
        await using var command = server.DataSource.CreateCommand("""
            INSERT INTO incident (title, type, period, location, source, basis, confidence, verified, entered_by)
            SELECT 'Late', 'Other', daterange($1, $1 + 1), ST_SetSRID(ST_Point(-3, 15), 4326), id, 'retrieved', 'low', false, 'test' FROM source LIMIT 1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) });
        await command.ExecuteNonQueryAsync();
    }
}
