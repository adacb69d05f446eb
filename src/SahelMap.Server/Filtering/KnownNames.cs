using System.Collections.Frozen;
using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Filtering;

/// <summary>The codes and ids that a filter may name. Cached; looked up again when a name is not found, at most once a second.</summary>
public sealed class KnownNames(NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan BetweenLookups = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Snapshot? _snapshot;

    /// <summary>The first of these that no actor has, with the nearest code; null: all are known.</summary>
    public async ValueTask<(string Name, string? Nearest)?> UnknownActor(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        if (_snapshot is { } s && codes.All(s.Actors.Contains)) return null;
        return FirstOutside(codes, (await Refreshed(cancellationToken)).Actors);
    }

    /// <summary>The first of these that the basemap does not have, with the nearest id; null: all are known, or there is no basemap yet.</summary>
    public async ValueTask<(string Name, string? Nearest)?> UnknownRegion(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (_snapshot is { } s && ids.All(s.Regions.Contains)) return null;
        var regions = (await Refreshed(cancellationToken)).Regions;
        return regions.Count == 0 ? null : FirstOutside(ids, regions);
    }

    public void Dispose() => _one.Dispose();

    private static (string, string?)? FirstOutside(IEnumerable<string> names, FrozenSet<string> known) =>
        names.FirstOrDefault(n => !known.Contains(n)) is { } unknown ? (unknown, NearestName.To(unknown, known)) : null;

    private async Task<Snapshot> Refreshed(CancellationToken cancellationToken)
    {
        var before = _snapshot;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } s && (s != before || clock.GetElapsedTime(s.ReadAt) < BetweenLookups)) return s;
            var readAt = clock.GetTimestamp();
            var actors = new List<string>();
            var regions = new List<string>();
            await using var command = database.CreateCommand(Sql.Read("Filtering/known_names.sql"));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                (reader.GetString(0) == "actor" ? actors : regions).Add(reader.GetString(1));
            return _snapshot = new Snapshot(readAt, actors.ToFrozenSet(StringComparer.Ordinal), regions.ToFrozenSet(StringComparer.Ordinal));
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed record Snapshot(long ReadAt, FrozenSet<string> Actors, FrozenSet<string> Regions);
}
