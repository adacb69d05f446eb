using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class ConflictTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<string> Sql(string sql) => fixture.Server.PsqlAsync(sql, Ct);

    [Fact]
    public async Task Who_saves_second_sees_what_the_other_saved_and_can_take_it_and_save()
    {
        var zone = await Sql("SELECT id FROM deployment WHERE dataset_key = 'takuba-gao'");
        await using var one = await fixture.ReaderAsync();
        await using var other = await fixture.ReaderAsync();
        var first = await EditAsync(one, zone);
        var second = await EditAsync(other, zone);

        await first.Locator("#field-place").FillAsync("The first one's place");
        await first.Locator("#field-troops").FillAsync("The first one's troops");
        await SaveAsync(first);

        await second.Locator("#field-place").FillAsync("The second one's place");
        await second.Locator("#field-areaNote").FillAsync("The second one's note");
        await second.Locator("form.edit button[type=submit]").ClickAsync();
        var notice = second.Locator("#conflict");
        await Assertions.Expect(notice).ToBeFocusedAsync();
        await Assertions.Expect(notice.Locator("tr.clash")).ToContainTextAsync(["The first one's place"]);
        await Assertions.Expect(notice.Locator("tbody tr")).ToHaveCountAsync(2);
        await Reader.PictureAsync(second, "desk-conflict");

        await notice.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Assertions.Expect(notice).ToHaveCountAsync(0);
        await Assertions.Expect(second.Locator("#field-place")).ToHaveValueAsync("The first one's place");
        await Assertions.Expect(second.Locator("#field-troops")).ToHaveValueAsync("The first one's troops");
        await Assertions.Expect(second.Locator("#field-areaNote")).ToHaveValueAsync("The second one's note"); // nobody else touched it
        await Assertions.Expect(second.Locator("#edit-title")).ToBeFocusedAsync();
        await SaveAsync(second);

        Assert.Equal("The first one's place|The first one's troops|The second one's note",
            await Sql($"SELECT place, troops, area_note FROM deployment WHERE id = '{zone}'"));
        Assert.DoesNotContain(one.Complaints.Concat(other.Complaints), c => !c.Contains("412", StringComparison.Ordinal)); // the browser's own line about the refusal
    }

    private static async Task<IPage> EditAsync(Reader reader, string zone)
    {
        var page = await reader.OpenAsync($"?sel=deployment:{zone}");
        await page.Locator("#details .actions button").Nth(1).ClickAsync();
        await page.Locator("#field-place").WaitForAsync();
        return page;
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.Locator("form.edit button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("form.edit")).ToHaveCountAsync(0);
    }
}
