using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports.Synthetic;

/// <summary>
/// Made-up records for trials and benchmarks, the same for the same seed, each marked synthetic: in its dataset, its flag, its
/// source, its title and its actors.
/// </summary>
public sealed class SyntheticData(NpgsqlDataSource database, ImportRun imports)
{
    public const string Dataset = "synthetic";
    internal const string Basis = "synthetic";
    internal const string EnteredBy = "SahelMap generate";
    internal static readonly SourceDraft Source = new(
        "Synthetic data made by SahelMap generate", "Synthetic data made by SahelMap generate: invented, nobody was there and nobody died", null, [], "CC0", null);

    /// <param name="layer">deployments or incidents.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Gives up; then nothing is written.</param>
    /// <exception cref="ImportException">The basemap has no towns.</exception>
    public async Task<ImportResult> GenerateAsync(string layer, int count, long seed, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var towns = await TownsAsync(cancellationToken);
        if (towns.Count == 0) throw new ImportException("The basemap has no towns: load geodata/ first, synthetic records are placed around them.");
        var rows = layer == "deployments" ? SyntheticDeployments.Make(count, seed, towns) : SyntheticIncidents.Make(count, seed, towns);
        var name = string.Create(CultureInfo.InvariantCulture, $"generate --{layer} {count} --seed {seed}");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return await imports.RunAsync("synthetic", name, digest, WithActors(rows).ToAsyncEnumerable(), count, progress, cancellationToken);
    }

    /// <summary>Removes every synthetic record, whatever its seed, and the made-up actors.</summary>
    public async Task<(int Deployments, int Incidents)> ClearAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var deployments = await ExecuteAsync("DELETE FROM deployment WHERE synthetic");
        var incidents = await ExecuteAsync("DELETE FROM incident WHERE synthetic");
        // A made-up actor that somebody gave a record of another kind stays with it.
        await ExecuteAsync(Sql.Read("Imports/Synthetic/clear_actors.sql"));
        await transaction.CommitAsync(cancellationToken);
        return (deployments, incidents);

        async Task<int> ExecuteAsync(string text)
        {
            await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static IEnumerable<ImportRow> WithActors(IEnumerable<ImportRow> rows) =>
        SyntheticActors.All.Select(a => (ImportRow)new AcceptedRow(0, new ActorDraft(a))).Concat(rows);

    private async Task<IReadOnlyList<SyntheticTown>> TownsAsync(CancellationToken cancellationToken)
    {
        List<SyntheticTown> towns = [];
        await using var command = database.CreateCommand(Sql.Read("Imports/Synthetic/towns.sql"));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var weight = 0.0;
        while (await reader.ReadAsync(cancellationToken))
            towns.Add(new(reader.GetString(0), reader.GetDouble(1), reader.GetDouble(2), weight += Math.Sqrt(1 + reader.GetInt32(3))));
        return towns;
    }
}

/// <param name="Weight">Of this town and all before it: how often it is chosen.</param>
internal sealed record SyntheticTown(string Name, double Lon, double Lat, double Weight)
{
    public static SyntheticTown Choose(IReadOnlyList<SyntheticTown> towns, ref SyntheticRandom random)
    {
        var at = random.Fraction() * towns[^1].Weight;
        var (low, high) = (0, towns.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (towns[middle].Weight <= at) low = middle + 1;
            else high = middle;
        }
        return towns[low];
    }
}
