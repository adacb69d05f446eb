using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Domain.Deployments;
using AreaRule = SahelMap.Contracts.AreaRule;

namespace SahelMap.Server.Imports.Geodata;

/// <summary>Records of geodata/ to drafts. Their shape is described in geodata/README.md.</summary>
internal static class GeodataRecords
{
    public static (Actor Actor, string AliasRules) Actor(RecordReader r)
    {
        var actor = new Actor(Provenance(r))
        {
            Code = r.Id,
            Name = r.Text("name"),
            NameFr = r.OptionalText("nameFr"),
            ShortName = r.Text("shortName"),
            OwnName = r.OptionalText("ownName"),
            Kind = r.Enum<ActorKind>("kind"),
            Colour = r.OptionalText("colour"),
            Edge = r.OptionalText("edge"),
            Deploys = r.Truth("deploys"),
            Aliases = r.Texts("aliases"),
        };
        var rules = r.Kept("aliasRules")?.GetRawText() ?? "[]";
        r.NothingElse();
        if (DraftCheck.OfActor(0, actor) is { } defect) throw r.Bad(defect.Field["actors.".Length..], defect.Expected);
        return (actor, rules);
    }

    /// <summary>A row for mandates.merge.sql, but for its source, and the mandate's source.</summary>
    public static (JsonObject Row, JsonArray Norms, SourceDraft Source) Mandate(RecordReader r, KnownActors actors)
    {
        var p = Provenance(r);
        var key = r.Id;
        var (from, until) = Period(r);
        var norms = new JsonArray([.. r.Objects("norms").Select(n =>
        {
            var (nFrom, nUntil) = Period(n);
            var norm = new JsonObject
            {
                ["mandate"] = RecordId.For(GeodataFiles.Dataset, key), ["actor"] = Known(n, "actor", actors),
                ["norm"] = n.Enum<Norm>("norm").ToString(), ["centrality"] = n.OneOf("centrality", "core", "supporting", "ambiguous", "absent"),
                ["from_day"] = $"{nFrom:yyyy-MM-dd}", ["until_day"] = nUntil is { } d ? $"{d:yyyy-MM-dd}" : null,
                ["problem"] = n.OptionalText("problem"), ["value"] = n.OptionalText("value"), ["behaviour"] = n.OptionalText("behaviour"),
            };
            n.NothingElse();
            return (JsonNode)norm;
        })]);
        var row = new JsonObject
        {
            ["id"] = RecordId.For(GeodataFiles.Dataset, key),
            ["dataset"] = GeodataFiles.Dataset,
            ["dataset_key"] = key,
            ["symbol"] = r.Text("symbol"),
            ["title"] = r.Text("title"),
            ["adopted"] = $"{r.Day("date"):yyyy-MM-dd}",
            ["body"] = r.Text("body"),
            ["subject"] = r.OptionalText("subject"),
            ["summary"] = r.OptionalText("summary"),
            ["from_day"] = $"{from:yyyy-MM-dd}",
            ["until_day"] = until is { } u ? $"{u:yyyy-MM-dd}" : null,
            ["actors"] = new JsonArray([.. r.Texts("actors").Select(a => (JsonNode)(actors.Has(a) ? a : throw r.Bad("actors", "codes of actors.json", $"\"{a}\"")))]),
            ["ceiling_military"] = r.OptionalCount("ceilingMilitary"),
            ["ceiling_police"] = r.OptionalCount("ceilingPolice"),
            ["basis"] = p.Basis,
            ["confidence"] = EnumText.Of(p.Confidence),
            ["accuracy"] = p.Accuracy,
            ["verified"] = p.Verified,
            ["notes"] = Joined(p.Notes, Sentence("Meeting", r.OptionalText("meeting")), Sentence("Vote", r.OptionalText("vote"))),
            ["entered_by"] = p.EnteredBy,
        };
        r.NothingElse();
        return (row, norms, SourceDraft.Of(p));
    }

