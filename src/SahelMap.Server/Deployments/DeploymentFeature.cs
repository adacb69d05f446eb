using System.Text.Json;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Domain.Deployments;
using SahelMap.Server.Records;
using DomainRule = SahelMap.Domain.Deployments.AreaRule;
using WireRule = SahelMap.Contracts.AreaRule;

namespace SahelMap.Server.Deployments;

/// <param name="Properties">As the feature states them; what it leaves out has its default. Rule is never null.</param>
/// <param name="Rule">How the area is made.</param>
/// <param name="Drawn">The feature's geometry, where the rule is Drawn; rings closed, validity not yet checked.</param>
public sealed record DeploymentDraft(Guid? Id, DeploymentProperties Properties, DomainRule Rule, Geometry? Drawn)
{
    /// <summary>The properties as on the wire: what insert.sql and update.sql take.</summary>
    public string ToJson() => JsonSerializer.Serialize(Properties, JsonSerializerOptions.Web);

    /// <summary>The area by the rule, or what is wrong with it and where.</summary>
    public (MultiPolygon? Area, FieldError? Error) BuildArea(IBasemapAreas basemap) => AreaRules.Build(Rule, basemap, Drawn) switch
    {
        AreaBuilt built => (built.Area, null),
        AreaRejected rejected => (null, DeploymentFeature.Error(rejected)),
        var other => throw new InvalidOperationException($"An area is built or rejected, not {other}."),
    };
}

/// <summary>Reads a deployment's GeoJSON feature.</summary>
public static class DeploymentFeature
{
    /// <param name="json">A GeoJSON Feature with the properties of <see cref="DeploymentProperties"/>. Its geometry counts where the rule is Drawn or missing.</param>
    /// <param name="enteredBy">Who enters it, where the feature does not say.</param>
    /// <param name="lenient">Properties that we do not know are passed over, as in files of other versions; otherwise they are errors.</param>
    /// <returns>The draft, or everything that is wrong. Bad data never throws. Whether its actor exists is for the caller to check.</returns>
    public static Reading<DeploymentDraft> Read(JsonElement json, string enteredBy = "local", bool lenient = false)
    {
        var errors = new List<FieldError>();
        if (FeatureFrame.Open(json, errors) is not var (feature, p)) return new(null, errors);

        var id = FeatureFrame.Id(feature);
        var rule = Rule(p, lenient);
        var drawn = rule is DrawnRule ? GeoJsonGeometry.Area(feature) : null;
        feature.Ignore("geometry");
        var from = p.RequiredDay("from");
        var until = p.Day("until");
        if (until <= from && from != default) p.Refuse("until", "a day after from, or null while it goes on: until is the first day outside");
        var roleUntil = p.Day("roleUntil");
        if (roleUntil is { } end && from != default && (end < from || end > until)) p.Refuse("roleUntil", "a day from from to until: the first day on which the norm is no longer served");
        var fromPrecision = p.Name<BoundPrecision>("fromPrecision", BoundPrecision.Day);
        if (fromPrecision is BoundPrecision.LastObserved or BoundPrecision.Ongoing) p.Refuse("fromPrecision", "one of Day, Month, Year, FirstObserved, Unknown");
        var untilPrecision = p.Name<BoundPrecision>("untilPrecision", until is null ? BoundPrecision.Ongoing : BoundPrecision.Day);
        if (untilPrecision is BoundPrecision.FirstObserved) p.Refuse("untilPrecision", "one of Day, Month, Year, LastObserved, Unknown, Ongoing");
        var provenance = ProvenanceReading.Read(p, enteredBy);

        var properties = new DeploymentProperties(provenance)
        {
            Dataset = Key(p, "dataset"),
            DatasetKey = Key(p, "datasetKey"),
            Actor = p.RequiredText("actor", "the code of an actor; GET /api/actors lists them", 40),
            Name = p.RequiredText("name", longest: 500),
            NameFr = p.Text("nameFr", 500),
            Kind = p.Name<DeploymentKind>("kind"),
            Role = p.Name<Norm>("role"),
            From = from,
            Until = until,
            FromPrecision = fromPrecision,
            UntilPrecision = untilPrecision,
            RoleUntil = roleUntil,
            Rule = rule is null ? null : OnTheWire(rule),
            // Whatever a rule makes is approximate.
            Approximate = p.YesNo("approximate", true) || rule is not DrawnRule,
            AreaInWords = p.Text("areaInWords"),
            AreaNote = p.Text("areaNote"),
            Place = p.Text("place", 500),
            Troops = p.Text("troops"),
            Synthetic = p.YesNo("synthetic"),
        };
        feature.Ignore("type", "bbox");
        if (!lenient)
        {
            p.RefuseOthers();
            feature.RefuseOthers();
        }
        return errors.Count > 0 ? new(null, errors) : new(new(id, properties, rule!, drawn), errors);
    }

    /// <summary>The domain names places as "rule…" and "geometry…"; on the wire the rule is a property.</summary>
    internal static FieldError Error(AreaRejected rejected) =>
        new(rejected.Place.StartsWith("rule", StringComparison.Ordinal) ? $"properties.{rejected.Place}" : rejected.Place, rejected.Found, rejected.Expected);

    private static DomainRule? Rule(FieldReader p, bool lenient)
    {
        if (p.Find("rule") is null) return new DrawnRule();
        if (p.Object("rule") is not { } r) return null;
        var before = p.Errors.Count;
        var kind = r.Text("kind");
        var (regions, countries, between, within) = (r.OptionalTexts("regions"), r.OptionalTexts("countries"), Pairs(r), r.OptionalTexts("within"));
        var (lon, lat, km) = (r.Number("lon"), r.Number("lat"), r.Number("km"));
        if (!lenient) r.RefuseOthers();
        if (p.Errors.Count > before) return null;
        if (AreaRuleReader.TryRead(kind, regions, countries, between, within, lon, lat, km, out var rule, out var rejected)) return rule;
        p.Errors.Add(Error(rejected));
        return null;
    }

    private static List<IReadOnlyList<string>>? Pairs(FieldReader rule)
    {
        if (rule.Find("between") is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(pair =>
                pair.ValueKind == JsonValueKind.Array && pair.EnumerateArray().All(code => code.ValueKind == JsonValueKind.String)))
            return [.. value.EnumerateArray().Select(pair => (IReadOnlyList<string>)[.. pair.EnumerateArray().Select(code => code.GetString()!)])];
        rule.Refuse("between", "a list of pairs of country codes, such as [[\"ML\", \"NE\"]]");
        return null;
    }

    private static WireRule OnTheWire(DomainRule rule) => rule switch
    {
        RegionsRule r => new("Regions", Regions: r.Regions),
        CountriesRule c => new("Countries", Countries: c.Countries),
        BorderRule b => new("Border", Between: [.. b.Between.Select(pair => (IReadOnlyList<string>)[pair.A, pair.B])], Within: b.Within, Km: b.Km),
        RadiusRule r => new("Radius", Lon: r.Lon, Lat: r.Lat, Km: r.Km),
        _ => new("Drawn"),
    };

    private static string? Key(FieldReader p, string name)
    {
        var key = p.Text(name, 500);
        if (key is not null && string.IsNullOrWhiteSpace(key)) p.Refuse(name, "a text that is not blank, or none");
        return key;
    }
}
