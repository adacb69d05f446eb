using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Contracts;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports;

/// <summary>Table actor, as files fill it.</summary>
internal static class ActorTable
{
    /// <param name="connection">In a transaction.</param>
    /// <param name="actors">Each code once.</param>
    /// <param name="update">Bring those that are there up to date; otherwise only new ones are made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="aliasRules">JSON by code, where a file has such rules.</param>
    public static async Task<(int Created, int Updated)> MergeAsync(
        NpgsqlConnection connection, IReadOnlyList<Actor> actors, bool update, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? aliasRules = null)
    {
        var sources = await SourceTable.ResolveAsync(connection, [.. actors.Select(SourceDraft.Of)], cancellationToken);
        var rows = new JsonArray([.. actors.Select((a, i) => (JsonNode)new JsonObject
        {
            ["code"] = a.Code, ["name"] = a.Name, ["name_fr"] = a.NameFr, ["short_name"] = a.ShortName, ["own_name"] = a.OwnName,
            ["kind"] = EnumText.Of(a.Kind), ["colour"] = a.Colour, ["edge"] = a.Edge, ["deploys"] = a.Deploys,
            ["aliases"] = new JsonArray([.. a.Aliases.Select(x => (JsonNode)x)]),
            ["alias_rules"] = aliasRules?.GetValueOrDefault(a.Code) is { } rules ? JsonNode.Parse(rules) : new JsonArray(),
            ["source"] = sources[i], ["basis"] = a.Basis, ["confidence"] = EnumText.Of(a.Confidence), ["accuracy"] = a.Accuracy,
            ["verified"] = a.Verified, ["notes"] = a.Notes, ["entered_by"] = a.EnteredBy,
        })]);
        return await Merging.RunAsync(connection, "Imports/actors.merge.sql", rows.ToJsonString(), update, cancellationToken);
    }
}

internal static class Merging
{
    /// <summary>Runs a query that takes rows as JSON ($1) and whether to update what is there ($2), and tells of each row it wrote whether it is new.</summary>
    public static async Task<(int Created, int Updated)> RunAsync(
        NpgsqlConnection connection, string query, string rows, bool update, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read(query), connection);
        command.Parameters.Add(new NpgsqlParameter { Value = rows, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = update });
        var (created, updated) = (0, 0);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (reader.GetBoolean(0)) created++;
            else updated++;
        return (created, updated);
    }
}
