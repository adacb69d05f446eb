using System.Globalization;
using System.Text.RegularExpressions;
using SahelMap.Server.Commands;
using SahelMap.Server.Database;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.StartUp;

/// <summary>No Docker engine runs where this is developed: what can be checked without one is checked here.</summary>
public sealed partial class ContainerFileTests
{
    private static readonly string Dockerfile = File.ReadAllText(Repository.PathTo("Dockerfile"));
    private static readonly string Compose = File.ReadAllText(Repository.PathTo("docker-compose.yml"));

    public static TheoryData<string> CopiedPaths =>
        [.. CopyFromContext().Matches(Dockerfile).SelectMany(m => m.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipLast(1))];

    [Theory, MemberData(nameof(CopiedPaths))]
    public void Whatever_the_Dockerfile_copies_is_there(string path) => Assert.True(Path.Exists(Repository.PathTo(path)), path);

    [Fact]
    public void Whatever_the_Dockerfile_copies_is_let_through()
    {
        var hidden = File.ReadAllLines(Repository.PathTo(".dockerignore")).Where(l => l.Length > 0 && !l.Contains('*', StringComparison.Ordinal));
        Assert.DoesNotContain(CopiedPaths.Select(d => d.Data), p => hidden.Any(h => p == h || p.StartsWith(h + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_project_that_the_server_is_made_of_is_restored_from_its_own_file()
    {
        var projects = ProjectReference().Matches(File.ReadAllText(Repository.PathTo("src", "SahelMap.Server", "SahelMap.Server.csproj")))
            .Select(m => m.Groups[1].Value);
        Assert.All(projects, p => Assert.Contains($"COPY src/{p}.csproj", Dockerfile, StringComparison.Ordinal));
    }

    [Fact]
    public void The_image_starts_what_a_build_makes() =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, EntryPoint().Match(Dockerfile).Groups[1].Value)));

    [Fact]
    public void The_image_starts_a_command_that_exists() =>
        Assert.Contains(Command().Match(Dockerfile).Groups[1].Value, CommandLine.Create().Subcommands.Select(c => c.Name));

    [Fact]
    public void Compose_image_and_health_check_speak_of_one_port()
    {
        var port = Exposed().Match(Dockerfile).Groups[1].Value;
        Assert.Contains($"ASPNETCORE_URLS=http://0.0.0.0:{port}", Dockerfile, StringComparison.Ordinal);
        Assert.Contains($"/dev/tcp/127.0.0.1/{port}", Dockerfile, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:${{SAHELMAP_PORT:-{SahelMapOptions.DefaultPort}}}:{port}"), Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_names_the_database_as_the_server_reads_it() => Assert.Contains(CommandDatabase.Variable + ":", Compose, StringComparison.Ordinal);

    [Fact]
    public void Neither_file_holds_a_secret() =>
        Assert.All(Password().Matches(Compose + Dockerfile).Select(m => m.Groups[1].Value), p => Assert.StartsWith("${SAHELMAP_DB_PASSWORD", p, StringComparison.Ordinal));

    [GeneratedRegex(@"^COPY (?!--from)(.+)$", RegexOptions.Multiline)]
    private static partial Regex CopyFromContext();

    [GeneratedRegex(@"<ProjectReference Include=""\.\./([^""]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"^ENTRYPOINT \[""dotnet"", ""(.+)""\]", RegexOptions.Multiline)]
    private static partial Regex EntryPoint();

    [GeneratedRegex(@"^CMD \[""([a-z]+)""\]", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^EXPOSE (\d+)", RegexOptions.Multiline)]
    private static partial Regex Exposed();

    [GeneratedRegex(@"^[^#\n]*PASSWORD(?::\s+|=)(\S+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Password();
}
