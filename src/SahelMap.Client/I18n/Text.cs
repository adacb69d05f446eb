using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SahelMap.Client.I18n;

/// <summary>Every text on the screen, by key, in the language chosen; English stands in for nothing: a test finds missing keys.</summary>
public sealed class Text
{
    public static readonly IReadOnlyList<string> Languages = ["en", "fr"];

    private static readonly Dictionary<string, CultureInfo> ByLanguage = new() { ["en"] = Cultures.English, ["fr"] = Cultures.French };

    /// <summary>Read when first asked for: most readers use one language.</summary>
    private readonly Dictionary<string, Dictionary<string, string>> texts = [];

    public string Language { get; private set; } = "en";

    public CultureInfo Culture => ByLanguage[Language];

    public event Action? Changed;

    public string this[string key] => Texts.TryGetValue(key, out var text) ? text : key;

    public string this[string key, params ReadOnlySpan<object?> values] => string.Format(Culture, this[key], values);

    /// <summary>The text under "key.one" or "key.other"; {0} is the count, with its thousands parted. French counts 0 as one.</summary>
    public string Count(string key, long n) => this[Form(key, n), this.Number(n)];

    /// <summary>As <see cref="Count"/>, for texts around a number that stands in a column or element of its own.</summary>
    public string Unit(string key, long n) => this[Form(key, n)];

    /// <summary>The English or the French form of a record's text; the other where one is missing.</summary>
    public string Of(string? english, string? french) =>
        Language == "fr" && !string.IsNullOrEmpty(french) ? french : string.IsNullOrEmpty(english) ? french ?? "" : english;

    public bool Has(string key) => Texts.ContainsKey(key);

    /// <summary>The text under the key, or the word itself where the files know none: what a source says in its own words.</summary>
    public string Or(string key, string word) => Has(key) ? this[key] : word;

    public void Use(string language)
    {
        if (!ByLanguage.TryGetValue(language, out var culture)) return;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = culture;
        if (language == Language) return;
        Language = language;
        Changed?.Invoke();
    }

    private Dictionary<string, string> Texts => CollectionsMarshal.GetValueRefOrAddDefault(texts, Language, out _) ??= Load(Language);

    private string Form(string key, long n) => n == 1 || (n == 0 && Language == "fr") ? key + ".one" : key + ".other";

    private static Dictionary<string, string> Load(string language)
    {
        using var json = Open(language);
        return JsonSerializer.Deserialize(json, ClientJson.Default.DictionaryStringString)!;
    }

    /// <summary>The resource file itself; the server passes the map script its part of it.</summary>
    public static Stream Open(string language) =>
        typeof(Text).Assembly.GetManifestResourceStream($"strings.{language}.json")
        ?? throw new ArgumentException($"No texts for language '{language}'; there are {string.Join(", ", Languages)}.", nameof(language));
}