    public static DeploymentDraft Deployment(RecordReader r, KnownActors actors, IBasemapAreas basemap)
    {
        var (from, until) = Period(r);
        var (rule, area) = Area(r.Object("rule"), r, basemap);
        var place = r.IsObject("place") ? Place(r.Object("place")) : r.OptionalText("place");
        var facts = new DeploymentProperties(Provenance(r))
        {
            Dataset = GeodataFiles.Dataset,
            DatasetKey = r.Id,
            Actor = Known(r, "actor", actors),
            Name = r.Text("name"),
            NameFr = r.OptionalText("nameFr"),
            Kind = r.Enum<DeploymentKind>("kind"),
            Role = r.Enum<Norm>("role"),
            From = from,
            Until = until,
            FromPrecision = r.Enum<BoundPrecision>("fromPrecision"),
            UntilPrecision = r.Enum<BoundPrecision>("untilPrecision"),
            RoleUntil = r.OptionalDay("roleUntil"),
            Approximate = r.Truth("approximate"),
            AreaInWords = r.OptionalText("areaInWords"),
            AreaNote = r.OptionalText("areaNote"),
            Place = place,
            Troops = r.OptionalText("troops"),
        };
        r.NothingElse();
        var draft = new DeploymentDraft(GeodataFiles.Dataset, r.Id, null, area, facts, SourceDraft.Of(facts), rule);
        return DraftCheck.Of(0, draft, actors) is { } defect ? throw r.Bad(defect.Field, defect.Expected) : draft;
    }

    public static IncidentDraft Incident(RecordReader r, KnownActors actors, IBasemapAreas basemap)
    {
        var (from, until) = Period(r);
        var (country, region) = (r.OptionalText("country"), r.OptionalText("admin1"));
        // The facts name provinces, too, and regions of after 2016; only the basemap's own regions are ids. The point tells the others.
        var admin1 = region is null ? null
            : basemap.RegionIds.Contains(region) ? region
            : country is not null && basemap.RegionIds.Contains($"{country}/{region}") ? $"{country}/{region}" : null;
        var original = new JsonObject();
        foreach (var member in (ReadOnlySpan<string>)["ucdpIds", "overlaps", "coordSource"])
            if (r.Kept(member) is { } kept && kept.GetRawText() is not "[]") original[member] = JsonNode.Parse(kept.GetRawText());
        if (admin1 is null && region is not null) original["admin1"] = region;
        var facts = new IncidentProperties(Provenance(r))
        {
            Dataset = GeodataFiles.Dataset,
            DatasetKey = r.Id,
            Title = r.Text("title"),
            TitleFr = r.OptionalText("titleFr"),
            Type = r.Enum<IncidentType>("type"),
            Category = r.OptionalText("category"),
            From = from,
            Until = until ?? throw r.Bad("until", "the first day outside"),
            DatePrecision = r.Enum<DatePrecision>("datePrecision"),
            GeoPrecision = r.Enum<GeoPrecision>("geoPrecision"),
            Place = r.OptionalText("place"),
            Country = country,
            Admin1 = admin1,
            SideA = r.OptionalText("sideA"),
            SideB = r.OptionalText("sideB"),
            Actors = r.Texts("actors"),
            AttributedBy = r.OptionalText("attributedBy"),
            DeathsLow = r.OptionalCount("deathsLow"),
            DeathsBest = r.OptionalCount("deathsBest"),
            DeathsHigh = r.OptionalCount("deathsHigh"),
            CivilianDeathsLow = r.OptionalCount("civilianDeathsLow"),
            CivilianDeaths = r.OptionalCount("civilianDeaths"),
            CivilianDeathsHigh = r.OptionalCount("civilianDeathsHigh"),
            PeacekeeperDeaths = r.OptionalCount("peacekeeperDeaths"),
            CountedElsewhere = r.Truth("countedElsewhere"),
            ForcesInvolved = r.OptionalText("forcesInvolved"),
            Narrative = r.OptionalText("narrative"),
            NarrativeFr = r.OptionalText("narrativeFr"),
        };
        var (lon, lat) = (r.Degrees("lon", 180), r.Degrees("lat", 90));
        r.NothingElse();
        var draft = new IncidentDraft(
            GeodataFiles.Dataset, r.Id, null, lon, lat, facts, SourceDraft.Of(facts), original.Count == 0 ? null : original.ToJsonString());
        return DraftCheck.Of(0, draft, actors) is { } defect ? throw r.Bad(defect.Field, defect.Expected, $"\"{defect.Value}\"") : draft;
    }

