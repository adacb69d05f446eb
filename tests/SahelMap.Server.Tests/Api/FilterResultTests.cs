using System.Net;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>The filter gives what the same question gives in SQL.</summary>
public sealed class FilterResultTests(FilterResultTests.Records records) : IClassFixture<FilterResultTests.Records>
{
    [Theory]
    [InlineData("", "true")]
    [InlineData("actor=Wagner", "actors @> '{Wagner}'")]
    [InlineData("actor=Wagner,MINUSMA", "actors && '{Wagner,MINUSMA}'")]
    [InlineData("type=Battle,Other", "type IN ('Battle', 'Other')")]
    [InlineData("from=2021-06-01", "upper(period) > '2021-06-01'")]
    [InlineData("until=2021-06-01", "lower(period) < '2021-06-01'")]
    [InlineData("from=2021-06-01&until=2021-06-02", "period && '[2021-06-01,2021-06-02)'")]
    [InlineData("from=2022-01-01&until=2023-01-01&actor=Wagner", "period && '[2022-01-01,2023-01-01)' AND actors @> '{Wagner}'")]
    [InlineData("bbox=-4,13,0.5,15", "ST_X(location) BETWEEN -4 AND 0.5 AND ST_Y(location) BETWEEN 13 AND 15")]
    [InlineData("country=ML,NE", "country IN ('ML', 'NE')")]
    [InlineData("admin1=ML/Gao", "admin1 = 'ML/Gao'")]
    [InlineData("minDeaths=10", "deaths_best >= 10")]
    [InlineData("minDeaths=0", "deaths_best IS NOT NULL")]
    [InlineData("source=geodata", "dataset = 'geodata'")]
    [InlineData("source=geodata,local", "dataset IN ('geodata', 'local')")]
    [InlineData("source=synthetic", "false")]
    [InlineData("q=NUMBER%2017", "title LIKE 'Number 17%'")] // the last word may go on
    [InlineData("q=%22number%2017%22", "title = 'Number 17%'")]
    [InlineData("visibility=public&kind=Base&role=CT", "true")] // kind and role restrict deployments only
    [InlineData("type=Explosion&minDeaths=3&bbox=-12,10,10,20&from=2020-02-02&until=2022-02-02&country=ML&source=local",
        "type = 'Explosion' AND deaths_best >= 3 AND location && ST_MakeEnvelope(-12, 10, 10, 20, 4326) AND period && '[2020-02-02,2022-02-02)' AND country = 'ML' AND dataset = 'local'")]
    public async Task Incidents(string query, string where)
    {
        var answer = await records.Server.Client.Ask($"/api/incidents?limit=10000&count=true&{query}");
        var expected = await records.Server.DataSource.Ids($"SELECT id FROM incident WHERE {where} ORDER BY lower(period), id");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(expected, answer.Ids);
        Assert.Equal(expected.Count, (int)answer["numberReturned"]);
        Assert.Equal(expected.Count, (int)answer["numberMatched"]);
    }

