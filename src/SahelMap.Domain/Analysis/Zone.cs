using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>The side that a zone takes in an overlap: protection of civilians, or counterterrorism.</summary>
public enum ZoneSide { Poc, Ct }

/// <summary>A deployment as the overlap sees it.</summary>
/// <param name="Area">Valid Polygon or MultiPolygon, WGS 84 lon/lat; not changed while the zone is in an index.</param>
/// <param name="Served">The days on which the deployment serves the norm of its side.</param>
public sealed record Zone(Guid Id, ZoneSide Side, Geometry Area, DateSpan Served);
