using System.Collections.Frozen;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Database;

namespace SahelMap.Server.Filtering;

/// <summary>The codes and ids that a filter or a record may name. Cached; looked up again when a name is not found.</summary>
public sealed class KnownNames(NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    /// <summary>Data sets that are ours: a link with one is no slip, whether or not it has records yet.</summary>
    private static readonly string[] OwnSources = ["geodata", "local", "synthetic", "ucdp-ged"];

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Snapshot? _snapshot;

    /// <summary>For a filter: the first of these that no actor has or had, with the nearest code; null: all are known.</summary>
    public ValueTask<(string Name, string? Nearest)?> UnknownActor(IReadOnlyCollection<string> codes, CancellationToken cancellationToken) =>
        UnknownActor(codes, orHad: true, cancellationToken);

    /// <summary>The first of these that no actor has, with the nearest code; null: all are known.</summary>
    /// <param name="codes">Codes, as somebody typed them.</param>
    /// <param name="orHad">Whether a code counts that an actor had which was deleted since.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<(string Name, string? Nearest)?> UnknownActor(
        IReadOnlyCollection<string> codes, bool orHad, CancellationToken cancellationToken)
    {
        if (_snapshot is { } s && codes.All(s.Actors.Contains)) return null;
        var known = (await Refreshed(cancellationToken)).Actors;
        string[] unknown = [.. codes.Where(c => !known.Contains(c))];
        if (orHad && unknown.Length > 0) unknown = [.. unknown.Except(await Had(unknown, cancellationToken))];
        return unknown.Length == 0 ? null : (unknown[0], NearestName.To(unknown[0], known));
    }

    /// <summary>The first of these that the basemap does not have, with the nearest id; null: all are known, or there is no basemap yet.</summary>
    public async ValueTask<(string Name, string? Nearest)?> UnknownRegion(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (_snapshot is { } s && ids.All(s.Regions.Contains)) return null;
        var known = (await Refreshed(cancellationToken)).Regions;
        return known.Count > 0 && ids.FirstOrDefault(i => !known.Contains(i)) is { } unknown ? (unknown, NearestName.To(unknown, known)) : null;
    }

    /// <summary>The first of these that no record's data set has, with the nearest name and all there are; null: all are known.</summary>
    public async ValueTask<(string Name, string? Nearest, IReadOnlyCollection<string> All)?> UnknownSource(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (_snapshot is { } s && names.All(s.Sources.Contains)) return null;
        var known = (await Refreshed(cancellationToken)).Sources;
        return names.FirstOrDefault(n => !known.Contains(n)) is { } unknown ? (unknown, NearestName.To(unknown, known), [.. known.Order(StringComparer.Ordinal)]) : null;
    }

    public void Dispose() => _one.Dispose();

    /// <summary>The names as they were at this moment or later: those who wait share one look.</summary>
    private async Task<Snapshot> Refreshed(CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } s && s.ReadAt >= asked) return s;
            var readAt = clock.GetTimestamp();
            List<string> actors = [], regions = [], sources = [.. OwnSources];
            await using var command = database.CreateCommand(Sql.Read("Filtering/known_names.sql"));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                (reader.GetString(0) switch { "actor" => actors, "region" => regions, _ => sources }).Add(reader.GetString(1));
            return _snapshot = new Snapshot(
                readAt, actors.ToFrozenSet(StringComparer.Ordinal), regions.ToFrozenSet(StringComparer.Ordinal), sources.ToFrozenSet(StringComparer.Ordinal));
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IReadOnlyList<string>> Had(string[] codes, CancellationToken cancellationToken)
    {
        var had = new List<string>();
        await using var command = database.CreateCommand(Sql.Read("Filtering/past_actors.sql"));
        command.Parameters.Add(new NpgsqlParameter { Value = codes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) had.Add(reader.GetString(0));
        return had;
    }

    private sealed record Snapshot(long ReadAt, FrozenSet<string> Actors, FrozenSet<string> Regions, FrozenSet<string> Sources);
}
