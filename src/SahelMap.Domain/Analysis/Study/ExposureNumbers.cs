namespace SahelMap.Domain.Analysis.Study;

/// <summary>Counts and exposures of one reading of the records, cell by cell; what an exposure study's rates are made of.</summary>
public sealed class ExposureNumbers
{
    public const int Strata = 4, Attributions = 4;

    /// <summary>Numbers of CT actors that are told apart; the last one means that many or more.</summary>
    public const int Doses = 4;

    /// <summary>What is counted, by stratum and attribution.</summary>
    public double[,] Count { get; } = new double[Strata, Attributions];

    /// <summary>km²·days, by stratum.</summary>
    public double[] Exposure { get; } = new double[Strata];

    /// <summary>By number of CT actors, anywhere in the study area.</summary>
    public double[] DoseCount { get; } = new double[Doses];

    public double[] DoseExposure { get; } = new double[Doses];

    /// <summary>By number of CT actors, where PoC is served.</summary>
    public double[] PocDoseCount { get; } = new double[Doses];

    public double[] PocDoseExposure { get; } = new double[Doses];

    /// <summary>Attacks on peacekeepers, by stratum.</summary>
    public double[] Peacekeepers { get; } = new double[Strata];

    public double CountOf(PresenceStratum stratum, StudyAttribution? attribution)
    {
        if (attribution is { } one) return Count[(int)stratum, (int)one];
        double sum = 0;
        for (var a = 0; a < Attributions; a++) sum += Count[(int)stratum, a];
        return sum;
    }

    internal void AddExposure(ulong state, double km2Days)
    {
        var stratum = Presence.StratumOf(state);
        Exposure[(int)stratum] += km2Days;
        var dose = DoseOf(state);
        DoseExposure[dose] += km2Days;
        if ((state & Presence.Poc) != 0) PocDoseExposure[dose] += km2Days;
    }

    internal void AddIncident(ulong state, in StudyIncident incident)
    {
        var stratum = Presence.StratumOf(state);
        if (incident.AgainstPeacekeepers) Peacekeepers[(int)stratum]++;
        if (incident.Weight == 0) return;
        Count[(int)stratum, (int)incident.Attribution] += incident.Weight;
        var dose = DoseOf(state);
        DoseCount[dose] += incident.Weight;
        if ((state & Presence.Poc) != 0) PocDoseCount[dose] += incident.Weight;
    }

    internal static int DoseOf(ulong state) => Math.Min(Presence.CtActorsIn(state), Doses - 1);
}
