using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.Extensions.DependencyInjection;
using SahelMap.Server.Imports;
using SahelMap.Server.Imports.Synthetic;
using SahelMap.Server.Incidents;
using SahelMap.Server.Records;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Live;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>The columns that the page loads, and their difference, read by Apache's own reader.</summary>
public sealed class MapColumnsTests(ServerFixture server, PostgisCluster cluster) : IClassFixture<ServerFixture>
{
    private const string Url = "/api/incidents.arrow?columns=map";
    private static readonly string[] Columns = ["key", "lon", "lat", "from", "kind", "place", "toll", "actors"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_columns_say_of_each_incident_what_the_table_says()
    {
        List<string> expected = [];
        await using (var command = server.DataSource.CreateCommand("""
            SELECT concat_ws(' ', key, ST_X(location)::real, ST_Y(location)::real, lower(period),
                json_build_array(type, date_precision, geo_precision, dataset, synthetic, counted_elsewhere, upper(period) - lower(period))::jsonb,
                json_build_array(country, admin1)::jsonb, json_build_array(deaths_best, civilian_deaths, peacekeeper_deaths)::jsonb, array_to_string(actors, ';'))
            FROM incident ORDER BY lower(period) DESC, key DESC
            """))
        await using (var reader = await command.ExecuteReaderAsync(Ct))
            while (await reader.ReadAsync(Ct)) expected.Add(Plain(reader.GetString(0)));

        var (rows, columns, metadata) = await ReadAsync(Url);

        Assert.Equal(Columns, columns);
        Assert.Equal(expected, rows.Select(r => r.Text));
        Assert.Equal(expected.Count.ToString(CultureInfo.InvariantCulture), metadata["sahelmap.count"]);
    }

    [Fact]
    public async Task An_incident_is_to_be_had_by_its_key_and_names_it()
    {
        var (rows, _, _) = await ReadAsync(Url);

        var byKey = await server.Client.Ask($"/api/incidents/{rows[0].Key}");
        var id = (string)byKey["id"]!;

        Assert.Equal(rows[0].Key, (int)byKey["key"]!);
        Assert.Equal(rows[0].Key, (int)(await server.Client.Ask($"/api/incidents/{id}"))["key"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.Ask("/api/incidents/2147483647")).Status);
    }

    [Fact]
    public async Task A_million_synthetic_incidents_take_at_most_24_bytes_each()
    {
        const int Count = 1_000_000;
        SyntheticTown[] towns = [.. Enumerable.Range(1, 150).Select(n => new SyntheticTown($"Town {n}", n * 0.2 - 12, 10 + n % 15, n))];
        IEnumerable<ArrowRow> Rows() => SyntheticIncidents.Make(Count, 1, towns).Cast<AcceptedRow>().Select(r =>
        {
            var draft = (Imports.IncidentDraft)r.Record;
            var p = draft.Facts;
            var region = int.Parse(p.Place![5..], CultureInfo.InvariantCulture) % 80;
            return new ArrowRow(r.Line, Guid.Empty, draft.Lon, draft.Lat, p.From.DayNumber - 719_162,
                new(p.Type.ToString(), p.DatePrecision.ToString(), p.GeoPrecision.ToString(), p.Dataset!, p.Synthetic, p.CountedElsewhere, p.Until.DayNumber - p.From.DayNumber),
                string.Join(';', p.Actors), new("ML", $"ML/{region}"), new(p.DeathsBest, p.CivilianDeaths, p.PeacekeeperDeaths), false);
        });
        await using var stream = new MemoryStream();
        await ArrowFeed.SendAsync(stream, await MapColumns.BuildAsync(Rows().ToAsyncEnumerable(), new ChangeLogPosition(Guid.Empty, 1), null, Ct), withRemoved: false, Ct);

        Assert.InRange(stream.Length / (double)Count, 16, 24);
        stream.Position = 0;
        using var reader = new ArrowStreamReader(stream, leaveOpen: true);
        List<int> batches = [];
        while (await reader.ReadNextRecordBatchAsync(Ct) is { } batch)
            using (batch) batches.Add(batch.Length);
        Assert.Equal(4_096, batches[0]);
        Assert.Equal(Count, batches.Sum());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task It_is_compressed_as_the_reader_accepts(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url) { Headers = { { "Accept-Encoding", encoding } } };
        using var answer = await server.Client.SendAsync(request, Ct);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_copy_and_the_difference_make_the_state_of_now_whatever_happened_in_between()
    {
        await SampleRecords.AddActorsAsync(server.DataSource);
        var (kept, gone, again, renamed, brief) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var id in new[] { kept, gone, again, renamed }) await Write(SampleRecords.InsertIncident(id, best: 1));
        var open = await OpenAsync("/api/incidents.arrow");
        var (rows, _, metadata) = await ReadAsync(Url);
        var copy = rows.ToDictionary(r => r.Key, r => r.Text);

        await Write($"UPDATE incident SET deaths_best = 9 WHERE id = '{kept}'; DELETE FROM incident WHERE id = '{gone}';");
        await Write($"DELETE FROM incident WHERE id = '{again}'; {SampleRecords.InsertIncident(again, best: 2)}");
        await Write($"UPDATE incident SET id = '{Guid.NewGuid()}' WHERE id = '{renamed}'");
        await Write(SampleRecords.InsertIncident(brief));
        await Write($"DELETE FROM incident WHERE id = '{brief}'; {SampleRecords.InsertIncident(Guid.NewGuid(), best: 3)}");

        var since = $"since={metadata["sahelmap.position"]}&epoch={metadata["sahelmap.epoch"]}";
        var (changes, columns, now) = await ReadAsync($"{Url}&{since}");
        Assert.Equal([.. Columns, "removed"], columns);
        Assert.InRange(changes.Count, 5, 10);
        foreach (var row in changes)
            if (row.Removed) copy.Remove(row.Key);
            else copy[row.Key] = row.Text;
        var (whole, _, metadataNow) = await ReadAsync(Url);
        Assert.Equal(whole.OrderBy(r => r.Key).Select(r => r.Text), copy.OrderBy(r => r.Key).Select(r => r.Value));
        Assert.Equal(metadataNow["sahelmap.position"], now["sahelmap.position"]);

        foreach (var (id, removed, text) in await OpenAsync($"/api/incidents.arrow?{since}"))
        {
            open.RemoveAll(r => r.Id == id);
            if (!removed) open.Add((id, removed, text));
        }
        Assert.Equal((await OpenAsync("/api/incidents.arrow")).Order(), open.Order());

        var (nothing, _, _) = await ReadAsync($"{Url}&since={now["sahelmap.position"]}&epoch={now["sahelmap.epoch"]}");
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task A_position_that_the_log_no_longer_reaches_or_of_another_database_is_gone()
    {
        var (_, _, metadata) = await ReadAsync(Url);
        var (position, epoch) = (long.Parse(metadata["sahelmap.position"], CultureInfo.InvariantCulture), metadata["sahelmap.epoch"]);

        foreach (var place in new[] { $"since={position}&epoch={Guid.NewGuid()}", $"since={position + 1000}&epoch={epoch}" })
        {
            var answer = await server.Client.Ask($"{Url}&{place}");
            Assert.Equal((HttpStatusCode.Gone, "/problems/difference-gone"), (answer.Status, answer.Type));
            Assert.Contains($"of epoch {epoch}", (string)answer["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_copy_older_than_the_log_must_be_loaded_anew()
    {
        await using var other = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync(Ct), cancellationToken: Ct);
        var epoch = await other.DataSource.Sql<string>("UPDATE change_log_state SET pruned = position RETURNING epoch::text");
        var answer = await other.Client.Ask($"{Url}&since=0&epoch={epoch}");
        Assert.Equal(HttpStatusCode.Gone, answer.Status);
    }

    [Fact]
    public async Task Above_what_a_browser_should_hold_the_columns_are_refused_and_the_counts_are_those_of_the_table()
    {
        await using var other = await SahelMapServer.StartAsync(
            await cluster.CreateDatabaseAsync(Ct), b => b.Services.Configure<MapOptions>(o => o.BrowserIncidents = 50), cancellationToken: Ct);

        var refused = await other.Client.Ask(Url);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "/problems/too-many-incidents"), (refused.Status, refused.Type));
        Assert.Equal(50, (int)refused["limit"]!);
        using var open = await other.Client.GetAsync("/api/incidents.arrow?minDeaths=1", Ct);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.NotEmpty((await ReadAsync(other.Client, $"{Url}&minDeaths=100")).Rows);

        const string Filtered = "type = 'Battle' AND actors && '{Wagner,JNIM}' AND period && '[2020-01-01,2023-01-01)'";
        var counts = await other.Client.Ask("/api/incidents/counts?type=Battle&actor=Wagner,JNIM&from=2020-01-01&until=2023-01-01");
        Task<long> Count(string where) => other.DataSource.Sql<long>($"SELECT count(*) FROM incident WHERE {where}");
        Assert.Equal(await Count("true"), (long)counts["total"]!);
        Assert.Equal(await Count(Filtered), (long)counts["shown"]!);
        Assert.Equal(await other.DataSource.Sql<long>($"SELECT sum(civilian_deaths) FROM incident WHERE NOT counted_elsewhere AND {Filtered}"), (long)counts["civilianDeaths"]!);
        Assert.Equal(await Count(Filtered + " AND actors @> '{Wagner}'"), (long)counts["byActor"]!["Wagner"]!["shown"]!);
        Assert.Equal(await Count("actors && '{Wagner,JNIM}' AND period && '[2020-01-01,2023-01-01)' AND type = 'ViolenceAgainstCivilians'"),
            (long)counts["byType"]!["ViolenceAgainstCivilians"]!["available"]!);
        Assert.Equal(await Count("type = 'Battle' AND actors && '{Wagner,JNIM}'"),
            counts["days"]!["byType"]!.AsObject().Sum(t => t.Value!.AsArray().Sum(n => (long)n!)));
        Assert.Equal(await other.DataSource.Sql<string>("SELECT min(lower(period))::text FROM incident WHERE type = 'Battle' AND actors && '{Wagner,JNIM}'"), (string?)counts["days"]!["first"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("type=Battle,Explosion&actor=JNIM,FAMa&from=2019-03-01&until=2022-07-15")]
    [InlineData("country=ML,NE&minDeaths=5&source=geodata")]
    [InlineData("admin1=ML/Gao,ML/Mopti&type=Battle")]
    [InlineData("actor=Wagner&country=ML&admin1=ML/Mopti&until=2020-01-01")]
    public async Task Counts_from_memory_are_those_that_the_database_makes(string filter)
    {
        // A box around everything has the database count.
        var fromDatabase = await server.Client.Ask($"/api/incidents/counts?bbox=-180,-90,180,90&{filter}".TrimEnd('&'));
        var fromMemory = await server.Client.Ask($"/api/incidents/counts?{filter}".TrimEnd('?'));

        Assert.Equal(Sorted(fromDatabase), Sorted(fromMemory));
    }

    private static string Sorted(Answer answer) => string.Join('\n', Lines("", answer.Body).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(string path, JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Lines($"{path}/{p.Key}", p.Value)),
        JsonArray a => [$"{path} {string.Join(',', a.Select((n, i) => (n, i)).Where(p => p.n!.ToString() != "0").Select(p => $"{p.i}:{p.n}"))}"],
        _ when node?.ToString() is null or "0" => [],
        _ => [$"{path} {node}"],
    };

    private Task<int> Write(string sql) => SampleRecords.ExecuteAsync(server.DataSource, sql);

    private Task<(List<Row> Rows, List<string> Columns, IReadOnlyDictionary<string, string> Metadata)> ReadAsync(string url) => ReadAsync(server.Client, url);

    private static async Task<(List<Row> Rows, List<string> Columns, IReadOnlyDictionary<string, string> Metadata)> ReadAsync(HttpClient client, string url)
    {
        await using var stream = await client.GetStreamAsync(url, Ct);
        using var reader = new ArrowStreamReader(stream);
        List<Row> rows = [];
        while (await reader.ReadNextRecordBatchAsync(Ct) is { } batch)
            using (batch)
            {
                var (key, from, removed) = ((Int32Array)batch.Column("key"), (Date32Array)batch.Column("from"), batch.ColumnCount > 8 ? (BooleanArray)batch.Column("removed") : null);
                var (lon, lat) = ((FloatArray)batch.Column("lon"), (FloatArray)batch.Column("lat"));
                for (var i = 0; i < batch.Length; i++)
                    rows.Add(new(key.GetValue(i)!.Value, removed?.GetValue(i) == true, Plain(string.Create(CultureInfo.InvariantCulture,
                        $"{key.GetValue(i)} {lon.GetValue(i)} {lat.GetValue(i)} {from.GetDateOnly(i):yyyy-MM-dd} {Word(batch, "kind", i)} {Word(batch, "place", i)} {Word(batch, "toll", i)} {Word(batch, "actors", i)}"))));
            }
        return (rows, [.. reader.Schema.FieldsList.Select(f => f.Name)], reader.Schema.Metadata);
    }

    private async Task<List<(Guid Id, bool Removed, string Text)>> OpenAsync(string url)
    {
        await using var stream = await server.Client.GetStreamAsync(url, Ct);
        using var reader = new ArrowStreamReader(stream);
        List<(Guid, bool, string)> rows = [];
        while (await reader.ReadNextRecordBatchAsync(Ct) is { } batch)
            using (batch)
            {
                var ids = (Apache.Arrow.Arrays.FixedSizeBinaryArray)batch.Column("id");
                var removed = batch.ColumnCount > 16 ? (BooleanArray)batch.Column("removed") : null;
                for (var i = 0; i < batch.Length; i++)
                    rows.Add((new Guid(ids.GetBytes(i), bigEndian: true), removed?.GetValue(i) == true, $"{Word(batch, "type", i)} {((Int32Array)batch.Column("deathsBest")).GetValue(i)}"));
            }
        return rows;
    }

    private static string? Word(RecordBatch batch, string column, int row)
    {
        var words = (DictionaryArray)batch.Column(column);
        var code = words.Indices switch
        {
            Int8Array narrow => narrow.GetValue(row),
            Int16Array wide => wide.GetValue(row),
            _ => ((Int32Array)words.Indices).GetValue(row),
        };
        return code is { } c ? ((StringArray)words.Dictionary).GetString(c) : null;
    }

    /// <summary>Without the spaces that one JSON writer sets and another does not.</summary>
    private static string Plain(string text) => text.Replace(", ", ",", StringComparison.Ordinal);

    private readonly record struct Row(int Key, bool Removed, string Text);
}
