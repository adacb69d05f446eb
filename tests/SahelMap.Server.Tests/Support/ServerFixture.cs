using Npgsql;
using Xunit;

namespace SahelMap.Server.Tests.Support;

/// <summary>A server on a database of its own, shared by the tests of a class: <c>class X(ServerFixture server) : IClassFixture&lt;ServerFixture&gt;</c>.</summary>
public sealed class ServerFixture(PostgisCluster cluster) : IAsyncLifetime
{
    private SahelMapServer? _server;

    public SahelMapServer Server => _server ?? throw new InvalidOperationException("The server has not started.");
    public HttpClient Client => Server.Client;
    public Uri Uri => Server.Uri;
    public NpgsqlDataSource DataSource => Server.DataSource;

    public async ValueTask InitializeAsync() => _server = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        if (_server is null) return;
        await _server.DisposeAsync();
        await cluster.DropDatabaseAsync(_server.ConnectionString);
    }
}
