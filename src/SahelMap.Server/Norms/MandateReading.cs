using System.Text.Json;
using System.Text.Json.Nodes;
using SahelMap.Contracts;
using SahelMap.Server.Records;

namespace SahelMap.Server.Norms;

/// <param name="Id">The id that the client chose; null: the server chooses.</param>
public sealed record MandateDraft(Guid? Id, string? Dataset, string? DatasetKey, Mandate Mandate)
{
    /// <summary>The mandate as on the wire: what insert.sql, update.sql and norms.sql take.</summary>
    public string ToJson()
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(Mandate, JsonSerializerOptions.Web)!;
        json["dataset"] = Dataset;
        json["datasetKey"] = DatasetKey;
        return json.ToJsonString();
    }
}

/// <summary>Reads a mandate's JSON, norms included.</summary>
public static class MandateReading
{
    /// <returns>The draft, or everything that is wrong. Bad data never throws. Whether its actors exist is for the caller to check.</returns>
    public static Reading<MandateDraft> Read(JsonElement json, string enteredBy = "local", bool lenient = false)
    {
        var errors = new List<FieldError>();
        if (json.ValueKind != JsonValueKind.Object) return new(null, [new("body", FieldReader.Found(json), "an object")]);
        var p = new FieldReader(json, "", errors);
        var id = FeatureFrame.Id(p);
        var date = p.RequiredDay("date");
        var from = p.RequiredDay("from");
        var until = Until(p, from);
        var provenance = ProvenanceReading.Read(p, enteredBy);
        var mandate = new Mandate(provenance)
        {
            Id = id ?? Guid.Empty,
            Symbol = p.RequiredText("symbol", "the instrument's symbol, e.g. S/RES/2100 (2013)", 200),
            Title = p.RequiredText("title", longest: 500),
            Date = date,
            Body = p.RequiredText("body", "who adopted it", 500),
            Subject = p.Text("subject"),
            Summary = p.Text("summary", 20_000),
            From = from,
            Until = until,
            Actors = [.. p.Texts("actors").Distinct(StringComparer.Ordinal)],
            CeilingMilitary = p.Count("ceilingMilitary"),
            CeilingPolice = p.Count("ceilingPolice"),
            Norms = Norms(p, from, until, lenient),
        };
        var (dataset, key) = (p.Text("dataset", 500), p.Text("datasetKey", 500));
        if (!lenient) p.RefuseOthers();
        return errors.Count > 0 ? new(null, errors) : new(new(id, dataset, key, mandate), errors);
    }

    private static List<NormRole> Norms(FieldReader p, DateOnly from, DateOnly? until, bool lenient)
    {
        var norms = new List<NormRole>();
        foreach (var n in p.Objects("norms"))
        {
            // A norm that states no period has the mandate's.
            var start = n.Day("from") ?? from;
            var role = new NormRole(
                n.RequiredText("actor", "the code of an actor; GET /api/actors lists them", 40), n.Name<Norm>("norm"),
                n.Choice("centrality", "core", "supporting", "ambiguous", "absent") ?? "", start, n.Find("until") is null ? until : Until(n, start),
                n.Text("problem", 20_000), n.Text("value", 20_000), n.Text("behaviour", 20_000));
            if (n.Find("centrality") is null) n.Refuse("centrality", "one of core, supporting, ambiguous, absent");
            if (!lenient) n.RefuseOthers();
            if (norms.Exists(o => (o.Actor, o.Norm) == (role.Actor, role.Norm) && !(o.Until <= role.From) && !(role.Until <= o.From)))
                n.Refuse("norm", $"one weight at a time: {role.Norm} is stated for {role.Actor} in this period already");
            norms.Add(role);
        }
        return norms;
    }

    private static DateOnly? Until(FieldReader p, DateOnly from)
    {
        var until = p.Day("until");
        if (until <= from && from != default) p.Refuse("until", "a day after from, or null while it is open: until is the first day outside");
        return until;
    }
}
