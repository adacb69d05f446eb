using System.Net;
using System.Text.Json.Nodes;
using SahelMap.Server.Links;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>Short links: what they refuse, where they lead, and that they stay.</summary>
public sealed class LinkTests(ServerFixture server, PostgisCluster cluster) : IClassFixture<ServerFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://elsewhere.example/?from=2019-01-01#x")] // a host may stand in a query, a fragment may not
    [InlineData("from=2019-01-01\r\nSet-Cookie: a=b")]
    [InlineData("from=2019-01-01 ")]
    [InlineData("q=<script>")]
    [InlineData("q=Ménaka")]
    [InlineData("nothing")]
    [InlineData("")]
    public async Task What_is_no_query_of_our_page_is_refused_with_what_is_accepted(string query)
    {
        var answer = await Make(query);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/invalid-request"), (answer.Status, answer.Type));
        Assert.Equal("query", Assert.Single(answer.Errors).Place);
        Assert.Contains("e.g. from=2019-01-01", answer.Errors[0].Expected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_would_not_fit_into_a_request_is_refused_with_its_length_and_the_longest_that_fits_works()
    {
        var longest = "analysis=" + new string('1', LinkQuestion.Longest - 9);
        var answer = await Make(longest + "1");
        Assert.Equal(("7001 characters", "up to 7000 characters"), (answer.Errors[0].Found, answer.Errors[0].Expected));
        using var page = await server.Client.GetAsync((string)(await Make(longest))["path"]!, Ct);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("?" + longest, page.RequestMessage!.RequestUri!.Query);
    }

    [Theory]
    [InlineData("""{"query": 7}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"url": "from=2019-01-01"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"query": "from=2019-01-01", "code": "mine"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    public async Task Another_body_is_refused(string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await server.Client.Call(HttpMethod.Post, "/api/links", body, "application/json")).Status);

    [Fact]
    public async Task A_page_of_another_site_cannot_have_the_browser_send_one_unasked() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.Client.Call(HttpMethod.Post, "/api/links", """{"query": "q=a"}""", "text/plain")).Status);

    [Theory]
    [InlineData("0123456789")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("x")]
    public async Task An_unknown_code_says_so_to_a_person_in_their_language(string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/s/{code}") { Headers = { { "Accept-Language", "fr" } } };
        using var answer = await server.Client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Contains("lang=\"fr\"", page, StringComparison.Ordinal);
        Assert.Contains("Ce serveur ne connaît pas ce lien", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_makes_too_many_is_told_when_to_come_back_and_may_still_ask_for_what_is_there()
    {
        await using var own = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync(Ct), cancellationToken: Ct);
        for (var n = 0; n < LinkRate.EachPerMinute; n++) Assert.Equal(HttpStatusCode.Created, (await Make($"minDeaths={n}", own.Client)).Status);
        var refused = await Make("minDeaths=1000", own.Client);
        Assert.Equal((HttpStatusCode.TooManyRequests, "/problems/too-many-links"), (refused.Status, refused.Type));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await Make("minDeaths=3", own.Client)).Status);
    }

    [Fact]
    public async Task The_same_query_has_the_same_link_which_leads_to_it_on_this_server()
    {
        const string query = "view=-1.5,16.25,6.5&from=2019-01-01&until=2020-01-01&actor=Wagner,MINUSMA&q=Gao%20camp&analysis=exposure;regions:ML/Gao;drawn:1,2,3";
        var first = await Make(query);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, (await Make(query)).Status));
        var path = (string)first["path"]!;
        Assert.Matches("^/s/[0-9a-hjkmnp-tv-z]{10}$", path);

        using var still = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Uri };
        foreach (var written in (string[])[path, "/s/" + path[3..].ToUpperInvariant()])
        {
            using var answer = await still.GetAsync(written, Ct);
            Assert.Equal((HttpStatusCode.Found, "/?" + query), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        }
        await using var another = await SahelMapServer.StartAsync(server.Server.ConnectionString, cancellationToken: Ct); // after a restart, or another node
        Assert.Equal(path, (string)(await Make(query, another.Client))["path"]!);
    }

    [Fact]
    public async Task A_query_whose_code_another_has_gets_a_longer_one()
    {
        var codes = LinkCode.Of("q=second").ToArray();
        await server.DataSource.Run($"INSERT INTO link (code, query) VALUES ('{codes[0]}', 'q=first')");
        Assert.Equal(codes[1], (string)(await Make("q=second"))["code"]!);
        using var page = await server.Client.GetAsync("/s/" + codes[0], Ct);
        Assert.Equal("?q=first", page.RequestMessage!.RequestUri!.Query);
    }

    private Task<Answer> Make(string query, HttpClient? client = null) =>
        (client ?? server.Client).Call(HttpMethod.Post, "/api/links", new JsonObject { ["query"] = query }.ToJsonString(), "application/json");
}
