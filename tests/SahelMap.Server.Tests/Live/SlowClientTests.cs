using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using SahelMap.Server.Live;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Live;

public sealed class SlowClientTests(PostgisCluster cluster)
{
    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody_and_is_let_go()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync(cancellationToken),
            b => b.Configuration["Live:ClientBacklog"] = "20", cancellationToken: cancellationToken);
        await AddActorsAsync(server.DataSource);
        var connections = (LiveConnections)server.Services.GetRequiredService<HubLifetimeManager<LiveHub>>();
        using var deaf = new ClientWebSocket();
        await deaf.ConnectAsync(new UriBuilder(server.Uri) { Scheme = "ws", Path = "live" }.Uri, cancellationToken);
        await deaf.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, cancellationToken);
        await Until.TrueAsync(() => connections.Count == 1, "the deaf client is connected", cancellationToken: cancellationToken);
        await using var client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);

        // 50 kB at a time, more than the sockets between us can hold.
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id));
        for (var i = 0; i < 2_000 && connections.Count == 2; i++)
            await ExecuteAsync(server.DataSource, $"UPDATE incident SET narrative = repeat('{i % 10}', 50000) WHERE id = '{id}'");

        await Until.TrueAsync(() => connections.Count == 1, "the deaf client is let go", cancellationToken: cancellationToken);
        await client.UntilCaughtUpAsync(server.DataSource);
        Assert.False(client.SawGap);
        Assert.Equal((await LiveClient.ReadAsync(server.DataSource)).Map, client.Map);
    }
}
