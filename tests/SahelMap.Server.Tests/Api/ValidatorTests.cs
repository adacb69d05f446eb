using System.Net;
using System.Net.Http.Headers;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>ETags, 304 and compression.</summary>
public sealed class ValidatorTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/api/incidents?limit=5")]
    [InlineData("/api/deployments?actor=MINUSMA")]
    [InlineData("/api/actors")]
    [InlineData("/api/mandates?actor=MINUSMA")]
    [InlineData("/api/sources")]
    public async Task A_list_that_has_not_changed_is_not_sent_again(string path)
    {
        var first = await server.Client.Ask(path);
        Assert.StartsWith("W/\"", first.ETag, StringComparison.Ordinal);
        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());
        var (position, epoch) = (first.Headers.GetValues("X-SahelMap-Position").Single(), first.Headers.GetValues("X-SahelMap-Epoch").Single());
        Assert.Equal($"{position} {epoch}", await server.DataSource.Sql<string>("SELECT position || ' ' || epoch FROM change_log_state"));

        var again = await server.Client.Ask(path, first.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.Equal(first.ETag, again.ETag);
        Assert.Null(again.Body);

        await server.DataSource.Run("UPDATE incident SET title = title || '.' WHERE id = (SELECT min(id::text)::uuid FROM incident)");
        var changed = await server.Client.Ask(path, first.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(first.ETag, changed.ETag);
    }

    [Fact]
    public async Task Lists_of_other_filters_and_pages_have_other_tags()
    {
        string[] paths = ["/api/incidents", "/api/incidents?limit=5", "/api/incidents?country=ML", "/api/deployments", "/api/incidents?limit=5&count=true"];
        var tags = new List<string?>();
        foreach (var path in paths) tags.Add((await server.Client.Ask(path)).ETag);

        Assert.Equal(paths.Length, tags.Distinct().Count());
    }

    [Fact]
    public async Task The_order_in_which_parameters_come_makes_no_other_tag() =>
        Assert.Equal(
            (await server.Client.Ask("/api/incidents?country=ML&limit=3")).ETag,
            (await server.Client.Ask("/api/incidents?limit=3&country=ML")).ETag);

    [Fact]
    public async Task A_records_tag_is_its_revision()
    {
        var id = (await server.Client.Create("/api/incidents", Api.Incident()))["id"];
        var first = await server.Client.Ask($"/api/incidents/{id}");
        Assert.Equal("\"1\"", first.ETag);
        Assert.Equal(HttpStatusCode.NotModified, (await server.Client.Ask($"/api/incidents/{id}", "\"1\"")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.Ask($"/api/incidents/{id}", "\"2\"")).Status);

        await server.DataSource.Run($"UPDATE incident SET title = 'psql was here' WHERE id = '{id}'");
        var changed = await server.Client.Ask($"/api/incidents/{id}", "\"1\"");
        Assert.Equal("\"2\"", changed.ETag);
        Assert.Equal("psql was here", (string?)changed.Properties["title"]);
    }

    [Fact]
    public async Task A_revision_that_is_asked_for_by_number_may_be_kept_until_it_is_not_the_current_one()
    {
        var id = (await server.Client.Create("/api/incidents", Api.Incident()))["id"];
        Assert.Contains("immutable", (await server.Client.Ask($"/api/incidents/{id}?revision=1")).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-cache", (await server.Client.Ask($"/api/incidents/{id}?revision=2")).Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.Ask($"/api/incidents/{id}?revision=x")).Status);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_client_that_can_gets_features_compressed(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/incidents?limit=50");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.Single());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }
}
