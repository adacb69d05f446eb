using Microsoft.Extensions.Configuration;
using SahelMap.Server.Components;
using SahelMap.Server.Database;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.StartUp;

public sealed class BasemapSettingTests(PostgisCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static RemoteBasemap? Read(params (string Key, string? Value)[] settings) =>
        RemoteBasemap.From(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => "Basemap:" + s.Key, s => s.Value)).Build());

    [Fact]
    public void Without_a_setting_there_is_none() => Assert.Null(Read());

    [Theory]
    [InlineData("Raster", "https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org")]
    [InlineData("Raster", "http://127.0.0.1:8099/a/{z}/{x}/{y}", "http://127.0.0.1:8099")]
    [InlineData("PMTiles", "https://maps.example.org:8443/sahel.pmtiles", "https://maps.example.org:8443")]
    public void The_policy_names_its_host_alone(string key, string address, string origin) =>
        Assert.Equal(origin, Read((key, address), ("Attribution", "© Example"))!.Origin);

    [Theory]
    [InlineData("Basemap:Raster is 'tiles/{z}/{x}/{y}.png'", "Raster", "tiles/{z}/{x}/{y}.png")]
    [InlineData("Basemap:Raster is 'https://example.org/tiles.png'", "Raster", "https://example.org/tiles.png")]
    [InlineData("Basemap:Raster is 'https://{s}.example.org/{z}/{x}/{y}.png'", "Raster", "https://{s}.example.org/{z}/{x}/{y}.png")]
    [InlineData("Basemap:PMTiles is 'file:///sahel.pmtiles'", "PMTiles", "file:///sahel.pmtiles")]
    [InlineData("Basemap:MaxZoom is '30'", "Raster", "https://example.org/{z}/{x}/{y}.png", "© Example", "30")]
    [InlineData("Basemap:Attribution is not set", "Raster", "https://example.org/{z}/{x}/{y}.png", null)]
    public void A_setting_that_cannot_be_is_refused_with_its_name_and_what_was_found(string said, string key, string address, string? attribution = "© Example", string? depth = null) =>
        Assert.Contains(said, Assert.Throws<SetUpException>(() => Read((key, address), ("Attribution", attribution), ("MaxZoom", depth))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_page_tells_the_script_of_it_and_the_policy_opens_for_it_and_nothing_else()
    {
        await using var server = await SahelMapServer.StartAsync(await cluster.CreateDatabaseAsync(Ct), builder =>
        {
            builder.Configuration["Basemap:Raster"] = "https://tiles.example.org/{z}/{x}/{y}.png";
            builder.Configuration["Basemap:Attribution"] = "© </script> Example";
        }, cancellationToken: Ct);
        var page = await server.Client.GetAsync("/", Ct);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("connect-src 'self' https://tiles.example.org;", policy, StringComparison.Ordinal);
        Assert.Equal(1, policy.Split("https:").Length - 1);
        var html = await page.Content.ReadAsStringAsync(Ct);
        Assert.Contains("sahelmap-basemap", html, StringComparison.Ordinal);
        Assert.DoesNotContain("</script> Example", html, StringComparison.Ordinal);
    }
}
