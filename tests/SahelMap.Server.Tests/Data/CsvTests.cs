using System.Text;
using SahelMap.Server.Tests.Analyses;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>CSV files as spreadsheets and statistics programs take them (RFC 4180).</summary>
public sealed class CsvTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("incidents", "")]
    [InlineData("incidents", "country=ML&minDeaths=10")]
    [InlineData("deployments", "actor=MINUSMA,Wagner")]
    public async Task A_file_has_the_rows_of_the_filter_in_order_and_each_says_what_it_rests_on(string layer, string query)
    {
        var expected = (await server.Client.Ask($"/export/{layer}.geojson?{query}")).Ids;

        var (head, rows) = await ReadAsync($"/export/{layer}.csv?{query}");

        Assert.Equal(expected, rows.Select(r => r[Array.IndexOf(head, "id")]));
        foreach (var column in (string[])["source", "citation", "licence"])
            Assert.All(rows, r => Assert.NotEqual("", r[Array.IndexOf(head, column)]));
        Assert.All(rows, r => Assert.Equal(head.Length, r.Length));
    }

    [Fact]
    public async Task Commas_quotes_line_breaks_and_accents_come_back_and_no_text_is_a_formula()
    {
        var narrative = "One, \"two\"\r\nthree; Ménaka";
        await server.Client.Create("/api/incidents", Api.Api.Incident($$"""{"title": "=HYPERLINK(\"x\")", "place": "-Ber", "narrative": {{System.Text.Json.JsonSerializer.Serialize(narrative)}}, "deathsBest": 3, "dataset": "local"}""", lon: -1.5));

        var (head, rows) = await ReadAsync("/export/incidents.csv?source=local");
        string Of(string column) => rows.Single()[Array.IndexOf(head, column)];

        Assert.Equal("'=HYPERLINK(\"x\")", Of("title"));
        Assert.Equal("'-Ber", Of("place"));
        Assert.Equal(narrative, Of("narrative"));
        Assert.Equal("-1.5", Of("lon")); // a number is no formula
        Assert.Equal("3", Of("deathsBest"));
        Assert.Equal(("2022-03-27", "2022-03-31", "2022-04-01"), (Of("from"), Of("lastDay"), Of("until")));
        Assert.Equal("Wagner", Of("actors"));
    }

    [Fact]
    public async Task The_overlaps_come_as_rows_too_with_what_either_side_rests_on()
    {
        await server.Server.UntilOverlapsAreCurrentAsync();
        var (head, rows) = await ReadAsync("/export/overlaps.csv?actor=Wagner&sort=km2");
        var expected = (await server.Client.Ask("/api/overlaps?geometry=none&actor=Wagner&sort=km2"))["features"].AsArray().Select(f => (string)f!["properties"]!["id"]!);

        Assert.Equal(expected, rows.Select(r => r[0]));
        Assert.All(rows, r => Assert.NotEqual("", r[Array.IndexOf(head, "ctCitation")]));
    }

    private async Task<(string[] Head, List<string[]> Rows)> ReadAsync(string path)
    {
        using var response = await server.Client.GetAsync(path, Ct);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".csv", response.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        var bytes = await response.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var rows = Parse(Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3));
        return (rows[0], rows[1..]);
    }

    /// <summary>The grammar of RFC 4180, letter by letter.</summary>
    private static List<string[]> Parse(string csv)
    {
        List<string[]> rows = [];
        List<string> row = [];
        var field = new StringBuilder();
        for (var at = 0; at < csv.Length; at++)
        {
            if (csv[at] == '"')
            {
                for (at++; csv[at] != '"' || (at + 1 < csv.Length && csv[at + 1] == '"'); at++)
                {
                    if (csv[at] == '"') at++;
                    field.Append(csv[at]);
                }
            }
            else if (csv[at] is ',' or '\r')
            {
                row.Add(field.ToString());
                field.Clear();
                if (csv[at] == ',') continue;
                Assert.Equal('\n', csv[++at]);
                rows.Add([.. row]);
                row.Clear();
            }
            else field.Append(csv[at]);
        }
        Assert.Equal(0, field.Length); // the last row ends with a line break too
        return rows;
    }
}
