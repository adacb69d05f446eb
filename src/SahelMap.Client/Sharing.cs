using SahelMap.Client.Controls;
using SahelMap.Client.I18n;
using SahelMap.Client.Map;

namespace SahelMap.Client;

/// <summary>A link to what the page shows, into the reader's clipboard: the short one that the server keeps, or the whole address.</summary>
public sealed class Sharing(MapView map, HostPage page, Text text, Notices notices)
{
    public async Task ShareAsync()
    {
        var shared = await map.LinkAsync();
        var copied = await page.CopyAsync(shared?.Link);
        notices.Say(text[!copied ? "bar.notShared" : shared is { Short: true } ? "bar.shared" : "bar.sharedWhole"]);
    }
}
