using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>Every error is a problem document that says what to do, and never a stack trace or SQL.</summary>
public sealed class ProblemTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api")]
    [InlineData("/api/incidents/1/2/3")]
    [InlineData("/export/nothing")]
    [InlineData("/tiles/nothing")]
    public async Task An_unknown_address_is_a_problem(string path)
    {
        var answer = await server.Client.Ask(path);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.StartsWith("/problems/unknown-", answer.Type, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_is_sent_whatever_the_client_accepts()
    {
        foreach (var accept in (string[])["text/html", "application/geo+json", "image/png"])
            Assert.Equal("/problems/unknown-route", (await server.Client.Call(HttpMethod.Get, "/api/nothing", headers: [("Accept", accept)])).Type);
    }

    [Fact]
    public async Task A_method_that_a_route_does_not_take_is_a_problem_that_names_those_it_takes()
    {
        var answer = await server.Client.Call(HttpMethod.Delete, "/api/incidents");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "/problems/method-not-allowed"), (answer.Status, answer.Type));
        Assert.Contains("GET", answer.Detail, StringComparison.Ordinal);
        Assert.Contains("POST", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\n \"Feature\",,}", 2L, 12L)]
    [InlineData("", 1L, 1L)]
    [InlineData("{\"type\": \"Feature\"", 1L, 19L)]
    [InlineData("not json", 1L, 2L)]
    public async Task Malformed_JSON_is_refused_with_line_and_column(string body, long line, long column)
    {
        foreach (var path in (string[])["/api/incidents", "/api/deployments", "/api/actors", "/api/mandates"])
        {
            var answer = await server.Client.Call(HttpMethod.Post, path, body);

            Assert.Equal((HttpStatusCode.BadRequest, "/problems/malformed-json"), (answer.Status, answer.Type));
            Assert.Equal((line, column), ((long)answer["line"], (long)answer["column"]));
        }
    }

    [Fact]
    public async Task A_member_that_comes_twice_is_malformed() =>
        Assert.Equal("/problems/malformed-json", (await server.Client.Call(HttpMethod.Post, "/api/incidents", """{"type": "Feature", "type": "Point"}""")).Type);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task Another_content_type_is_refused(string type)
    {
        var answer = await server.Client.Call(HttpMethod.Post, "/api/incidents", Api.Incident().ToJsonString(), type);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "/problems/unsupported-media-type"), (answer.Status, answer.Type));
        Assert.Contains("application/geo+json or application/json", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_it_is_read()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Uri.Host, server.Uri.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/incidents HTTP/1.1\r\nHost: {server.Uri.Authority}\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/too-large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_looks_like_SQL_is_a_text()
    {
        const string Hostile = "'; DROP TABLE incident; --";
        Assert.Equal(HttpStatusCode.OK, (await server.Client.Ask($"/api/incidents?q={Uri.EscapeDataString(Hostile)}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.Ask($"/api/incidents?source={Uri.EscapeDataString(Hostile)}")).Status);
        var created = await server.Client.Create("/api/incidents", Api.Incident($$"""{"title": "{{Hostile}}"}"""));
        Assert.Equal(Hostile, (string?)created.Properties["title"]);
    }

    [Fact]
    public async Task What_only_the_database_refuses_is_told_by_field_and_without_its_words()
    {
        await server.DataSource.Run("ALTER TABLE incident ADD CONSTRAINT incident_troops_check CHECK (place <> 'Nowhere')");
        var answer = await server.Client.Create("/api/incidents", Api.Incident("""{"place": "Nowhere"}"""));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/invalid-record"), (answer.Status, answer.Type));
        Assert.Equal("troops", Assert.Single(answer.Errors).Place);
    }

    [Fact]
    public async Task A_mistake_of_the_server_gives_no_stack_trace_and_no_SQL()
    {
        await server.DataSource.Run("""
            CREATE FUNCTION explode() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'secret of table incident'; END $$;
            CREATE TRIGGER explode BEFORE INSERT ON incident FOR EACH ROW WHEN (NEW.title = 'Explode') EXECUTE FUNCTION explode()
            """);
        await using var quiet = await SahelMapServer.StartAsync(server.Server.ConnectionString, b => b.Logging.ClearProviders(), cancellationToken: TestContext.Current.CancellationToken);
        var answer = await quiet.Client.Create("/api/incidents", Api.Incident("""{"title": "Explode"}"""));

        Assert.Equal((HttpStatusCode.InternalServerError, "/problems/internal"), (answer.Status, answer.Type));
        var text = answer.Body!.ToJsonString();
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("INSERT", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at SahelMap", text, StringComparison.Ordinal);
    }
}
