using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Contracts;
using SahelMap.Server.ApiDescription;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Search;

/// <summary>The search box: places, actors, deployments and incidents by what somebody is typing.</summary>
public static class SearchFeature
{
    private const int DefaultLimit = 6;
    private const int MaximumLimit = 20;

    /// <summary>Below this, a word is the beginning of too many others for the records; names are looked through all the same.</summary>
    private const int ShortestWords = 3;

    private static readonly QueryParameter LimitParameter = new("limit", $"a whole number from 1 to {MaximumLimit}",
        $"Hits of each kind, at most; 1 to {MaximumLimit}, {DefaultLimit} when left out.", ParameterShape.WholeNumber);

    private static readonly QueryParameter TypedParameter = FilterParameters.Words with
    {
        Description = "What was typed so far: the beginning of a name of a place or an actor, in English or French, or words of a record. Accents and case do not matter.",
    };

    public static WebApplication MapSearch(this WebApplication app)
    {
        app.MapGet("/api/search", Find).WithTags(ApiTags.Reference).WithName("Search").WithSummary("Places, actors, deployments and incidents by name or words")
            .WithDescription("Hits in this order of kinds, the best of each first. Places are the countries, regions and towns of the basemap, actors have their aliases. "
                + "Records are found by full text (English and French inflections; every word must occur, the last may be unfinished, a phrase in quotation marks "
                + "stands as it is), from three letters on. Without a hit, nearest is the name that may have been meant.")
            .TakesOnly(TypedParameter, LimitParameter).Produces<SearchAnswer>().ProducesProblem(400).ProducesProblem(503);
        return app;
    }

    private static async Task<IResult> Find(HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        var query = context.Request.Query;
        if (!Filter.TryParse(query, [LimitParameter.Name], out var filter, out var problem, only: [FilterParameters.Words.Name])) return problem.Result();
        if (filter.Words is not { } typed) return Problem.BadParameter(TypedParameter.Name, "", TypedParameter.Accepts).Result();
        var limit = DefaultLimit;
        if (query.TryGetValue(LimitParameter.Name, out var l) && (!int.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaximumLimit))
            return Problem.BadParameter(LimitParameter.Name, l, LimitParameter.Accepts).Result();

        await using var connection = await database.OpenConnectionAsync(ct);
        var hits = new List<JsonElement>();
        var more = false;
        string[] parts = typed.Count(char.IsLetterOrDigit) < ShortestWords ? ["names"] : ["names", "deployments", "incidents"];
        foreach (var part in parts)
        {
            await using var command = new NpgsqlCommand(Sql.Read($"Search/{part}.sql"), connection) { Parameters = { Text(typed), new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer } } };
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            hits.AddRange(JsonElement.Parse(reader.GetString(0)).EnumerateArray());
            more |= part == "incidents" && reader.GetBoolean(1);
        }
        return Results.Json(new { q = typed, hits, moreIncidents = more, nearest = hits.Count > 0 ? null : NearestName.To(typed, await Names(connection, ct)) });
    }

    private static async Task<List<string>> Names(NpgsqlConnection connection, CancellationToken ct)
    {
        var names = new List<string>();
        await using var command = new NpgsqlCommand(Sql.Read("Search/all_names.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }

    private static NpgsqlParameter Text(string text) => new() { Value = text, NpgsqlDbType = NpgsqlDbType.Text };
}
