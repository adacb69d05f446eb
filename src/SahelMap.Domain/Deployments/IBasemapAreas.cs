using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Deployments;

/// <summary>The countries and first-level regions that area rules refer to. Geometry is valid, polygonal, WGS 84 lon/lat.</summary>
public interface IBasemapAreas
{
    /// <summary>A region by its id, such as ML/Gao; null: there is none.</summary>
    Geometry? Region(string id);

    /// <summary>A country by its ISO 3166 alpha-2 code; null: there is none.</summary>
    Geometry? Country(string iso);

    IReadOnlyCollection<string> RegionIds { get; }

    IReadOnlyCollection<string> CountryCodes { get; }
}