    [Theory]
    [InlineData("", "true")]
    [InlineData("actor=Wagner,Takuba", "actor IN ('Wagner', 'Takuba')")]
    [InlineData("kind=Base,Camp", "kind IN ('Base', 'Camp')")]
    [InlineData("role=PoC", "role = 'PoC'")]
    [InlineData("from=2022-06-01&until=2022-07-01", "period && '[2022-06-01,2022-07-01)'")]
    [InlineData("from=2024-06-01", "upper_inf(period) OR upper(period) > '2024-06-01'")]
    [InlineData("until=2014-01-01", "lower(period) < '2014-01-01'")]
    [InlineData("bbox=-1,15,1,17", "ST_Intersects(area, ST_MakeEnvelope(-1, 15, 1, 17, 4326))")]
    [InlineData("country=NE", "ST_Intersects(area, (SELECT geom FROM basemap WHERE layer = 'countries' AND country = 'NE'))")]
    [InlineData("admin1=ML/Kidal", "ST_Intersects(area, (SELECT geom FROM basemap WHERE layer = 'regions' AND id = 'ML/Kidal'))")]
    [InlineData("q=SECTEURS", "name_fr ILIKE '%secteur%'")] // in French, with another ending
    [InlineData("type=Battle&minDeaths=5", "true")] // type and minDeaths restrict incidents only
    [InlineData("actor=MINUSMA&role=PoC&kind=Sector&from=2015-01-01&bbox=-5,15,5,22",
        "actor = 'MINUSMA' AND role = 'PoC' AND kind = 'Sector' AND period && '[2015-01-01,)' AND ST_Intersects(area, ST_MakeEnvelope(-5, 15, 5, 22, 4326))")]
    public async Task Deployments(string query, string where)
    {
        var answer = await records.Server.Client.Ask($"/api/deployments?limit=10000&count=true&{query}");
        var expected = await records.Server.DataSource.Ids($"SELECT id FROM deployment WHERE {where} ORDER BY lower(period), id");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, answer.Ids);
        Assert.Equal(expected.Count, (int)answer["numberMatched"]);
        var alone = await records.Server.Client.Ask($"/api/deployments/ids?{query}");
        Assert.Equal(expected, alone.Body!["ids"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task An_event_that_began_long_before_the_period_and_goes_on_into_it_passes()
    {
        var id = await records.Server.DataSource.Sql<Guid>("SELECT id FROM incident WHERE dataset_key = 'long'");

        Assert.Contains(id.ToString(), (await records.Server.Client.Ask("/api/incidents?from=2021-11-30&limit=10000")).Ids);
        Assert.DoesNotContain(id.ToString(), (await records.Server.Client.Ask("/api/incidents?from=2021-12-01&limit=10000")).Ids);
    }

    [Fact]
    public async Task What_comes_is_GeoJSON_as_its_standard_has_it()
    {
        var answer = await records.Server.Client.Ask("/api/deployments?limit=10000");

        Assert.Equal("application/geo+json", answer.ContentType);
        Assert.Equal("FeatureCollection", answer.Type);
        foreach (var feature in answer["features"].AsArray())
        {
            Assert.Equal("MultiPolygon", (string?)feature!["geometry"]!["type"]);
            foreach (var polygon in feature["geometry"]!["coordinates"]!.AsArray())
            {
                // Exterior rings go against the clock: twice their signed area is positive.
                var ring = polygon![0]!.AsArray().Select(p => ((double)p![0]!, (double)p[1]!)).ToList();
                Assert.True(ring.Zip(ring.Skip(1), (a, b) => (b.Item1 - a.Item1) * (b.Item2 + a.Item2)).Sum() < 0, (string?)feature["properties"]!["name"]);
                Assert.Equal(ring[0], ring[^1]);
            }
        }
    }

    /// <summary>geodata/ and a thousand made-up incidents, some of several months.</summary>
    public sealed class Records(PostgisCluster cluster) : IAsyncLifetime
    {
        public SahelMapServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync());
            await Server.DataSource.Run("""
                INSERT INTO incident (dataset_key, title, type, period, location, actors, deaths_best, source, basis, confidence, verified, entered_by)
                SELECT n::text, 'Number ' || n || '%', (ARRAY['ViolenceAgainstCivilians', 'Battle', 'Explosion', 'Other'])[1 + n % 4],
                    daterange(DATE '2020-01-01' + n, DATE '2020-01-01' + n + CASE WHEN n % 10 = 0 THEN 90 ELSE 1 END),
                    ST_SetSRID(ST_Point(-8 + n * 37 % 140 / 10.0, 12 + n * 53 % 80 / 10.0), 4326),
                    CASE n % 5 WHEN 0 THEN '{Wagner}'::text[] WHEN 1 THEN '{MINUSMA}' WHEN 2 THEN '{Wagner,MINUSMA}' ELSE '{}' END,
                    CASE WHEN n % 7 > 0 THEN n % 23 END, (SELECT id FROM source LIMIT 1), 'retrieved', 'low', false, 'test'
                FROM generate_series(1, 1000) AS n;
                INSERT INTO incident (dataset_key, title, type, period, location, source, basis, confidence, verified, entered_by)
                SELECT 'long', 'Siege', 'Other', '[2012-01-01,2021-12-01)', ST_SetSRID(ST_Point(-3, 15), 4326), id, 'retrieved', 'low', false, 'test' FROM source LIMIT 1
                """);
        }

        public async ValueTask DisposeAsync()
        {
            if (Server is null) return;
            await Server.DisposeAsync();
            await cluster.DropDatabaseAsync(Server.ConnectionString);
        }
    }
}
