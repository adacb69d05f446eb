using System.Security.Cryptography;

namespace SahelMap.Server.Components;

public static class PagesFeature
{
    /// <summary>
    /// WebAssembly compiles at run time; components and MapLibre set style attributes; MapLibre draws from blobs. Nothing comes from elsewhere,
    /// but for the one host of a basemap that the operator has configured: MapLibre fetches its tiles.
    /// </summary>
    private static string ContentSecurityPolicy(RemoteBasemap? basemap) =>
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
        $"img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'{(basemap is null ? "" : " " + basemap.Origin)}; font-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Opens the policy of this one answer for a script inside the page.</summary>
    /// <returns>What the script's nonce attribute must say.</returns>
    public static string AllowInlineScript(HttpContext context)
    {
        var nonce = RandomNumberGenerator.GetHexString(32);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);
        return nonce;
    }

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton(provider => new BasemapChoice(RemoteBasemap.From(provider.GetRequiredService<IConfiguration>())));
        services.AddRazorComponents();
        return services;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        var policy = ContentSecurityPolicy(app.Services.GetRequiredService<BasemapChoice>().Remote);
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "same-origin";
            return next(context);
        });
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/favicon.ico", () => Results.Redirect("/favicon.svg", permanent: true)).ExcludeFromDescription();
        app.MapRazorComponents<App>();
        return app;
    }
}
