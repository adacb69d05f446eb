namespace SahelMap.Client.Editing;

/// <summary>A shape while it is drawn on the map for the form.</summary>
/// <param name="Shape">polygon or point.</param>
/// <param name="Target">The field that it fills: geometry; or the prefix of the two fields of a point.</param>
/// <param name="Before">What stood in the field of an area: giving up puts it back.</param>
public sealed record Sketch(string Shape, string Target, string Before)
{
    /// <summary>The tools are there; until then nobody is told to draw.</summary>
    public bool Ready { get; init; }

    /// <summary>A whole shape stands: it can be changed, or taken as it is.</summary>
    public bool Closed { get; init; }
}
