namespace SahelMap.Server.Records;

/// <summary>One thing that is wrong with a record.</summary>
/// <param name="Place">Where, by the names on the wire: "properties.deathsBest", "geometry.coordinates[0][3]".</param>
/// <param name="Found">What came.</param>
/// <param name="Expected">What would be accepted.</param>
public sealed record FieldError(string Place, string Found, string Expected)
{
    public override string ToString() => $"{Place}: found {Found}, expected {Expected}";
}

/// <summary>What came of reading a record: the record, or everything that is wrong with it.</summary>
public sealed record Reading<T>(T? Record, IReadOnlyList<FieldError> Errors) where T : class;
