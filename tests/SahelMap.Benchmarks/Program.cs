using System.Globalization;
using SahelMap.Benchmarks;
using Spectre.Console;

const string usage = """
    Usage: ./sahelmap bench [live|tiles|export|analysis|overlap|client|lighthouse]... [--incidents N] [--deployments M] [--large] [--write]

    Measures the published server on a database of its own (100,000 synthetic incidents and 500 zones unless told otherwise) and
    prints a table. The overlap has data of its own: 500 zones × 100,000 incidents and, with --large or when it is named,
    5,000 × 1,000,000. The client is measured in Chromium with 10,000, 100,000 and 1,000,000 synthetic incidents, or with --incidents
    alone: script time of the brush and of all counts, bytes on the wire, time to the first picture, and a slow link. lighthouse runs
    Google's Lighthouse, which npx fetches, on its desktop settings; only where it is named. --write puts what was measured, the day and the machine into docs/performance.md.
    """;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] all = ["live", "tiles", "export", "analysis", "overlap", "client", "lighthouse"];
var wanted = args.Where(all.Contains).ToArray();
var unknown = args.Where(a => !all.Contains(a) && a is not ("--write" or "--large" or "--incidents" or "--deployments") && !int.TryParse(a, out _)).ToArray();
if (args.Contains("--help") || unknown.Length > 0)
{
    Console.WriteLine(unknown.Length > 0 ? $"Not known: {string.Join(' ', unknown)}\n\n{usage}" : usage);
    return unknown.Length > 0 ? 2 : 0;
}

var large = args.Contains("--large") || wanted.Contains("overlap");
if (wanted.Length == 0) wanted = [.. all.Where(a => a != "lighthouse")]; // it needs the network
int Number(string option, int otherwise) =>
    Array.IndexOf(args, option) is var i and >= 0 && i + 1 < args.Length && int.TryParse(args[i + 1], out var n) ? n : otherwise;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };
var measures = new List<Measure>();
if (wanted.Any(w => w is not ("client" or "overlap" or "lighthouse")))
{
    Console.Error.WriteLine("Making the test bed …");
    await using var bed = await Bed.MakeAsync(Number("--incidents", 100_000), Number("--deployments", 500), stop.Token);
    var steps = new Dictionary<string, Func<Bed, CancellationToken, Task<IEnumerable<Measure>>>>
    {
        ["live"] = LiveBench.RunAsync,
        ["tiles"] = TileBench.RunAsync,
        ["export"] = ExportBench.RunAsync,
        ["analysis"] = AnalysisBench.RunAsync,
    };
    foreach (var step in steps.Where(s => wanted.Contains(s.Key)))
    {
        Console.Error.WriteLine($"Measuring {step.Key} …");
        measures.AddRange(await step.Value(bed, stop.Token));
    }
}

if (wanted.Contains("overlap"))
{
    Console.Error.WriteLine("Measuring overlap …");
    measures.AddRange(await OverlapBench.RunAsync(large, stop.Token));
}

if (wanted.Contains("client"))
{
    Console.Error.WriteLine("Measuring client …");
    measures.AddRange(await FirstVisitBench.RunAsync(stop.Token));
    measures.AddRange(await ClientBench.RunAsync(args.Contains("--incidents") ? [Number("--incidents", 100_000)] : [10_000, 100_000, 1_000_000], stop.Token));
}

if (wanted.Contains("lighthouse"))
{
    Console.Error.WriteLine("Measuring lighthouse …");
    measures.AddRange(await LighthouseBench.RunAsync(stop.Token));
}

var table = new Table().AddColumns("area", "what", "SahelMap", "floor, same run", "note");
foreach (var m in measures) table.AddRow(m.Area.EscapeMarkup(), m.What.EscapeMarkup(), m.Ours, m.Floor, m.Note.EscapeMarkup());
AnsiConsole.Write(table);
if (args.Contains("--write")) PerformancePage.Write(measures);
return 0;
