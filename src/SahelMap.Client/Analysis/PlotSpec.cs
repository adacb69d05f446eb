using System.Text.Json;
using System.Text.Json.Serialization;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

// What the map script draws; MapScripts/src/plots/spec.ts reads it. Null numbers are gaps.

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ForestPlot), "forest")]
[JsonDerivedType(typeof(MonthsPlot), "months")]
[JsonDerivedType(typeof(EventPlot), "event")]
public abstract record PlotSpec(string Unit)
{
    public string ToJson() => JsonSerializer.Serialize(this, ClientJson.Default.PlotSpec);
}

public sealed record ForestPlot(string Unit, IReadOnlyList<ForestRow> Rows) : PlotSpec(Unit);

/// <param name="Tone">both, poc, ct, neither or plain.</param>
/// <param name="Part">Stands under the row before it.</param>
public sealed record ForestRow(string Name, string Tone, double? Value, Interval? Interval, Band? Band, bool Part = false);

public sealed record MonthsPlot(string Unit, IReadOnlyList<string> Months, IReadOnlyList<MonthsLine> Lines) : PlotSpec(Unit);

public sealed record MonthsLine(string Name, string Tone, IReadOnlyList<double?> Values);

public sealed record EventPlot(string Unit, string DaysUnit, IReadOnlyList<PlotBin> Bins, double? Before, double? After, PlotTrend? Trend, EventWords Words) : PlotSpec(Unit);

public sealed record PlotBin(int From, int Until, double? Value, Interval? Interval);

public sealed record PlotTrend(double AtStart, double AtEvent);

public sealed record EventWords(string Estimate, string Trend, string Levels);
