using Npgsql;

namespace SahelMap.Server.Imports;

/// <summary>
/// Rows of one layer into the database, inside the caller's transaction: each checked, those that fail set aside, the rest staged
/// and merged as one. An instance loads once.
/// </summary>
internal sealed class RecordLoader(NpgsqlConnection connection, KnownActors actors, Placer placer) : IAsyncDisposable
{
    private readonly Dictionary<Guid, int> _lines = [];
    private readonly List<ActorDraft> _newActors = [];
    private readonly List<RejectedRow> _rejects = [];
    private readonly List<string> _superseded = [];
    private StagedIncidents? _incidents;
    private StagedDeployments? _deployments;

    public int Read { get; private set; }
    public int Rejected { get; private set; }

    /// <summary>deployments or incidents; null while no row was accepted.</summary>
    public string? Layer => _incidents is not null ? "incidents" : _deployments is not null ? "deployments" : null;

    /// <summary>The first of the rejected rows.</summary>
    public IReadOnlyList<RejectedRow> Rejects => _rejects;

    /// <summary>Rows that cannot repeat need not be remembered.</summary>
    public bool KeysAreUnique { get; init; }

    /// <summary>Called after every row.</summary>
    public Action? Progress { get; init; }

    /// <param name="rows">Of one layer: a row of another is rejected.</param>
    /// <param name="respectDeletions">A record that somebody deleted here stays deleted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(MergeResult Records, IReadOnlyList<string> NewActors)> LoadAsync(
        IAsyncEnumerable<ImportRow> rows, bool respectDeletions, CancellationToken cancellationToken)
    {
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (row is AcceptedRow { Record: ActorDraft actor }) { Take(row.Line, actor); continue; }
            Read++;
            switch (row)
            {
                case RejectedRow rejected: Reject(rejected); break;
                case SupersededRow superseded: _superseded.Add(superseded.Key); break;
                case AcceptedRow { Record: KeyedDraft draft } when Defect(row.Line, draft) is { } defect: Reject(defect); break;
                case AcceptedRow { Record: IncidentDraft incident }:
                    if (_incidents is null) await (_incidents = new(connection, placer)).BeginAsync(cancellationToken);
                    await _incidents.AddAsync(row.Line, incident, cancellationToken);
                    break;
                case AcceptedRow { Record: DeploymentDraft deployment }:
                    if (_deployments is null) await (_deployments = new(connection)).BeginAsync(cancellationToken);
                    await _deployments.AddAsync(row.Line, deployment, cancellationToken);
                    break;
            }
            Progress?.Invoke();
        }
        var merged = await MergeAsync(respectDeletions, cancellationToken);
        foreach (var foreign in merged.Foreign) Reject(foreign.Reject());
        return (merged with { Kept = [.. merged.Kept, .. _superseded] }, [.. _newActors.Select(a => a.Actor.Code)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_incidents is not null) await _incidents.DisposeAsync();
        if (_deployments is not null) await _deployments.DisposeAsync();
    }

    private async Task<MergeResult> MergeAsync(bool respectDeletions, CancellationToken cancellationToken)
    {
        if (_incidents is not null) await _incidents.EndAsync(cancellationToken);
        if (_deployments is not null) await _deployments.EndAsync(cancellationToken);
        if (_newActors.Count > 0) await ActorTable.MergeAsync(connection, [.. _newActors.Select(a => a.Actor)], update: false, cancellationToken);
        return _incidents is not null ? await _incidents.MergeAsync(respectDeletions, cancellationToken)
            : _deployments is not null ? await _deployments.MergeAsync(respectDeletions, cancellationToken)
            : MergeResult.Nothing;
    }

    private void Take(int line, ActorDraft draft)
    {
        if (actors.Has(draft.Actor.Code)) return;
        if (DraftCheck.OfActor(line, draft.Actor) is { } defect) { Read++; Reject(defect); return; }
        actors.Add(draft.Actor);
        _newActors.Add(draft);
    }

    private RejectedRow? Defect(int line, KeyedDraft draft)
    {
        var layer = draft is IncidentDraft ? "incidents" : "deployments";
        if (Layer is { } current && current != layer)
            return new RejectedRow(line, "geometry", layer, $"{current}, as the rows above: one layer a file");
        if (DraftCheck.Of(line, draft, actors) is { } defect) return defect;
        if (KeysAreUnique) return null;
        if (Repeated(RecordId.For(draft.Dataset, draft.Key)) is { } first)
            return RejectedRow.Of(line, "id", draft.Key, $"each id once: it is on line {first} already");
        return draft.Id is { } id && id != RecordId.For(draft.Dataset, draft.Key) && Repeated(id) is { } firstId
            ? RejectedRow.Of(line, "id", id.ToString(), $"each id once: it is on line {firstId} already")
            : null;

        int? Repeated(Guid key) => _lines.TryAdd(key, line) ? null : _lines[key];
    }

    private void Reject(RejectedRow row)
    {
        Rejected++;
        if (_rejects.Count < ImportRun.MostRejects) _rejects.Add(row);
    }
}
