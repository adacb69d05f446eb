namespace SahelMap.Domain.Analysis;

/// <summary>An incident as the overlap sees it: WGS 84 lon/lat in degrees, and its days.</summary>
public readonly record struct IncidentPoint(Guid Id, double Lon, double Lat, DateSpan Days);
