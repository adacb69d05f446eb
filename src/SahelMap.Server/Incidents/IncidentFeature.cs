using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <param name="Properties">As the feature states them; what it leaves out has its default.</param>
/// <param name="Location">WGS 84.</param>
/// <param name="Original">What a source file held besides, as a JSON object; null: nothing.</param>
public sealed record IncidentDraft(Guid? Id, IncidentProperties Properties, Point Location, string? Original)
{
    /// <summary>The properties as on the wire, the original included: what insert.sql and update.sql take.</summary>
    public string ToJson()
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(Properties, JsonSerializerOptions.Web)!;
        json["original"] = Original is null ? null : JsonNode.Parse(Original);
        return json.ToJsonString();
    }
}

/// <summary>Reads an incident's GeoJSON feature.</summary>
public static class IncidentFeature
{
    /// <param name="json">A GeoJSON Feature with the properties of <see cref="IncidentProperties"/>.</param>
    /// <param name="enteredBy">Who enters it, where the feature does not say.</param>
    /// <param name="lenient">Properties that we do not know are passed over, as in files of other versions; otherwise they are errors.</param>
    /// <returns>The draft, or everything that is wrong. Bad data never throws. Whether its actors exist is for the caller to check.</returns>
    public static Reading<IncidentDraft> Read(JsonElement json, string enteredBy = "local", bool lenient = false)
    {
        var errors = new List<FieldError>();
        if (FeatureFrame.Open(json, errors) is not var (feature, p)) return new(null, errors);

        var id = FeatureFrame.Id(feature);
        var location = GeoJsonGeometry.Point(feature);
        var from = p.RequiredDay("from");
        var until = p.RequiredDay("until");
        if (p.Ok && until <= from) p.Refuse("until", "a day after from: until is the first day outside, the day after the last");
        var country = p.Text("country");
        if (country is not null && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper))) p.Refuse("country", "an ISO 3166 code of two capital letters, e.g. ML");
        var original = p.Find("original");
        if (original is { ValueKind: not JsonValueKind.Object }) p.Refuse("original", "an object");
        var provenance = ProvenanceReading.Read(p, enteredBy);

        var properties = new IncidentProperties(provenance)
        {
            Dataset = Key(p, "dataset"),
            DatasetKey = Key(p, "datasetKey"),
            Title = p.RequiredText("title", longest: 500),
            TitleFr = p.Text("titleFr", 500),
            Type = p.Name<IncidentType>("type"),
            Category = p.Text("category", 500),
            From = from,
            Until = until,
            DatePrecision = p.Name<DatePrecision>("datePrecision", DatePrecision.Day),
            GeoPrecision = p.Name<GeoPrecision>("geoPrecision", GeoPrecision.Exact),
            Place = p.Text("place", 500),
            Country = country,
            Admin1 = p.Text("admin1", 200),
            SideA = p.Text("sideA"),
            SideB = p.Text("sideB"),
            Actors = [.. p.Texts("actors").Distinct(StringComparer.Ordinal)],
            AttributedBy = p.Text("attributedBy"),
            // Sources do break low ≤ best ≤ high: kept as they say, and flagged by the database.
            DeathsLow = p.Count("deathsLow"),
            DeathsBest = p.Count("deathsBest"),
            DeathsHigh = p.Count("deathsHigh"),
            CivilianDeathsLow = p.Count("civilianDeathsLow"),
            CivilianDeaths = p.Count("civilianDeaths"),
            CivilianDeathsHigh = p.Count("civilianDeathsHigh"),
            PeacekeeperDeaths = p.Count("peacekeeperDeaths"),
            CountedElsewhere = p.YesNo("countedElsewhere"),
            ForcesInvolved = p.Text("forcesInvolved"),
            Narrative = p.Text("narrative", 100_000),
            NarrativeFr = p.Text("narrativeFr", 100_000),
            Synthetic = p.YesNo("synthetic"),
        };
        p.Ignore("deathsInconsistent");
        feature.Ignore("type", "bbox", "key");
        if (!lenient)
        {
            p.RefuseOthers();
            feature.RefuseOthers();
        }
        return errors.Count > 0 ? new(null, errors) : new(new(id, properties, location!, original?.GetRawText()), errors);
    }

    private static string? Key(FieldReader p, string name)
    {
        var key = p.Text(name, 500);
        if (key is not null && string.IsNullOrWhiteSpace(key)) p.Refuse(name, "a text that is not blank, or none");
        return key;
    }
}
