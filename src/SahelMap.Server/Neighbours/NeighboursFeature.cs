using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Contracts;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Neighbours;

/// <summary>What lies around a record: near incidents and zones, incidents inside a zone, what an actor did.</summary>
public static class NeighboursFeature
{
    private const int MostLabels = 200;

    private static readonly QueryParameter Km = new("km", "a whole number from 1 to 500", "Distance, 50 when left out.", ParameterShape.WholeNumber, Example: "50");
    private static readonly QueryParameter Days = new("days", "a whole number from 0 to 3650", "Days before and after, 30 when left out.", ParameterShape.WholeNumber, Example: "30");
    private static readonly QueryParameter Limit = new("limit", "a whole number from 1 to 200", "Incidents at most, 20 when left out.", ParameterShape.WholeNumber, Example: "20");
    private static readonly QueryParameter Ids = new("ids", $"1 to {MostLabels} ids or keys of incidents, separated by commas", "Which incidents.", ParameterShape.List);

    public static WebApplication MapNeighbours(this WebApplication app)
    {
        app.MapGet("/api/incidents/{id}/neighbours", OfIncident).WithTags(ApiTags.Incidents).WithName("GetIncidentNeighbours")
            .WithSummary("What happened near an incident, and whose zones held it")
            .WithDescription("Other incidents within so many km and so many days, the nearest first, with their distance (geodesic) and the days between (0 where they share one); "
                + "and the deployments whose area held its point on one of its days, with the norm they serve and whether they served it then. A point that stands for a "
                + "district or a region lies as far from the event as that unit is wide.")
            .TakesOnly(Km, Days, Limit).Produces<IncidentNeighbours>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        app.MapGet("/api/deployments/{id}/incidents", OfDeployment).WithTags(ApiTags.Deployments).WithName("ListDeploymentIncidents")
            .WithSummary("The incidents in a deployment's area on its days, the latest first")
            .WithDescription("As many as limit says, and how many there are, counted up to 10,000. The filter's period, type, minDeaths, country, admin1, bbox, source and q restrict them.")
            .TakesFilter(Limit).Produces<IncidentsInside>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        app.MapGet("/api/actors/{code}/summary", OfActor).WithTags(ApiTags.Reference).WithName("GetActorSummary")
            .WithSummary("An actor's deployments without their areas, and how many incidents name it as a side")
            .TakesOnly().Produces<ActorSummary>().ProducesProblem(404).ProducesProblem(503);
        app.MapGet("/api/incidents/labels", Labels).WithTags(ApiTags.Incidents).WithName("ListIncidentLabels")
            .WithSummary("Titles and places of some incidents").WithDescription("For who holds the columns already, which have no texts. An id without an incident is left out.")
            .TakesOnly(Ids).Produces<IncidentLabel[]>().ProducesProblem(400).ProducesProblem(503);
        return app;
    }

    private static async Task<IResult> OfIncident(string id, HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        var query = context.Request.Query;
        if (Query.RefuseOthers(query, Km.Name, Days.Name, Limit.Name) is { } refused) return refused.Result();
        if (!TryNumber(query, Km, 50, 1, 500, out var km, out var problem) || !TryNumber(query, Days, 30, 0, 3650, out var days, out problem)
            || !TryNumber(query, Limit, 20, 1, 200, out var limit, out problem)) return problem!.Result();
        if (!Guid.TryParseExact(id, "D", out var guid)) return Problem.Unknown("incident", id).Result();

        await using var connection = await database.OpenConnectionAsync(ct);
        string incidents;
        long total;
        await using (var command = Command(connection, "incidents", Uuid(guid), Number(km), Number(days), Number(limit)))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            await reader.ReadAsync(ct);
            if (!reader.GetBoolean(2)) return Problem.Unknown("incident", id).Result();
            (incidents, total) = (reader.GetString(0), reader.GetInt64(1));
        }
        await using var zones = Command(connection, "zones", Uuid(guid));
        return Results.Json(new { km, days, total, incidents = JsonElement.Parse(incidents), zones = JsonElement.Parse((string)(await zones.ExecuteScalarAsync(ct))!) });
    }

    private static async Task<IResult> OfDeployment(string id, HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken ct)
    {
        var query = context.Request.Query;
        if (!Filter.TryParse(query, [Limit.Name], out var filter, out var problem, clock: clock)) return problem.Result();
        if (!TryNumber(query, Limit, 20, 1, 200, out var limit, out problem)) return problem!.Result();
        if (!Guid.TryParseExact(id, "D", out var guid)) return Problem.Unknown("deployment", id).Result();

        // Whose zone it is says nothing of who was a side.
        await using var command = FilterSql.Command(database, Sql.Read("Neighbours/deployment_incidents.sql"), filter with { Actors = null }, Layer.Incidents, null, Uuid(guid), Number(limit));
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetBoolean(4)
            ? Results.Json(new { total = reader.GetInt64(1), deaths = reader.GetInt64(2), civilianDeaths = reader.GetInt64(3), incidents = JsonElement.Parse(reader.GetString(0)) })
            : Problem.Unknown("deployment", id).Result();
    }

    private static async Task<IResult> OfActor(string code, HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Query.RefuseOthers(context.Request.Query) is { } refused) return refused.Result();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = Command(connection, "actor", new NpgsqlParameter { Value = code, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteScalarAsync(ct) is string json ? Results.Text(json, JsonBody.Json, contentEncoding: null) : Problem.Unknown("actor", code).Result();
    }

    private static async Task<IResult> Labels(HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        var query = context.Request.Query;
        if (Query.RefuseOthers(query, Ids.Name) is { } refused) return refused.Result();
        var asked = query[Ids.Name].ToString().Split(',', StringSplitOptions.TrimEntries);
        if (asked.Length > MostLabels) return Problem.BadParameter(Ids.Name, $"{asked.Length} ids", Ids.Accepts).Result();
        var (ids, keys) = (new List<Guid>(), new List<int>());
        foreach (var text in asked)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key)) keys.Add(key);
            else if (Guid.TryParseExact(text, "D", out var id)) ids.Add(id);
            else return Problem.BadParameter(Ids.Name, text, Ids.Accepts).Result();
        }
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = Command(connection, "labels",
            new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, new NpgsqlParameter { Value = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        return Results.Text((string)(await command.ExecuteScalarAsync(ct))!, JsonBody.Json, contentEncoding: null);
    }

    private static bool TryNumber(IQueryCollection query, QueryParameter parameter, int otherwise, int least, int most, out int number, out ProblemDetails? problem)
    {
        (number, problem) = (otherwise, null);
        if (!query.TryGetValue(parameter.Name, out var text)) return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most) return true;
        problem = Problem.BadParameter(parameter.Name, text, parameter.Accepts);
        return false;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string query, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(Sql.Read($"Neighbours/{query}.sql"), connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter Uuid(Guid id) => new() { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Number(int number) => new() { Value = number, NpgsqlDbType = NpgsqlDbType.Integer };
}
