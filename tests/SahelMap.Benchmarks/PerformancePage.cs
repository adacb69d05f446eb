using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SahelMap.Browser.Tests.Support;

namespace SahelMap.Benchmarks;

/// <summary>docs/performance.md: what was measured last, with the day and the machine. Areas that a run does not measure keep their rows, unless they come from another machine.</summary>
public static class PerformancePage
{
    private const string On = "Measured on ";

    public static void Write(IReadOnlyList<Measure> measures)
    {
        var file = Path.Combine(ServerProcess.RepositoryRoot(), "docs", "performance.md");
        var machine = On + Machine() + ".";
        var before = File.Exists(file) ? File.ReadAllLines(file) : [];
        var kept = before.Contains(machine) ? before.Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1) : [];
        var rows = kept.Where(row => measures.All(m => m.Area != AreaOf(row))).Concat(measures.Select(Row))
            // Areas in the order of their first appearance, so that a run of one moves nothing.
            .OrderBy(row => Array.FindIndex(before, line => AreaOf(line) == AreaOf(row)) is var at and >= 0 ? at : int.MaxValue);

        var page = new StringBuilder();
        page.AppendLine("# Performance").AppendLine();
        page.AppendLine("Written by `./sahelmap bench --write`. Absolute figures move from machine to machine: compare each with its floor, which was");
        page.AppendLine("measured in the same run. Client, server and database share the machine.").AppendLine();
        page.AppendLine(machine).AppendLine();
        page.AppendLine("| area | what | SahelMap | floor, same run | note | day |").AppendLine("|---|---|---|---|---|---|");
        foreach (var row in rows) page.AppendLine(row);
        File.WriteAllText(file, page.ToString());
    }

    private static string Row(Measure m) =>
        string.Create(CultureInfo.InvariantCulture, $"| {m.Area} | {m.What} | {m.Ours} | {m.Floor} | {m.Note} | {DateTime.UtcNow:yyyy-MM-dd} |");

    private static string AreaOf(string line) => line.Split('|') is { Length: > 2 } cells ? cells[1].Trim() : "";

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
