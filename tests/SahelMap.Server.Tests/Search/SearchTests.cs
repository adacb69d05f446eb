using System.Net;
using System.Text.Json.Nodes;
using SahelMap.Client.Panels;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Search;

/// <summary>What the search box finds while somebody types.</summary>
public sealed class SearchTests(SearchTests.Records records) : IClassFixture<SearchTests.Records>
{
    private HttpClient Client => records.Server.Client;

    [Theory]
    [InlineData("menaka", "place", "Ménaka")]
    [InlineData("MÉNAKA", "place", "Ménaka")]
    [InlineData("algerie", "place", "Algeria")]
    [InlineData("algeri", "place", "Algeria")]
    [InlineData("bou ng", "place", null)] // a beginning of later words only where it is one
    [InlineData("gao", "place", "Gao")]
    [InlineData("serval", "actor", "French forces")]
    [InlineData("minus", "actor", "MINUSMA")]
    [InlineData("secteur", "deployment", "Sector Centre")]
    [InlineData("sectors", "deployment", "Sector (fuseau) Centre after Mali left")] // the latest first
    public async Task Names_are_found_in_either_language_whatever_their_accents(string typed, string kind, string? title)
    {
        var hit = (await Hits(typed)).FirstOrDefault(h => (string?)h["kind"] == kind);

        Assert.Equal(title, (string?)hit?["title"]);
    }

    [Fact]
    public async Task The_whole_name_comes_before_its_beginnings_and_the_larger_place_first()
    {
        var places = (await Hits("gao")).Where(h => (string?)h["kind"] == "place").ToList();

        Assert.Equal(["region", "town"], places.Take(2).Select(p => (string)p["type"]!));
        Assert.All(places.Skip(2), p => Assert.Contains(" Gao", " " + (string)p["title"]!, StringComparison.Ordinal));
        Assert.Equal(4, places[0]["bbox"]!.AsArray().Count);
        Assert.Equal(16.27, (double)places[1]["lat"]!, 0.01);
        Assert.Equal("Gao", (string?)places[1]["within"]);
    }

    [Theory]
    [InlineData("zygote", "Zygotes attacked near Qorbanti")] // another ending, English
    [InlineData("attaquer zygote", "Zygotes attacked near Qorbanti")] // French, in another field
    [InlineData("qorban", "Zygotes attacked near Qorbanti")] // unfinished
    [InlineData("\"zygotes attacked\"", "Zygotes attacked near Qorbanti")]
    [InlineData("\"attacked zygotes\"", null)]
    [InlineData("zygote nowhere", null)]
    [InlineData("reconnaissance zygote", "Zygotes attacked near Qorbanti")] // in the narrative
    public async Task Incidents_are_found_by_words_in_any_ending_and_by_phrases(string typed, string? title)
    {
        var found = (await Hits(typed)).Where(h => (string?)h["kind"] == "incident").ToList();

        Assert.Equal(title, (string?)found.FirstOrDefault()?["title"]);
        // The filter means the same.
        var listed = await Client.Ask($"/api/incidents?q={Uri.EscapeDataString(typed)}&count=true");
        Assert.Equal(found.Count, (int)listed["numberMatched"]);
    }

    [Fact]
    public async Task Where_the_title_does_not_show_the_words_the_text_around_them_does()
    {
        var hit = (await Hits("palmyrene")).Single(h => (string?)h["kind"] == "incident");

        Assert.Contains(Marking.OfExcerpt((string)hit["excerpt"]!), p => p == ("palmyrene", true));
        Assert.Null((await Hits("zygotes")).Single(h => (string?)h["kind"] == "incident")["excerpt"]);
    }

    [Fact]
    public async Task Of_a_word_that_many_hold_the_latest_are_listed_and_it_is_said_that_there_are_more()
    {
        var answer = await Client.Ask("/api/search?q=commonword&limit=5");
        var titles = answer["hits"].AsArray().Where(h => (string?)h!["kind"] == "incident").Select(h => (string)h!["title"]!);

        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"Commonword {800 - n}"), titles);
        Assert.True((bool)answer["moreIncidents"]);
    }

    [Fact]
    public async Task A_rare_word_is_found_behind_thousands_of_later_records() =>
        Assert.Equal("Oldest of all", (string?)(await Hits("oldest")).Single(h => (string?)h["kind"] == "incident")["title"]);

    [Fact]
    public async Task Where_nothing_is_found_the_name_that_may_have_been_meant_is()
    {
        var answer = await Client.Ask("/api/search?q=Bamakoo");

        Assert.Empty(answer["hits"].AsArray());
        Assert.Equal("Bamako", (string?)answer["nearest"]);
    }

    [Theory]
    [InlineData("/api/search", "q")]
    [InlineData("/api/search?q=%25%25", "q")]
    [InlineData("/api/search?q=gao&limit=0", "limit")]
    [InlineData("/api/search?q=gao&limit=21", "limit")]
    public async Task A_wrong_question_is_refused_by_its_parameter(string path, string parameter)
    {
        var answer = await Client.Ask(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(parameter, (string?)answer["parameter"]);
    }

    [Theory]
    [InlineData("'; DROP TABLE incident; --")]
    [InlineData("a & | ! <-> :* ( \\")]
    [InlineData("\"unclosed phr")]
    [InlineData("l'attaque d'")]
    public async Task Nothing_that_is_typed_is_an_error(string typed)
    {
        Assert.Equal(HttpStatusCode.OK, (await Client.Ask($"/api/search?q={Uri.EscapeDataString(typed)}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Client.Ask($"/api/incidents?limit=1&q={Uri.EscapeDataString(typed)}")).Status);
    }

    [Fact]
    public void What_was_typed_is_marked_at_the_beginning_of_words_accents_apart()
    {
        Assert.Equal([("Ména", true), ("ka, près de Gao", false)], Marking.Of("Ménaka, près de Gao", "mena"));
        Assert.Equal([("Le ", false), ("Sec", true), ("teur ", false), ("Nord", true)], Marking.Of("Le Secteur Nord", "nord sec"));
        Assert.Equal([("Parsec", false)], Marking.Of("Parsec", "sec"));
    }

    private async Task<List<JsonNode>> Hits(string typed) =>
        [.. (await Client.Ask($"/api/search?q={Uri.EscapeDataString(typed)}"))["hits"].AsArray().Select(h => h!)];

    public sealed class Records(PostgisCluster cluster) : IAsyncLifetime
    {
        public SahelMapServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync());
            await Server.DataSource.Run("""
                INSERT INTO incident (title, title_fr, type, period, location, narrative, source, basis, confidence, verified, entered_by)
                SELECT t.title, t.title_fr, 'Battle', daterange(t.day, t.day + 1), ST_SetSRID(ST_Point(-3, 15), 4326), t.narrative, (SELECT id FROM source LIMIT 1), 'retrieved', 'low', false, 'test'
                FROM (VALUES
                    ('Zygotes attacked near Qorbanti', 'Des zygotes attaqués', DATE '2019-01-01', 'The reconnaissances of palmyrene scouts were seen.'),
                    ('Oldest of all', NULL, DATE '1990-01-01', NULL)) AS t (title, title_fr, day, narrative)
                UNION ALL
                SELECT 'Commonword ' || n, NULL, 'Other', daterange(DATE '2030-01-01' + n, DATE '2030-01-01' + n + 1), ST_SetSRID(ST_Point(-3, 15), 4326), NULL,
                    (SELECT id FROM source LIMIT 1), 'retrieved', 'low', false, 'test'
                FROM generate_series(1, 800) AS n
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
