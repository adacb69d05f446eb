using SahelMap.Contracts;

namespace SahelMap.Server.Records;

/// <summary>A page of features (RFC 7946). Only the API's description uses this type: pages are passed on from PostGIS as text.</summary>
/// <param name="NumberReturned">Features on this page.</param>
/// <param name="NumberMatched">All records that pass; only with count=true.</param>
/// <param name="Links">self, and next unless this is the last page.</param>
public sealed record FeatureCollection<TProperties>(
    IReadOnlyList<Feature<TProperties>> Features, int NumberReturned, long? NumberMatched, IReadOnlyList<Link> Links)
{
    public string Type => "FeatureCollection";
}

/// <param name="Rel">self or next.</param>
public sealed record Link(string Rel, string Type, string Href);
