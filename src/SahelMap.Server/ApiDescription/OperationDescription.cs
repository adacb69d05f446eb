using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.ApiDescription;

/// <summary>Adds to each operation what its route's metadata says: parameters of the one filter, body, validators, and what errors mean.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    // By status: what it means here, and the types that come with it.
    private static readonly Dictionary<string, string> Statuses = new(StringComparer.Ordinal)
    {
        ["400"] = "A parameter is unknown or wrong, or the body is no JSON. Types: /problems/unknown-parameter, /problems/bad-parameter, /problems/unknown-actor, /problems/malformed-json.",
        ["403"] = "The policy for editing is not met. Type: /problems/forbidden.",
        ["404"] = "There is no such record. Types: /problems/unknown-deployment, -incident, -actor, -mandate, -overlap.",
        ["409"] = "It contradicts what is there. Type: /problems/conflict.",
        ["412"] = "The record has changed since: its revision and etag are in the problem. Type: /problems/revision-mismatch.",
        ["413"] = "The body is too large. Type: /problems/too-large.",
        ["415"] = "The body has another type. Type: /problems/unsupported-media-type.",
        ["422"] = "The record or the question is wrong: errors lists place, found and expected. Types: /problems/invalid-record, /problems/invalid-request.",
        ["428"] = "If-Match is missing. Type: /problems/revision-required.",
        ["503"] = "The database is not there; Retry-After says when to ask again. Type: /problems/database-unavailable.",
    };

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<TakesParameters>().SelectMany(t => t.Parameters))
            (operation.Parameters ??= []).Add(Describe(parameter));
        if (metadata.OfType<TakesIfMatch>().Any())
            (operation.Parameters ??= []).Add(Header("If-Match", "The ETag of the revision that was read, e.g. \"3\"; * for whatever is there.", required: true));
        if (metadata.OfType<AnswersTag>().Any())
        {
            (operation.Parameters ??= []).Add(Header("If-None-Match", "An ETag from before: 304 where nothing has changed since.", required: false));
            operation.Responses?.TryAdd("304", new OpenApiResponse { Description = "Not modified since the ETag in If-None-Match." });
        }
        foreach (var body in metadata.OfType<TakesBody>())
            operation.RequestBody = await Body(body, context, cancellationToken);
        foreach (var (status, response) in operation.Responses ?? [])
            if (Statuses.TryGetValue(status, out var meaning)) response.Description = meaning;
        if (operation.Responses is { } responses)
        {
            operation.Responses = [];
            foreach (var (status, response) in responses.OrderBy(r => r.Key, StringComparer.Ordinal)) operation.Responses.Add(status, response);
        }
    }

    private static OpenApiParameter Describe(QueryParameter p) => new()
    {
        Name = p.Name,
        In = ParameterLocation.Query,
        Description = p.Description,
        Explode = p.Shape is not (ParameterShape.List or ParameterShape.Box),
        Style = p.Shape is ParameterShape.List or ParameterShape.Box ? ParameterStyle.Form : null,
        Example = p is { Example: { } example, Shape: not (ParameterShape.List or ParameterShape.Box) } ? JsonValue.Create(example) : null,
        Schema = Schema(p),
    };

    private static OpenApiSchema Schema(QueryParameter p)
    {
        var one = p.Shape switch
        {
            ParameterShape.Date => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            ParameterShape.Instant => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            ParameterShape.WholeNumber => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" },
            ParameterShape.Number => new OpenApiSchema { Type = JsonSchemaType.Number },
            ParameterShape.YesNo => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            ParameterShape.Box => new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = JsonSchemaType.Number },
                MinItems = 4,
                MaxItems = 4,
            },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        };
        if (p.Names is { } names) one.Enum = [.. names.Select(n => (JsonNode)JsonValue.Create(n)!)];
        return p.Shape == ParameterShape.List ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one;
    }

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static async Task<OpenApiRequestBody> Body(TakesBody body, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IOpenApiSchema schema = await context.GetOrCreateSchemaAsync(body.Shape, null, cancellationToken);
        if (context.Document is { } document
            && OpenApiOptions.CreateDefaultSchemaReferenceId(JsonSerializerOptions.Web.GetTypeInfo(body.Shape)) is { } id)
        {
            document.AddComponent(id, (OpenApiSchema)schema);
            schema = new OpenApiSchemaReference(id, document);
        }
        return new OpenApiRequestBody
        {
            Required = true,
            Content = body.ContentTypes.ToDictionary(t => t, _ => new OpenApiMediaType { Schema = schema }),
        };
    }
}
