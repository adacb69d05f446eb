using System.Globalization;
using SahelMap.Server.Access;
using SahelMap.Server.Actors;
using SahelMap.Server.Analyses;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Commands;
using SahelMap.Server.Components;
using SahelMap.Server.Database;
using SahelMap.Server.Deployments;
using SahelMap.Server.Exports;
using SahelMap.Server.Health;
using SahelMap.Server.Imports;
using SahelMap.Server.Incidents;
using SahelMap.Server.Layers;
using SahelMap.Server.Links;
using SahelMap.Server.Live;
using SahelMap.Server.Neighbours;
using SahelMap.Server.Norms;
using SahelMap.Server.Problems;
using SahelMap.Server.Search;

namespace SahelMap.Server;

/// <summary>The server's table of contents: one Add line and one Map line per feature.</summary>
public static class SahelMapApp
{
    /// <param name="options">The database, and where to listen.</param>
    /// <param name="args">Further configuration, e.g. --Logging:LogLevel:Default=Debug.</param>
    /// <param name="configure">For tests: the last word on the builder.</param>
    public static WebApplication Build(SahelMapOptions options, string[]? args = null, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Whoever starts us, from wherever: our settings and pages lie beside our assembly.
            ApplicationName = typeof(SahelMapApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Urls ?? string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"));

        builder.Logging.AddPlainFormatter();

        builder.Services.AddDatabase(options);
        builder.Services.AddDatabaseConnector();
        builder.Services.AddProblems();
        builder.Services.AddAccess();
        builder.Services.AddReferenceData();
        builder.Services.AddDeployments();
        builder.Services.AddIncidents();
        builder.Services.AddImports();
        builder.Services.AddExports();
        builder.Services.AddLayers();
        builder.Services.AddLinks();
        builder.Services.AddLive();
        builder.Services.AddAnalyses();
        builder.Services.AddApiDescription();
        builder.Services.AddPages();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseProblems();
        app.UseDatabaseAvailability();
        app.UseKnownNamesCheck();
        app.MapHealth();
        app.MapActors();
        app.MapSources();
        app.MapMandates();
        app.MapDeployments();
        app.MapIncidents();
        app.MapNeighbours();
        app.MapSearch();
        app.MapAnalyses();
        app.MapTiles();
        app.MapExports();
        app.MapLinks();
        app.MapLive();
        app.MapApiDescription();
        app.MapPages();
        return app;
    }
}
