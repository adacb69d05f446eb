namespace SahelMap.Server.Filtering;

/// <summary>A parameter of the query string, as the parser and the API's description know it.</summary>
/// <param name="Accepts">What is accepted, in words that stand after "Accepted: ".</param>
/// <param name="Names">The closed list of values, where there is one.</param>
public sealed record QueryParameter(
    string Name, string Accepts, string Description, ParameterShape Shape = ParameterShape.Text, IReadOnlyList<string>? Names = null, string? Example = null);

public enum ParameterShape { Text, List, Date, Instant, WholeNumber, Number, YesNo, Box }

/// <summary>The parameters of the one filter, in the order in which links write them.</summary>
public static class FilterParameters
{
    public static readonly QueryParameter Actor = new("actor", "codes of actors, separated by commas; GET /api/actors lists them",
        "Actors by code, separated by commas. A deployment passes when it is the actor's; an incident when a source names the actor as a side.",
        ParameterShape.List, Example: "MINUSMA,Wagner");

    public static readonly QueryParameter Kind = new("kind", Names<Contracts.DeploymentKind>(), "Kinds of deployment. Does not restrict incidents.",
        ParameterShape.List, Enum.GetNames<Contracts.DeploymentKind>());

    public static readonly QueryParameter Role = new("role", Names<Contracts.Norm>(), "The norm that a deployment serves. Does not restrict incidents.",
        ParameterShape.List, Enum.GetNames<Contracts.Norm>());

    public static readonly QueryParameter Type = new("type", Names<Contracts.IncidentType>(), "Types of incident. Does not restrict deployments.",
        ParameterShape.List, Enum.GetNames<Contracts.IncidentType>());

    public static readonly QueryParameter From = new("from", "a day as YYYY-MM-DD", "First day of the period. A record passes when any of its days lies in the period.",
        ParameterShape.Date, Example: "2022-01-01");

    public static readonly QueryParameter Until = new("until", "a day as YYYY-MM-DD, after from", "First day after the period.", ParameterShape.Date, Example: "2023-01-01");

    public static readonly QueryParameter Bbox = new("bbox",
        "minLon,minLat,maxLon,maxLat in degrees (WGS 84), minLon less than maxLon and minLat less than maxLat",
        "A box: minLon,minLat,maxLon,maxLat in degrees (WGS 84). One that crosses longitude 180 is refused: ask for its two halves.",
        ParameterShape.Box, Example: "-6,12,4,20");

    public static readonly QueryParameter Country = new("country", "ISO 3166 codes of two letters, separated by commas",
        "Countries by ISO 3166 alpha-2 code. A deployment passes when its area touches the country.", ParameterShape.List, Example: "ML,NE");

    public static readonly QueryParameter Admin1 = new("admin1", "ids of first-level regions, separated by commas, e.g. ML/Gao; GET /api/regions lists them",
        "First-level regions by id. A deployment passes when its area touches the region.", ParameterShape.List, Example: "ML/Gao");

    public static readonly QueryParameter MinDeaths = new("minDeaths", "a whole number, 0 or more",
        "Incidents whose best estimate of deaths is at least this; an incident without an estimate does not pass. Does not restrict deployments.",
        ParameterShape.WholeNumber, Example: "10");

    public static readonly QueryParameter Source = new("source", "names of data sets, separated by commas, e.g. geodata, ucdp-ged, local, synthetic",
        "Data sets by name; one that no record has is refused. GET /api/sources lists them.", ParameterShape.List, Example: "ucdp-ged");

    public static readonly QueryParameter Visibility = new("visibility", "public", "Only public for now: restricted records need sign-in, which this server does not have yet.",
        ParameterShape.List, ["public"]);

    public static readonly QueryParameter Words = new("q", "1 to 200 characters, with a letter or a digit among them",
        "Words that must all occur in the names, places, sides or narrative of a record, in English or French, whatever their ending, accents and case. "
        + "The last may be the beginning of a word; a phrase in quotation marks stands as it is.", Example: "Ogossagou");

    public static readonly QueryParameter AsOf = new("asOf", "an instant as RFC 3339 writes it, with its offset, not in the future, e.g. 2024-05-01T00:00:00Z",
        "The state of the records as it was known at this instant.", ParameterShape.Instant);

    public static readonly IReadOnlyList<QueryParameter> All =
        [Actor, Kind, Role, Type, From, Until, Bbox, Country, Admin1, MinDeaths, Source, Visibility, Words, AsOf];

    private static string Names<T>() where T : struct, Enum => $"one or more of {string.Join(", ", Enum.GetNames<T>())}, separated by commas";
}

/// <summary>Endpoint metadata: which parameters the route's query string may hold. The API's description is made from it.</summary>
public sealed record TakesParameters(IReadOnlyList<QueryParameter> Parameters);

public static class FilterEndpointExtensions
{
    /// <summary>The route takes the one filter, and these parameters of its own.</summary>
    public static TBuilder TakesFilter<TBuilder>(this TBuilder builder, params QueryParameter[] own) where TBuilder : IEndpointConventionBuilder =>
        builder.TakesOnly([.. FilterParameters.All, .. own]);

    /// <summary>The route takes these parameters and not the filter.</summary>
    public static TBuilder TakesOnly<TBuilder>(this TBuilder builder, params QueryParameter[] parameters) where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(b => b.Metadata.Add(new TakesParameters(parameters)));
        return builder;
    }
}
