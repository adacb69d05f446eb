using System.Text.RegularExpressions;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Client;

public sealed partial class PagePolicyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_script_inside_the_page_runs_only_with_what_this_one_answer_allows()
    {
        var (first, second) = (await NonceAsync(), await NonceAsync());
        Assert.NotEqual(first, second);
    }

    private async Task<string> NonceAsync()
    {
        var page = await server.Client.GetAsync("/", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var scripts = page.Headers.GetValues("Content-Security-Policy").Single().Split(';').Single(part => part.Trim().StartsWith("script-src ", StringComparison.Ordinal));
        Assert.DoesNotContain("'unsafe-inline'", scripts, StringComparison.Ordinal);

        // What has no source runs where it stands, unless it is data.
        var inside = Tags().Matches(html).Select(m => m.Value).Where(tag => !tag.Contains(" src=", StringComparison.Ordinal) && !tag.Contains("application/json", StringComparison.Ordinal));
        var nonce = Nonce().Match(Assert.Single(inside)).Groups[1].Value;
        Assert.NotEmpty(nonce);
        Assert.Contains($"'nonce-{nonce}'", scripts, StringComparison.Ordinal);
        Assert.Empty(Handlers().Matches(html));
        return nonce;
    }

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("""nonce="([^"]+)""")]
    private static partial Regex Nonce();

    [GeneratedRegex("""<[^>]* on[a-z]+=""")]
    private static partial Regex Handlers();
}
