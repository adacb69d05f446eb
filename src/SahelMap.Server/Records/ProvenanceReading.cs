using System.Text.Json;
using SahelMap.Contracts;

namespace SahelMap.Server.Records;

/// <summary>Reads where a record comes from: the part of its JSON that every kind of record shares.</summary>
public static class ProvenanceReading
{
    /// <param name="fields">The object that holds them among its own.</param>
    /// <param name="enteredBy">Who enters it, where the record does not say.</param>
    public static Provenance Read(FieldReader fields, string enteredBy)
    {
        var provenance = new Provenance
        {
            Source = fields.RequiredText("source", "the source's name: provenance is not optional", 500),
            Citation = fields.RequiredText("citation", "how the source is cited"),
            Url = fields.Text("url"),
            Links = fields.Texts("links"),
            Licence = fields.RequiredText("licence", "the licence under which the source may be used", 500),
            Retrieved = fields.Day("retrieved"),
            Basis = fields.RequiredText("basis", "how the fact was obtained, e.g. retrieved or background-knowledge", 500),
            Confidence = fields.Name<Confidence>("confidence"),
            Accuracy = fields.Text("accuracy"),
            Verified = fields.YesNo("verified"),
            Notes = fields.Text("notes", 20_000),
            EnteredBy = fields.Text("enteredBy", 100) is { } who && !string.IsNullOrWhiteSpace(who) ? who : enteredBy,
            EditedBy = fields.Text("editedBy", 100),
            Revision = fields.Find("revision") is { ValueKind: JsonValueKind.Number } r && r.TryGetInt64(out var n) ? n : 0,
            UpdatedAt = fields.Find("updatedAt") is { ValueKind: JsonValueKind.String } at && at.TryGetDateTimeOffset(out var instant) ? instant : null,
        };
        if (provenance.Url is { } url && !IsLink(url)) fields.Refuse("url", "a link that begins with http:// or https://");
        return provenance;
    }

    private static bool IsLink(string url) =>
        url.StartsWith("http://", StringComparison.Ordinal) || url.StartsWith("https://", StringComparison.Ordinal);
}
