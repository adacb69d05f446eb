using SahelMap.Contracts;

namespace SahelMap.Client.Api;

/// <summary>GET /api/overlaps: a GeoJSON collection; the geometry is not asked for.</summary>
public sealed record OverlapCollection(IReadOnlyList<OverlapFeature> Features);

public sealed record OverlapFeature(Overlap Properties);

/// <summary>GET /api/overlaps/summary: of it, the ground that is shared in each month.</summary>
public sealed record OverlapMonths(IReadOnlyList<OverlapMonth> ByMonth);

/// <param name="Month">YYYY-MM.</param>
/// <param name="Km2">Each square kilometre once; null where there are too many pairs to measure it.</param>
public sealed record OverlapMonth(string Month, int Pairs, double? Km2);

/// <summary>GET /api/overlaps/{id}: what one of the two deployments rests on.</summary>
public sealed record SideEvidence(
    string Source, string Citation, string? Url, string Licence, string Basis, Confidence Confidence, bool Verified, bool Approximate);

/// <summary>A first-level region of the basemap.</summary>
/// <param name="Id">Such as ML/Gao.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
public sealed record Region(string Id, string? Name, string? NameFr, string? Country, string? CountryName, string? CountryNameFr);

/// <summary>A page of GET /api/overlaps/{id}/incidents.</summary>
/// <param name="NumberMatched">All of them; where it was asked for.</param>
public sealed record IncidentPage(IReadOnlyList<Feature<IncidentProperties>> Features, int? NumberMatched);
