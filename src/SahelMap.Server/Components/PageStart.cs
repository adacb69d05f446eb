using System.Collections.Concurrent;
using System.Text.Json;
using ClientText = SahelMap.Client.I18n.Text;

namespace SahelMap.Server.Components;

/// <summary>What the host page must know before any script runs: language, theme, and the map script's texts.</summary>
/// <param name="FirstPicture">Where the basemap's picture lies until the map has come; null where the view is closer than the picture is good for.</param>
public sealed record PageStart(string Language, string Theme, PicturePlace? FirstPicture)
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Texts = new();

    /// <summary>The texts of the map script in every language, so that a switch asks the server for nothing.</summary>
    private static readonly Lazy<string> ForScript = new(() => JsonSerializer.Serialize(
        ClientText.Languages.ToDictionary(l => l, l => In(l)
            .Where(t => t.Key.StartsWith("map.", StringComparison.Ordinal) || t.Key.StartsWith("time.", StringComparison.Ordinal))
            .ToDictionary())));

    public string ScriptTexts => ForScript.Value;

    /// <summary>The address bar decides, then what was chosen last, then what the browser asks for.</summary>
    public static PageStart From(HttpRequest request)
    {
        var language = Known(request.Query["lang"]) ?? Known(request.Cookies["sahelmap-lang"])
            ?? request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
                .Select(l => Known(l.Value.Value?.Split('-')[0])).FirstOrDefault(l => l is not null)
            ?? "en";
        return new PageStart(language, KnownTheme(request.Query["theme"]) ?? KnownTheme(request.Cookies["sahelmap-theme"]) ?? "auto",
            PicturePlace.Of(request.Query["view"]));
    }

    public string Text(string key) => In(Language).TryGetValue(key, out var text) ? text : key;

    private static string? KnownTheme(string? theme) => theme is "light" or "dark" ? theme : null;

    private static string? Known(string? language) => ClientText.Languages.FirstOrDefault(l => l == language);

    private static Dictionary<string, string> In(string language) => Texts.GetOrAdd(language, static l =>
    {
        using var stream = ClientText.Open(l);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    });
}
