using SahelMap.Contracts;

namespace SahelMap.Server.Records;

/// <summary>Where a record comes from, as it is read from JSON: the part that every kind of record shares.</summary>
public sealed record ProvenanceFields(
    string Source, string Citation, string? Url, IReadOnlyList<string> Links, string Licence, DateOnly? Retrieved, string Basis,
    Confidence Confidence, string? Accuracy, bool Verified, string? Notes, string EnteredBy, string? EditedBy, long Revision, DateTimeOffset? UpdatedAt)
{
    /// <param name="fields">The object that holds them among its own.</param>
    /// <param name="enteredBy">Who enters it, where the record does not say.</param>
    public static ProvenanceFields Read(FieldReader fields, string enteredBy)
    {
        var source = fields.RequiredText("source", "the source's name: provenance is not optional", 500);
        var citation = fields.RequiredText("citation", "how the source is cited");
        var url = fields.Text("url");
        if (url is not null && !IsLink(url)) fields.Refuse("url", "a link that begins with http:// or https://");
        var links = fields.Texts("links");
        var licence = fields.RequiredText("licence", "the licence under which the source may be used", 500);
        var retrieved = fields.Day("retrieved");
        var basis = fields.RequiredText("basis", "how the fact was obtained, e.g. retrieved or background-knowledge", 500);
        var confidence = fields.Name<Confidence>("confidence");
        var updatedAt = fields.Find("updatedAt") is { ValueKind: System.Text.Json.JsonValueKind.String } at && at.TryGetDateTimeOffset(out var instant) ? instant : (DateTimeOffset?)null;
        var revision = fields.Find("revision") is { ValueKind: System.Text.Json.JsonValueKind.Number } r && r.TryGetInt64(out var n) ? n : 0;
        return new ProvenanceFields(
            source, citation, url, links, licence, retrieved, basis, confidence, fields.Text("accuracy"), fields.YesNo("verified"),
            fields.Text("notes", 20_000), fields.Text("enteredBy", 100) is { } who && !string.IsNullOrWhiteSpace(who) ? who : enteredBy,
            fields.Text("editedBy", 100), revision, updatedAt);
    }

    private static bool IsLink(string url) =>
        url.StartsWith("http://", StringComparison.Ordinal) || url.StartsWith("https://", StringComparison.Ordinal);
}
