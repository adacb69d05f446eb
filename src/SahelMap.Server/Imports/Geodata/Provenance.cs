using SahelMap.Contracts;

namespace SahelMap.Server.Imports.Geodata;

/// <summary>The provenance object that every record of geodata/ has.</summary>
internal sealed record Provenance(
    string Source, string Citation, string? Url, IReadOnlyList<string> Links, string Licence, DateOnly? Retrieved,
    string Basis, Confidence Confidence, string? Accuracy, bool Verified, string? Notes, string EnteredBy)
{
    public SourceDraft Draft() => new(Source, Citation, Url, Links, Licence, Retrieved);

    public static Provenance Read(RecordReader r)
    {
        var p = new Provenance(r.Text("source"), r.Text("citation"), r.OptionalText("url"), r.Texts("links"), r.Text("licence"), r.OptionalDay("retrieved"),
            r.Text("basis"), r.Enum<Confidence>("confidence"), r.OptionalText("accuracy"), r.Truth("verified"), r.OptionalText("notes"), r.Text("enteredBy"));
        r.NothingElse();
        if (p.Url is { } url && !url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("https://", StringComparison.Ordinal))
            throw r.Bad("url", "an address that begins with http:// or https://, or null");
        return p;
    }
}
