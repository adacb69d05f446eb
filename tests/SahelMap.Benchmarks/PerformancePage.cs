using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SahelMap.Browser.Tests.Support;

namespace SahelMap.Benchmarks;

/// <summary>docs/performance.md: the last measured table, with the day and the machine.</summary>
public static class PerformancePage
{
    public static void Write(IReadOnlyList<Measure> measures)
    {
        var page = new StringBuilder();
        page.AppendLine("# Performance").AppendLine();
        page.AppendLine("Written by `./sahelmap bench --write`. Absolute figures move from machine to machine: compare each with its floor, which was");
        page.AppendLine("measured in the same run. Client, server and database share the machine.").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Measured {DateTime.UtcNow:yyyy-MM-dd} on {Machine()}.").AppendLine();
        page.AppendLine("| area | what | SahelMap | floor, same run | note |").AppendLine("|---|---|---|---|---|");
        foreach (var m in measures) page.AppendLine(CultureInfo.InvariantCulture, $"| {m.Area} | {m.What} | {m.Ours} | {m.Floor} | {m.Note} |");
        File.WriteAllText(Path.Combine(ServerProcess.RepositoryRoot(), "docs", "performance.md"), page.ToString());
    }

    private static string Machine()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024;
        var cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({cpu ?? "processor not named"}), {memory:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }
}
