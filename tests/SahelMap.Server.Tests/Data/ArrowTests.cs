using System.Globalization;
using System.Net;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Ipc;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>The incidents as columns, read by Apache's own reader.</summary>
public sealed class ArrowTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Columns =
    [
        "id", "location", "from", "until", "type", "actors", "datePrecision", "geoPrecision", "dataset", "country", "admin1",
        "deathsBest", "civilianDeaths", "peacekeeperDeaths", "synthetic", "countedElsewhere",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("countri=ML", "unknown-parameter", "countri")]
    [InlineData("limit=5", "unknown-parameter", "limit")]
    [InlineData("minDeaths=many", "bad-parameter", "minDeaths")]
    [InlineData("columns=all", "bad-parameter", "columns")]
    [InlineData("since=5", "bad-parameter", "epoch")]
    [InlineData("since=yesterday&epoch=0a000000-0000-4000-8000-000000000001", "bad-parameter", "since")]
    [InlineData("since=5&epoch=0a000000-0000-4000-8000-000000000001&country=ML", "bad-parameter", "since")]
    [InlineData("epoch=0a000000-0000-4000-8000-000000000001", "bad-parameter", "epoch")]
    public async Task A_wrong_parameter_is_named_and_no_stream_begins(string query, string type, string parameter)
    {
        var answer = await server.Client.Ask($"/api/incidents.arrow?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"/problems/{type}", answer.Type);
        Assert.Equal(parameter, (string?)answer["parameter"]);
    }

    [Fact]
    public async Task Without_rows_the_columns_and_the_position_are_there_all_the_same()
    {
        var (rows, columns, metadata) = await ReadAsync("source=synthetic");

        Assert.Empty(rows);
        Assert.Equal(Columns, columns);
        Assert.Equal(await StateAsync(), $"{metadata["sahelmap.position"]} {metadata["sahelmap.epoch"]}");
    }

    [Theory]
    [InlineData("", "true")]
    [InlineData("country=ML&minDeaths=10", "country = 'ML' AND deaths_best >= 10")]
    [InlineData("actor=Wagner", "actors @> '{Wagner}'")]
    [InlineData("from=2020-01-01&until=2021-01-01", "period && '[2020-01-01,2021-01-01)'")]
    public async Task Ids_days_and_deaths_are_those_of_the_table_newest_first(string query, string where)
    {
        List<string> expected = [];
        await using (var command = server.DataSource.CreateCommand($"""
            SELECT concat_ws(' ', id, lower(period), upper(period), coalesce(deaths_best::text, '-'), coalesce(civilian_deaths::text, '-'))
            FROM incident WHERE {where} ORDER BY lower(period) DESC, id DESC
            """))
        await using (var reader = await command.ExecuteReaderAsync(Ct))
            while (await reader.ReadAsync(Ct)) expected.Add(reader.GetString(0));

        var (rows, columns, metadata) = await ReadAsync(query);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, rows);
        Assert.Equal(Columns, columns);
        Assert.Equal(await StateAsync(), $"{metadata["sahelmap.position"]} {metadata["sahelmap.epoch"]}");
        Assert.Equal(expected.Count, int.Parse(metadata["sahelmap.count"], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_state_that_a_client_has_is_not_sent_again()
    {
        using var first = await server.Client.GetAsync("/api/incidents.arrow?country=ML", Ct);
        Assert.Equal("application/vnd.apache.arrow.stream", first.Content.Headers.ContentType?.MediaType);

        Assert.Equal(HttpStatusCode.NotModified, (await server.Client.Ask("/api/incidents.arrow?country=ML", first.Headers.ETag?.ToString())).Status);
    }

    private Task<string> StateAsync() => server.DataSource.Sql<string>("SELECT position || ' ' || epoch FROM change_log_state");

    /// <summary>Rows as text: id, from, until, deaths, civilian deaths.</summary>
    private async Task<(List<string> Rows, List<string> Columns, IReadOnlyDictionary<string, string> Metadata)> ReadAsync(string query)
    {
        await using var stream = await server.Client.GetStreamAsync($"/api/incidents.arrow?{query}", Ct);
        using var reader = new ArrowStreamReader(stream);
        List<string> rows = [];
        while (await reader.ReadNextRecordBatchAsync(Ct) is { } batch)
        {
            using (batch)
            {
                var (ids, from, until) = ((FixedSizeBinaryArray)batch.Column("id"), (Date32Array)batch.Column("from"), (Date32Array)batch.Column("until"));
                var (deaths, civilians) = ((Int32Array)batch.Column("deathsBest"), (Int32Array)batch.Column("civilianDeaths"));
                for (var i = 0; i < batch.Length; i++)
                    rows.Add(string.Create(CultureInfo.InvariantCulture,
                        $"{new Guid(ids.GetBytes(i), bigEndian: true)} {from.GetDateOnly(i):yyyy-MM-dd} {until.GetDateOnly(i):yyyy-MM-dd} {Number(deaths.GetValue(i))} {Number(civilians.GetValue(i))}"));
            }
        }
        return (rows, [.. reader.Schema.FieldsList.Select(f => f.Name)], reader.Schema.Metadata);
    }

    private static string Number(int? deaths) => deaths?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
