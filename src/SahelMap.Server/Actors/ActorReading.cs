using System.Text.Json;
using System.Text.RegularExpressions;
using SahelMap.Contracts;
using SahelMap.Server.Records;

namespace SahelMap.Server.Actors;

/// <summary>Reads an actor's JSON.</summary>
public static partial class ActorReading
{
    /// <returns>The actor, or everything that is wrong. Bad data never throws.</returns>
    public static Reading<Actor> Read(JsonElement json, string enteredBy = "local", bool lenient = false)
    {
        var errors = new List<FieldError>();
        if (json.ValueKind != JsonValueKind.Object) return new(null, [new("body", FieldReader.Found(json), "an object")]);
        var p = new FieldReader(json, "", errors);
        var code = p.RequiredText("code", "2 to 40 letters, digits and hyphens", 40);
        if (p.Ok && !Code().IsMatch(code)) p.Refuse("code", "2 to 40 letters, digits and hyphens");
        var name = p.RequiredText("name", longest: 500);
        var colour = p.Text("colour");
        if (colour is not null && !Colour().IsMatch(colour)) p.Refuse("colour", "a colour as #RRGGBB");
        var provenance = ProvenanceReading.Read(p, enteredBy);
        var actor = new Actor(provenance)
        {
            Code = code,
            Name = name,
            NameFr = p.Text("nameFr", 500),
            ShortName = p.Text("shortName", 100) is { } s && !string.IsNullOrWhiteSpace(s) ? s : name,
            OwnName = p.Text("ownName", 500),
            Kind = p.Name<ActorKind>("kind"),
            Colour = colour,
            Edge = p.Choice("edge", "solid", "long-dash", "dash-dot", "short-dash", "dotted", "fine-dash"),
            Deploys = p.YesNo("deploys"),
            Aliases = p.Texts("aliases"),
        };
        if (!lenient) p.RefuseOthers();
        return errors.Count > 0 ? new(null, errors) : new(actor, errors);
    }

    [GeneratedRegex("^[A-Za-z0-9-]{2,40}$")]
    private static partial Regex Code();

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();
}
