using SahelMap.Contracts;

namespace SahelMap.Client.Editing;

public enum FieldKind
{
    Text, LongText, Link, Whole, Day, Choice, Switch, Codes,
    /// <summary>Degrees, decimal or sexagesimal.</summary>
    Latitude, Longitude,
    /// <summary>More than 0.</summary>
    Kilometres,
    /// <summary>GeoJSON as text.</summary>
    Geometry,
}

/// <summary>One field of a form. All that is typed is text until it is saved, so that nothing typed is lost.</summary>
/// <param name="Name">The property's name on the wire; "last" is the last day inside, for "until"; "rule.…" is a part of the area rule.</param>
/// <param name="Choices">Wire names, for a choice.</param>
/// <param name="ChoiceKey">Prefix of their texts.</param>
/// <param name="Start">What a new record begins with.</param>
public sealed record DraftField(
    string Name, FieldKind Kind = FieldKind.Text, bool Required = false, IReadOnlyList<string>? Choices = null, string? ChoiceKey = null, string Start = "")
{
    public const string Incident = "incident";
    public const string Deployment = "deployment";

    /// <summary>What a form can say about where a fact comes from; a file's own basis stays as it is.</summary>
    public static readonly IReadOnlyList<string> Bases = ["retrieved", "retrieved+background-knowledge", "background-knowledge"];

    private static readonly DraftField[] Source =
    [
        new("source", Required: true),
        new("citation", FieldKind.LongText, Required: true),
        new("url", FieldKind.Link),
        new("licence", Required: true),
        new("retrieved", FieldKind.Day),
        new("basis", FieldKind.Choice, Required: true, Choices: Bases, ChoiceKey: "basis.", Start: "retrieved"),
        new("confidence", FieldKind.Choice, Required: true, Choices: ["high", "medium", "low"], ChoiceKey: "confidence.only.", Start: "medium"),
        new("notes", FieldKind.LongText),
    ];

    public static readonly IReadOnlyList<DraftField> OfIncident =
    [
        new("title", Required: true),
        new("titleFr"),
        new("type", FieldKind.Choice, Required: true, Choices: Enum.GetNames<IncidentType>(), ChoiceKey: "type.", Start: nameof(IncidentType.ViolenceAgainstCivilians)),
        new("from", FieldKind.Day, Required: true),
        new("last", FieldKind.Day),
        new("datePrecision", FieldKind.Choice, Required: true, Choices: Enum.GetNames<DatePrecision>(), ChoiceKey: "datePrecision.", Start: nameof(DatePrecision.Day)),
        new("lat", FieldKind.Latitude, Required: true),
        new("lon", FieldKind.Longitude, Required: true),
        new("geoPrecision", FieldKind.Choice, Required: true, Choices: Enum.GetNames<GeoPrecision>(), ChoiceKey: "geoPrecision.", Start: nameof(GeoPrecision.Exact)),
        new("place"),
        new("sideA"),
        new("sideB"),
        new("attributedBy"),
        new("actors", FieldKind.Codes),
        new("deathsLow", FieldKind.Whole),
        new("deathsBest", FieldKind.Whole),
        new("deathsHigh", FieldKind.Whole),
        new("civilianDeathsLow", FieldKind.Whole),
        new("civilianDeaths", FieldKind.Whole),
        new("civilianDeathsHigh", FieldKind.Whole),
        new("peacekeeperDeaths", FieldKind.Whole),
        new("countedElsewhere", FieldKind.Switch, Start: "false"),
        new("forcesInvolved"),
        new("narrative", FieldKind.LongText),
        new("narrativeFr", FieldKind.LongText),
        .. Source,
    ];

    public static readonly IReadOnlyList<DraftField> OfDeployment =
    [
        new("actor", FieldKind.Choice, Required: true),
        new("name", Required: true),
        new("nameFr"),
        new("kind", FieldKind.Choice, Required: true, Choices: Enum.GetNames<DeploymentKind>(), ChoiceKey: "kind.", Start: nameof(DeploymentKind.OperationZone)),
        new("role", FieldKind.Choice, Required: true, Choices: Enum.GetNames<Norm>(), ChoiceKey: "norm.", Start: nameof(Norm.CT)),
        new("from", FieldKind.Day, Required: true),
        new("fromPrecision", FieldKind.Choice, Required: true, ChoiceKey: "boundPrecision.", Start: nameof(BoundPrecision.Day),
            Choices: ["Day", "Month", "Year", "FirstObserved", "Unknown"]),
        new("ongoing", FieldKind.Switch, Start: "false"),
        new("last", FieldKind.Day),
        new("untilPrecision", FieldKind.Choice, Required: true, ChoiceKey: "boundPrecision.", Start: nameof(BoundPrecision.Day),
            Choices: ["Day", "Month", "Year", "LastObserved", "Unknown"]),
        new("roleLast", FieldKind.Day),
        new("rule.kind", FieldKind.Choice, Required: true, ChoiceKey: "rule.kind.", Choices: ["Drawn", "Regions", "Countries", "Radius", "Border"], Start: "Drawn"),
        new("geometry", FieldKind.Geometry),
        new("rule.regions", FieldKind.Codes),
        new("rule.countries", FieldKind.Codes),
        new("rule.lat", FieldKind.Latitude),
        new("rule.lon", FieldKind.Longitude),
        new("rule.km", FieldKind.Kilometres),
        new("rule.between", FieldKind.Codes),
        new("rule.within", FieldKind.Codes),
        new("approximate", FieldKind.Switch, Start: "true"),
        new("areaInWords"),
        new("areaNote", FieldKind.LongText),
        new("place"),
        new("troops"),
        .. Source,
    ];

    public static IReadOnlyList<DraftField> Of(string kind) => kind == Incident ? OfIncident : OfDeployment;
}
