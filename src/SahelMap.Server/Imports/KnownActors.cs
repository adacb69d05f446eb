using System.Text.Json;
using Npgsql;
using SahelMap.Contracts;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports;

/// <summary>Which actors there are, and under which names files write them.</summary>
public sealed class KnownActors
{
    private readonly HashSet<string> _codes = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<AliasRule> _rules = [];

    private KnownActors() { }

    public IReadOnlyCollection<string> Codes => _codes;

    public static async Task<KnownActors> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var known = new KnownActors();
        await using var command = new NpgsqlCommand(Sql.Read("Imports/actors.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var shared = new HashSet<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var code = reader.GetString(0);
            known._codes.Add(code);
            foreach (var alias in reader.GetFieldValue<string[]>(1))
                if (!known._aliases.TryAdd(alias, code) && known._aliases[alias] != code) shared.Add(alias);
            foreach (var rule in JsonSerializer.Deserialize<AliasRuleJson[]>(reader.GetString(2), JsonSerializerOptions.Web) ?? [])
                known._rules.Add(new(rule.Alias, code, rule.Countries, rule.LonMin ?? -180, rule.LonMax ?? 180));
        }
        // A name that two actors claim tells nothing.
        foreach (var alias in shared) known._aliases.Remove(alias);
        return known;
    }

    public bool Has(string code) => _codes.Contains(code);

    /// <summary>An actor that the file itself brings.</summary>
    public void Add(Actor actor)
    {
        _codes.Add(actor.Code);
        foreach (var alias in actor.Aliases) _aliases.TryAdd(alias, actor.Code);
    }

    /// <summary>
    /// The codes of those who stand behind a side's name. Exact names only; several sides in one name are told apart at ", ".
    /// Whoever is not known is left out: a wrong attribution is worse than none.
    /// </summary>
    /// <param name="side">As the file writes it.</param>
    /// <param name="country">ISO 3166 alpha-2, or null; for names that mean different actors in different places.</param>
    /// <param name="lon">Degrees, likewise.</param>
    /// <param name="codes">Takes them, each once.</param>
    /// <returns>False when the name, or a part of it, is unknown.</returns>
    public bool Find(string side, string? country, double lon, List<string> codes)
    {
        if (Code(side, country, lon) is { } whole) { Take(whole); return true; }
        if (!side.Contains(", ", StringComparison.Ordinal)) return false;
        var all = true;
        foreach (var part in side.Split(", "))
            if (Code(part, country, lon) is { } code) Take(code);
            else all = false;
        return all;

        void Take(string code) { if (!codes.Contains(code)) codes.Add(code); }
    }

    private string? Code(string name, string? country, double lon)
    {
        if (_aliases.TryGetValue(name, out var code)) return code;
        foreach (var rule in _rules)
            if (rule.Alias == name && country is not null && rule.Countries.Contains(country) && lon >= rule.LonMin && lon < rule.LonMax)
                return rule.Code;
        return null;
    }

    /// <summary>A name that means this actor in some countries, between two longitudes, and another one elsewhere.</summary>
    private sealed record AliasRule(string Alias, string Code, IReadOnlyList<string> Countries, double LonMin, double LonMax);

    private sealed record AliasRuleJson(string Alias, IReadOnlyList<string> Countries, double? LonMin, double? LonMax);
}
