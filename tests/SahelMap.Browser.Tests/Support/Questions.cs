using System.Text.Json;

namespace SahelMap.Browser.Tests.Support;

public static class Questions
{
    /// <summary>How many features the API answers with.</summary>
    public static async Task<int> FeaturesAsync(this BrowserFixture fixture, string path)
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        using var json = JsonDocument.Parse(await http.GetStringAsync(path));
        return json.RootElement.GetProperty("features").GetArrayLength();
    }
}
