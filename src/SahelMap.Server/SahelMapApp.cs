using SahelMap.Server.Access;
using SahelMap.Server.Actors;
using SahelMap.Server.Analyses;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Components;
using SahelMap.Server.Deployments;
using SahelMap.Server.Exports;
using SahelMap.Server.Health;
using SahelMap.Server.Imports;
using SahelMap.Server.Incidents;
using SahelMap.Server.Layers;
using SahelMap.Server.Live;
using SahelMap.Server.Norms;
using SahelMap.Server.Problems;

namespace SahelMap.Server;

/// <summary>The server's table of contents: one Add line and one Map line per feature.</summary>
public static class SahelMapApp
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddProblems();
        builder.Services.AddAccess();
        builder.Services.AddReferenceData();
        builder.Services.AddDeployments();
        builder.Services.AddIncidents();
        builder.Services.AddImports();
        builder.Services.AddExports();
        builder.Services.AddLayers();
        builder.Services.AddLive();
        builder.Services.AddAnalyses();
        builder.Services.AddApiDescription();
        builder.Services.AddPages();

        var app = builder.Build();
        app.MapHealth();
        app.MapActors();
        app.MapSources();
        app.MapMandates();
        app.MapDeployments();
        app.MapIncidents();
        app.MapOverlaps();
        app.MapTiles();
        app.MapExports();
        app.MapLive();
        app.MapApiDescription();
        app.MapPages();
        return app;
    }
}
