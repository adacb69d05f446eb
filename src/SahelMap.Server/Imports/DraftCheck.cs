using System.Text.RegularExpressions;
using SahelMap.Contracts;

namespace SahelMap.Server.Imports;

/// <summary>What the database would refuse, said of one row instead of failing the whole file.</summary>
internal static partial class DraftCheck
{
    private const string SomeText = "some text";
    private const string NoNul = "text without a NUL character";

    /// <summary>The first defect, or null.</summary>
    public static RejectedRow? Of(int line, KeyedDraft draft, KnownActors actors)
    {
        if (Blank(draft.Dataset)) return Bad("dataset", draft.Dataset, SomeText);
        if (Blank(draft.Key)) return Bad("datasetKey", draft.Key, SomeText);
        return draft switch
        {
            IncidentDraft i => Incident(i, actors) ?? Sourced(i.Facts),
            DeploymentDraft d => Deployment(d, actors) ?? Sourced(d.Facts),
            _ => throw new ArgumentException($"No check for a {draft.GetType().Name}.", nameof(draft)),
        };

        RejectedRow Bad(string field, string? value, string expected) => RejectedRow.Of(line, field, value, expected);

        RejectedRow? Incident(IncidentDraft i, KnownActors actors)
        {
            var f = i.Facts;
            if (Blank(f.Title)) return Bad("title", f.Title, SomeText);
            if (f.Until <= f.From) return Bad("until", $"{f.Until:yyyy-MM-dd}", $"a day after \"from\", {f.From:yyyy-MM-dd}");
            if (!(Math.Abs(i.Lon) <= 180)) return Bad("longitude", $"{i.Lon}", "degrees from -180 to 180");
            if (!(Math.Abs(i.Lat) <= 90)) return Bad("latitude", $"{i.Lat}", "degrees from -90 to 90");
            if (f.Country is { } c && !CountryCode().IsMatch(c)) return Bad("country", c, "an ISO 3166 alpha-2 code");
            foreach (var actor in f.Actors)
                if (!actors.Has(actor)) return Bad("actors", actor, "the code of an actor that the database or the file knows");
            return Negative("deathsLow", f.DeathsLow) ?? Negative("deathsBest", f.DeathsBest) ?? Negative("deathsHigh", f.DeathsHigh)
                ?? Negative("civilianDeathsLow", f.CivilianDeathsLow) ?? Negative("civilianDeaths", f.CivilianDeaths)
                ?? Negative("civilianDeathsHigh", f.CivilianDeathsHigh) ?? Negative("peacekeeperDeaths", f.PeacekeeperDeaths)
                ?? Nul([f.Title, f.TitleFr, f.Category, f.Place, f.Admin1, f.SideA, f.SideB, f.AttributedBy, f.ForcesInvolved, f.Narrative, f.NarrativeFr]);
        }

        RejectedRow? Deployment(DeploymentDraft d, KnownActors actors)
        {
            var f = d.Facts;
            if (!actors.Has(f.Actor)) return Bad("actor", f.Actor, "the code of an actor that the database or the file knows");
            if (Blank(f.Name)) return Bad("name", f.Name, SomeText);
            if (f.Until is { } until && until <= f.From) return Bad("until", $"{until:yyyy-MM-dd}", $"a day after \"from\", {f.From:yyyy-MM-dd}, or null");
            if (f.RoleUntil is { } role && (role < f.From || (f.Until is { } end && role > end)))
                return Bad("roleUntil", $"{role:yyyy-MM-dd}", "a day inside the period, or null");
            if (f.FromPrecision is BoundPrecision.LastObserved or BoundPrecision.Ongoing)
                return Bad("fromPrecision", f.FromPrecision.ToString(), "Day, Month, Year, FirstObserved or Unknown");
            if (f.UntilPrecision is BoundPrecision.FirstObserved)
                return Bad("untilPrecision", f.UntilPrecision.ToString(), "Day, Month, Year, LastObserved, Unknown or Ongoing");
            return Nul([f.Name, f.NameFr, f.AreaInWords, f.AreaNote, f.Place, f.Troops]);
        }

        RejectedRow? Sourced(Sourced f)
        {
            if (Blank(f.Source)) return Bad("source", f.Source, "the name of the source: every record has one");
            if (Blank(f.Citation)) return Bad("citation", f.Citation, "the citation of the source");
            if (Blank(f.Licence)) return Bad("licence", f.Licence, "the licence of the source");
            if (Blank(f.EnteredBy)) return Bad("enteredBy", f.EnteredBy, SomeText);
            if (f.Url is { } url && !WebAddress().IsMatch(url)) return Bad("url", url, "an address that begins with http:// or https://, or null");
            return Nul([f.Source, f.Citation, f.Url, f.Licence, f.Basis, f.Accuracy, f.Notes, f.EnteredBy, draft.Dataset, draft.Key]);
        }

        RejectedRow? Negative(string field, int? deaths) => deaths < 0 ? Bad(field, $"{deaths}", "a whole number from 0, or nothing") : null;

        RejectedRow? Nul(ReadOnlySpan<string?> texts)
        {
            foreach (var text in texts)
                if (text is not null && text.Contains('\0')) return Bad("text", text.Replace('\0', '␀'), NoNul);
            return null;
        }
    }

    public static RejectedRow? OfActor(int line, Actor actor)
    {
        if (!ActorCode().IsMatch(actor.Code)) return Bad("actors.code", actor.Code, "2 to 40 letters, digits or hyphens");
        if (Blank(actor.Name)) return Bad("actors.name", actor.Name, SomeText);
        if (actor.Colour is { } colour && !Colour().IsMatch(colour)) return Bad("actors.colour", colour, "#RRGGBB, or null");
        if (actor.Edge is { } edge && !Edges.Contains(edge)) return Bad("actors.edge", edge, $"one of {string.Join(", ", Edges)}, or null");
        if (Blank(actor.Source) || Blank(actor.Citation) || Blank(actor.Licence))
            return Bad("actors.source", actor.Source, "a source with citation and licence: every record has one");
        if (actor.Url is { } url && !WebAddress().IsMatch(url)) return Bad("actors.url", url, "an address that begins with http:// or https://, or null");
        return Blank(actor.EnteredBy) ? Bad("actors.enteredBy", actor.EnteredBy, SomeText) : null;

        RejectedRow Bad(string field, string? value, string expected) => RejectedRow.Of(line, field, value, expected);
    }

    private static readonly string[] Edges = ["solid", "long-dash", "dash-dot", "short-dash", "dotted", "fine-dash"];

    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex CountryCode();

    [GeneratedRegex("^[A-Za-z0-9-]{2,40}$")]
    private static partial Regex ActorCode();

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();

    [GeneratedRegex("^https?://")]
    private static partial Regex WebAddress();
}
