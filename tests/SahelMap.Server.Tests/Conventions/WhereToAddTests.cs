using System.Text.RegularExpressions;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Conventions;

/// <summary>CONTRIBUTING.md's table of where to add what is true, and leaves out no registry.</summary>
public sealed partial class WhereToAddTests
{
    private static readonly string Root = Repository.Root;

    private static readonly string[] Rows =
        [.. File.ReadAllLines(Path.Combine(Root, "CONTRIBUTING.md"))
            .SkipWhile(l => l != "| to add | touch |").Skip(2).TakeWhile(l => l.StartsWith('|'))];

    [Fact]
    public void The_table_is_there() => Assert.True(Rows.Length >= 10, $"Only {Rows.Length} rows in CONTRIBUTING.md's table.");

    [Fact]
    public void Every_place_that_the_table_names_exists()
    {
        var missing = Places().Where(p => !File.Exists(Path.Combine(Root, p)) && !Directory.Exists(Path.Combine(Root, p))).ToArray();
        Assert.True(missing.Length == 0, $"CONTRIBUTING.md names places that do not exist: {string.Join(", ", missing)}.");
    }

    [Fact]
    public void Every_list_that_a_newcomer_adds_a_line_to_is_in_the_table()
    {
        var registries = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => AllList().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .ToArray();
        Assert.NotEmpty(registries);
        var places = Places().ToHashSet();
        var left = registries.Where(r => !places.Contains(r)).ToArray();
        Assert.True(left.Length == 0, $"CONTRIBUTING.md's table leaves out {string.Join(", ", left)}.");
    }

    [Fact]
    public void Every_top_folder_is_explained_in_the_architecture_page()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "architecture.md"));
        foreach (var project in Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(Path.GetFileName))
            Assert.Contains($"`src/{project}`", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Places() =>
        Rows.SelectMany(r => InCode().Matches(r)).Select(m => m.Groups[1].Value).Where(p => p.Contains('/', StringComparison.Ordinal));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InCode();

    [GeneratedRegex(@"public static IReadOnlyList<\w+> All\b")]
    private static partial Regex AllList();
}
