using System.Net.WebSockets;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Live;

public sealed class ForeignPageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("https://elsewhere.example"), InlineData("http://127.0.0.1:1"), InlineData("null")]
    public async Task A_page_of_another_site_may_not_listen(string origin) =>
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(origin));

    [Fact]
    public async Task Our_own_page_and_a_program_may()
    {
        await ConnectAsync($"http://{server.Uri.Authority}");
        await ConnectAsync(null);
    }

    private async Task ConnectAsync(string? origin)
    {
        using var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(server.Uri) { Scheme = "ws", Path = "live" }.Uri, TestContext.Current.CancellationToken);
    }
}
