using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using SahelMap.Contracts.Live;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Live;

public static class LiveFeature
{
    private const string Route = "/live";

    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddOptions<LiveOptions>().BindConfiguration(LiveOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<RecentChanges>();
        services.AddSingleton<ResumeAnswers>();
        services.AddHostedService<ChangeFeed>();
        services.AddHostedService<ChangeLogPruner>();
        services.AddSingleton<HubLifetimeManager<LiveHub>, LiveConnections>();
        services.AddSignalR(o =>
            {
                o.KeepAliveInterval = TimeSpan.FromSeconds(10);
                o.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
                o.MaximumReceiveMessageSize = 4 * 1024; // Resume is all that a client says
            })
            .AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, LiveJson.Default))
            .AddMessagePackProtocol(o => o.SerializerOptions = MessagePackSerializerOptions.Standard
                .WithResolver(CompositeResolver.Create(JsonFormatterResolver.Instance, StandardResolver.Instance))
                .WithSecurity(MessagePackSecurity.UntrustedData));
        return services;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        app.UseWhen(c => c.Request.Path.StartsWithSegments(Route, StringComparison.Ordinal), live => live.Use(RefuseForeignPages));
        app.MapHub<LiveHub>(Route, o =>
        {
            // A client that comes back resumes from the change log, however long it was away and whichever node it finds:
            // a buffer of its own per connection would only cost memory.
            o.AllowStatefulReconnects = false;
            // A slow line may take its time over one message; a dead one is let go.
            o.TransportSendTimeout = TimeSpan.FromSeconds(30);
        });
        app.MapGet("/api/live/position", Position)
            .WithName("GetLivePosition").WithTags(ApiTags.Reference).WithSummary("Where the change log stands: the database's epoch and the last position.").TakesOnly();
        return app;
    }

    /// <summary>A browser lets any page open a WebSocket to any server and read along: only our own pages, and programs, may.</summary>
    private static Task RefuseForeignPages(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && Hosts(context.Request).Contains(page.Authority, StringComparer.OrdinalIgnoreCase)))
            return next(context);
        return ProblemResponse.Write(context, Problem.Forbidden($"Pages of {origin} may not listen here. Behind a proxy, have it pass the Host header on."));
    }

    // No page can set either header.
    private static IEnumerable<string> Hosts(HttpRequest request) => [request.Host.Value ?? "", .. request.Headers["X-Forwarded-Host"].OfType<string>()];

    private static async Task<LivePosition> Position(HttpContext context, NpgsqlDataSource database, ChangeLog log, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var state = await log.StateAsync(connection, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return new(state.Epoch, state.Position);
    }
}