    private static (string Rule, MultiPolygon Area) Area(RecordReader rule, RecordReader record, IBasemapAreas basemap)
    {
        var wire = new AreaRule(rule.OneOf("kind", "Regions", "Countries", "Border", "Radius"), rule.OptionalTexts("regions"), rule.OptionalTexts("countries"),
            rule.OptionalPairs("between"), rule.OptionalTexts("within"), rule.OptionalNumber("lon"), rule.OptionalNumber("lat"), rule.OptionalNumber("km"));
        rule.NothingElse();
        if (!AreaRuleReader.TryRead(wire.Kind, wire.Regions, wire.Countries, wire.Between, wire.Within, wire.Lon, wire.Lat, wire.Km, out var read, out var rejected))
            throw record.Bad(rejected.ToString());
        return AreaRules.Build(read, basemap) switch
        {
            AreaBuilt built => (AreaRuleJson.Of(wire), built.Area),
            AreaRejected defect => throw record.Bad(defect.ToString()),
            var other => throw new InvalidOperationException($"No way to take a {other.GetType().Name}."),
        };
    }

    private static string Place(RecordReader place)
    {
        var name = place.Text("name");
        // The rule holds the point; the licence names its source.
        foreach (var member in (ReadOnlySpan<string>)["lon", "lat", "geonameid", "coordSource", "country", "admin1"]) place.Kept(member);
        place.NothingElse();
        return name;
    }

    private static (DateOnly From, DateOnly? Until) Period(RecordReader r)
    {
        var (from, until) = (r.Day("from"), r.OptionalDay("until"));
        return until is null || until > from ? (from, until) : throw r.Bad("until", $"a day after \"from\", {from:yyyy-MM-dd}, or null");
    }

    private static string Known(RecordReader r, string name, KnownActors actors)
    {
        var code = r.Text(name);
        return actors.Has(code) ? code : throw r.Bad(name, "the code of a record in actors.json");
    }

    /// <summary>The provenance object that every record of geodata/ has.</summary>
    private static Provenance Provenance(RecordReader record)
    {
        var r = record.Object("provenance");
        var p = new Provenance
        {
            Source = r.Text("source"),
            Citation = r.Text("citation"),
            Url = r.OptionalText("url"),
            Links = r.Texts("links"),
            Licence = r.Text("licence"),
            Retrieved = r.OptionalDay("retrieved"),
            Basis = r.Text("basis"),
            Confidence = r.Enum<Confidence>("confidence"),
            Accuracy = r.OptionalText("accuracy"),
            Verified = r.Truth("verified"),
            Notes = r.OptionalText("notes"),
            EnteredBy = r.Text("enteredBy"),
        };
        r.NothingElse();
        if (p.Url is { } url && !url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("https://", StringComparison.Ordinal))
            throw r.Bad("url", "an address that begins with http:// or https://, or null");
        return p;
    }

    private static string? Sentence(string what, string? text) => text is null ? null : $"{what}: {text}.";

    private static string? Joined(params IEnumerable<string?> sentences) =>
        string.Join(' ', sentences.Where(s => s is not null)) is { Length: > 0 } text ? text : null;
}
