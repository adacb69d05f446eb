using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>Who may write, until there is sign-in: whoever sits at the machine, and no foreign page in their browser.</summary>
public sealed class AccessTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "sahel.example.org")] // a foreign name that somebody points at 127.0.0.1
    [InlineData("X-Forwarded-For", "203.0.113.7")] // through a proxy everybody seems to be local
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task A_write_from_elsewhere_is_refused(string header, string value)
    {
        var answer = await server.Client.Create("/api/incidents", Api.Incident(), (header, value));

        Assert.Equal((HttpStatusCode.Forbidden, "/problems/forbidden"), (answer.Status, answer.Type));
        Assert.NotEqual("", answer.Detail);
    }

    [Fact]
    public async Task A_page_of_our_own_may_write()
    {
        var origin = server.Uri.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.Created, (await server.Client.Create("/api/incidents", Api.Incident(), ("Origin", origin), ("Sec-Fetch-Site", "same-origin"))).Status);
    }

    [Fact]
    public async Task Reading_is_open_to_every_origin() =>
        Assert.Equal(HttpStatusCode.OK, (await server.Client.Call(HttpMethod.Get, "/api/incidents?limit=1", headers: [("Origin", "https://example.org"), ("Sec-Fetch-Site", "cross-site")])).Status);

    [Fact]
    public void Every_route_that_writes_a_record_asks_for_the_policy()
    {
        string[] writing = ["POST", "PUT", "PATCH", "DELETE"];
        var open = server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => (e.RoutePattern.RawText ?? "").TrimStart('/').StartsWith("api/", StringComparison.Ordinal)
                && !(e.RoutePattern.RawText ?? "").Contains("analyses", StringComparison.Ordinal)
                && !(e.RoutePattern.RawText ?? "").StartsWith("/api/links", StringComparison.Ordinal) // keeps a view of the page, and so many a minute
                && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Any(writing.Contains) == true
                && e.Metadata.GetMetadata<IAuthorizeData>()?.Policy != "Edit")
            .Select(e => e.DisplayName);

        Assert.Empty(open);
    }
}
