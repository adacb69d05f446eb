using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

public sealed class ApiDescriptionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] Filter =
        ["actor", "kind", "role", "type", "from", "until", "bbox", "country", "admin1", "minDeaths", "source", "visibility", "q", "asOf"];

    private static readonly string[] Filtered = ["/tiles/", "/export/", "/api/overlaps", "/api/incidents.arrow"];

    [Fact]
    public async Task Every_route_of_the_API_is_described()
    {
        var described = (await Paths()).SelectMany(p => p.Value!.AsObject().Select(m => $"{m.Key.ToUpperInvariant()} {p.Key}")).ToHashSet();
        var mapped = server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is not null)
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} /{e.RoutePattern.RawText!.Trim('/')}"))
            .Where(r => r.Split(' ')[1].StartsWith("/api/", StringComparison.Ordinal) && !r.StartsWith("OPTIONS", StringComparison.Ordinal) && !r.StartsWith("HEAD", StringComparison.Ordinal))
            .Distinct().ToList();

        Assert.True(mapped.Count >= 20, string.Join('\n', mapped));
        Assert.Empty(mapped.Except(described));
    }

    [Theory]
    [InlineData("/api/incidents", true)]
    [InlineData("/api/deployments", true, "tolerance")]
    [InlineData("/api/regions", false)]
    public async Task Where_the_filter_is_taken_all_of_it_is_described(string path, bool takes, params string[] besides)
    {
        var parameters = ((await Paths())[path]!["get"]!["parameters"]?.AsArray() ?? []).Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!).ToList();

        if (takes) Assert.Equal([.. Filter, "limit", "after", "count", .. besides], parameters);
        else Assert.Empty(parameters);
    }

    [Fact]
    public async Task Every_tile_export_and_analysis_takes_the_filter()
    {
        var without = (await Paths())
            .Where(p => p.Value!["get"] is not null && Filtered.Any(r => p.Key.StartsWith(r, StringComparison.Ordinal)))
            .Where(p => !p.Key.EndsWith("{id}", StringComparison.Ordinal))
            .Where(p => p.Value!["get"]!["parameters"]?.AsArray().Any(q => (string?)q!["name"] == "actor") != true)
            .Select(p => p.Key);

        Assert.Empty(without);
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_every_write_what_it_takes_and_refuses()
    {
        foreach (var (path, methods) in await Paths())
            foreach (var (method, operation) in methods!.AsObject())
            {
                if (!path.StartsWith("/api/", StringComparison.Ordinal)) continue;
                Assert.False(string.IsNullOrWhiteSpace((string?)operation!["summary"]), $"{method} {path}");
                if (method is not ("put" or "delete") || path.Contains("imports", StringComparison.Ordinal)) continue;
                Assert.Contains(operation["parameters"]!.AsArray(), p => (string?)p!["name"] == "If-Match" && (bool)p["required"]!);
                foreach (var status in (string[])["403", "404", "412", "428"]) Assert.Contains("/problems/", (string?)operation["responses"]![status]!["description"], StringComparison.Ordinal);
                if (method == "put") Assert.NotNull(operation["requestBody"]!["content"]!["application/json"]!["schema"]);
            }
    }

    [Fact]
    public async Task A_feature_is_described_down_to_the_names_of_its_closed_lists()
    {
        var schemas = (await server.Client.Ask("/openapi/v1.json"))["components"]["schemas"]!;

        Assert.Contains("deathsBest", schemas["IncidentProperties"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Contains("ViolenceAgainstCivilians", schemas["IncidentType"]!["enum"]!.AsArray().Select(v => (string)v!));
        Assert.Contains("high", schemas["Confidence"]!["enum"]!.AsArray().Select(v => (string)v!));
        Assert.Contains("citation", schemas["DeploymentProperties"]!["required"]!.AsArray().Select(v => (string)v!));
    }

    [Fact]
    public async Task The_page_to_try_the_API_is_served_whole_from_here()
    {
        var page = await server.Client.GetAsync("/docs/", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", policy, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/docs/scalar.js", TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<JsonObject> Paths() => (await server.Client.Ask("/openapi/v1.json"))["paths"].AsObject();
}
