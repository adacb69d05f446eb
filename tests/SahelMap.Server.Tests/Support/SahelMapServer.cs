using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Health;

namespace SahelMap.Server.Tests.Support;

/// <summary>The real application in this process, on Kestrel at a free port of 127.0.0.1.</summary>
public sealed class SahelMapServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SahelMapServer(WebApplication app, string connectionString)
    {
        _app = app;
        ConnectionString = connectionString;
        Uri = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient { BaseAddress = Uri };
    }

    /// <summary>Base address, e.g. http://127.0.0.1:40123/.</summary>
    public Uri Uri { get; }

    /// <summary>Its base address is <see cref="Uri"/>.</summary>
    public HttpClient Client { get; }

    public string ConnectionString { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The server's own.</summary>
    public NpgsqlDataSource DataSource => _app.Services.GetRequiredService<NpgsqlDataSource>();

    /// <param name="connectionString">Its database, e.g. from <see cref="PostgisCluster.CreateDatabaseAsync"/>.</param>
    /// <param name="configure">The last word on the builder, e.g. to replace the clock.</param>
    /// <param name="whenReady">Return once /health/ready answers 200; otherwise as soon as the port is open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SahelMapServer> StartAsync(
        string connectionString, Action<WebApplicationBuilder>? configure = null, bool whenReady = true, CancellationToken cancellationToken = default)
    {
        var app = SahelMapApp.Build(new SahelMapOptions { ConnectionString = connectionString, Port = 0 }, configure: builder =>
        {
            builder.Configuration["Logging:LogLevel:Default"] = builder.Configuration["Logging:LogLevel:Microsoft"] = "Error";
            configure?.Invoke(builder);
        });
        try
        {
            await app.StartAsync(cancellationToken);
            if (whenReady) await ServerHealth.WhenReadyAsync(app.Services, cancellationToken).WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            return new SahelMapServer(app, connectionString);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
