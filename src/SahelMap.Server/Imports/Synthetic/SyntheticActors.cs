using SahelMap.Contracts;

namespace SahelMap.Server.Imports.Synthetic;

/// <summary>Made-up actors: no synthetic record is ever attributed to a real one.</summary>
internal static class SyntheticActors
{
    public const string Poc = "SyntheticPoC", Ct = "SyntheticCT", ArmedGroup = "SyntheticArmedGroup";

    public static readonly IReadOnlyList<Actor> All =
    [
        Make(Poc, "Synthetic protection mission", "Mission de protection synthétique", ActorKind.UnPeacekeeping, "#5B7FA6", "solid", true),
        Make(Ct, "Synthetic counterterrorism operation", "Opération antiterroriste synthétique", ActorKind.ForeignCounterterrorism, "#A68A5B", "long-dash", true),
        Make(ArmedGroup, "Synthetic armed group", "Groupe armé synthétique", ActorKind.NonStateArmedGroup, null, null, false),
    ];

    private static Actor Make(string code, string name, string nameFr, ActorKind kind, string? colour, string? edge, bool deploys) => new()
    {
        Code = code,
        Name = name,
        NameFr = nameFr,
        ShortName = name,
        Kind = kind,
        Colour = colour,
        Edge = edge,
        Deploys = deploys,
        Source = SyntheticData.Source.Name,
        Citation = SyntheticData.Source.Citation,
        Licence = SyntheticData.Source.Licence,
        Basis = SyntheticData.Basis,
        Confidence = Confidence.Low,
        Verified = false,
        EnteredBy = SyntheticData.EnteredBy,
        Notes = "Made up for trials and benchmarks.",
    };
}
