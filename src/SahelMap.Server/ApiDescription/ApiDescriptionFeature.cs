using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SahelMap.Contracts;
using Scalar.AspNetCore;

namespace SahelMap.Server.ApiDescription;

public static class ApiDescriptionFeature
{
    // The page's bundle comes from this server; the policy makes sure that nothing else is asked of anybody.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddOperationTransformer<OperationDescription>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = type => (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(JsonElement) ? "Geometry" : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
    });

    public static WebApplication MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi().ExcludeFromDescription();
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("SahelMap API")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton())
            .ExcludeFromDescription()
            .AddEndpointFilter(async (context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return await next(context);
            });
        return app;
    }

    private static void Describe(OpenApiSchema schema, Type type)
    {
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(JsonElement))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Description = "GeoJSON geometry, WGS 84 longitude and latitude: a Point for incidents, a Polygon or MultiPolygon for deployments.";
        }
        // What the server makes or fills in.
        schema.Required?.ExceptWith(["id", "enteredBy"]);
        if (!type.IsAssignableTo(typeof(Sourced))) return;
        (schema.Required ??= new HashSet<string>()).UnionWith(["source", "citation", "licence", "basis"]);
        foreach (var name in (ReadOnlySpan<string>)["revision", "updatedAt", "editedBy", "deathsInconsistent"])
            if (schema.Properties is { } p && p.TryGetValue(name, out var property) && property is OpenApiSchema own) own.ReadOnly = true;
        if (type == typeof(IncidentProperties))
            schema.Properties?.TryAdd("original", new OpenApiSchema
            {
                Type = JsonSchemaType.Object | JsonSchemaType.Null,
                Description = "What the source file held besides, under the file's own names.",
            });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "SahelMap API";
        document.Info.Description =
            """
            Deployments, mandates and incidents of the international interventions in Mali and the Sahel, with their sources.

            * Geometry is GeoJSON (RFC 7946): WGS 84, longitude first.
            * Days are ISO dates and periods are half-open: `until` is the first day outside; null means ongoing.
            * One filter serves every list, tile, export and analysis: `actor`, `kind`, `role`, `type`, `from`, `until`, `bbox`, `country`, `admin1`,
              `minDeaths`, `source`, `visibility`, `q`, `asOf`; lists by comma.
            * A wrong or unknown parameter is a 400 that names it, what came and what is accepted. Errors are problem details (RFC 9457).
            * A change names the revision that it is about (`If-Match`), so that nobody's change is lost. Every change reaches the live feed at `/live` (SignalR).
            * Zones are approximate unless a record says otherwise; deaths are what the named source states.
            """;
        // Whoever reads it is at the right address already.
        document.Servers?.Clear();
        document.Tags = new HashSet<OpenApiTag>(ApiTags.All.Select(t => new OpenApiTag { Name = t.Name, Description = t.Description }));
    }
}
