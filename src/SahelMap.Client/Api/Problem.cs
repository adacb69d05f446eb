namespace SahelMap.Client.Api;

/// <summary>RFC 9457, as the server sends it.</summary>
public sealed record Problem
{
    public static readonly Problem Unreachable = new() { Type = "/problems/unreachable" };
    public static readonly Problem Broken = new() { Type = "/problems/broken-answer" };

    public static readonly Problem TooSlow = new() { Type = "/problems/too-slow" };

    public static readonly Problem Gone = new() { Type = "/problems/gone", Status = 404 };

    public string? Type { get; init; }
    public string? Title { get; init; }
    public string? Detail { get; init; }
    public int? Status { get; init; }

    /// <summary>For an invalid record: what is wrong where.</summary>
    public IReadOnlyList<FieldProblem>? Errors { get; init; }

    /// <summary>The last part of the type, e.g. "revision-mismatch".</summary>
    public string Slug => Type?[(Type.LastIndexOf('/') + 1)..] ?? "";

    public bool IsGone => Status is 404 or 410;
}

/// <param name="Place">Where, by the names on the wire: "properties.deathsBest", "geometry.coordinates[0][3]".</param>
public sealed record FieldProblem(string Place, string? Found, string? Expected);
