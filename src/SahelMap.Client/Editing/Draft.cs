using System.Text.Json;
using System.Text.Json.Nodes;

namespace SahelMap.Client.Editing;

/// <summary>A record while it is edited: what stands in the fields, beside what was read.</summary>
public sealed class Draft
{
    private readonly Dictionary<string, string> values;
    private Dictionary<string, string> read;
    private JsonObject? source;

    private Draft(string kind, JsonObject? source)
    {
        (Kind, this.source) = (kind, source);
        Fields = DraftField.Of(kind);
        read = source is null ? Fields.ToDictionary(f => f.Name, f => f.Start) : DraftJson.Read(Fields, source);
        values = new Dictionary<string, string>(read);
    }

    public static Draft New(string kind) => new(kind, null);

    /// <param name="kind">incident or deployment.</param>
    /// <param name="feature">As the server sent it; members that no field shows are kept.</param>
    public static Draft Of(string kind, JsonElement feature) => new(kind, JsonNode.Parse(feature.GetRawText())!.AsObject());

    public string Kind { get; }

    public IReadOnlyList<DraftField> Fields { get; }

    public string? Id => (string?)source?["id"];

    public long? Revision => source is null ? null : (long?)source["properties"]?["revision"];

    public bool IsNew => source is null;

    public bool IsDirty => Fields.Any(f => IsChanged(f.Name));

    /// <summary>A number that grows with every change from outside of the fields (a drawing, the other's values).</summary>
    public int Version { get; private set; }

    public string this[string field]
    {
        get => values[field];
        set => values[field] = value;
    }

    public void SetFromOutside(params ReadOnlySpan<(string Field, string Value)> changes)
    {
        foreach (var (field, value) in changes) values[field] = value;
        Version++;
    }

    public string WasRead(string field) => read[field];

    public bool IsChanged(string field) => values[field] != read[field];

    public JsonObject ToFeature() => DraftJson.Write(Fields, values, source);

    /// <summary>The record as it was read, for an undo of its deletion.</summary>
    public JsonObject? Original => source?.DeepClone().AsObject();

    /// <summary>The fields that somebody else changed since this was read.</summary>
    public IReadOnlyList<DraftField> ChangedBy(Draft theirs) => [.. Fields.Where(f => theirs.values[f.Name] != read[f.Name])];

    /// <summary>Puts what was edited on top of what the other saved. Where both changed a field, one of them wins.</summary>
    public void Rebase(Draft theirs, bool mineWin)
    {
        foreach (var name in Fields.Select(f => f.Name))
        {
            var theyChanged = theirs.values[name] != read[name];
            if (!IsChanged(name) || (theyChanged && !mineWin)) values[name] = theirs.values[name];
        }

        read = new Dictionary<string, string>(theirs.values);
        source = theirs.source;
        Version++;
    }
}
