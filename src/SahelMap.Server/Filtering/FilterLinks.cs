using System.Globalization;
using System.Text;

namespace SahelMap.Server.Filtering;

public sealed partial record Filter
{
    /// <summary>The filter as a query string without the question mark, always in the same order; empty when it restricts nothing.</summary>
    public string ToQuery()
    {
        var text = new StringBuilder();
        Add("actor", Actors);
        Add("kind", Kinds?.Select(k => k.ToString()));
        Add("role", Roles?.Select(r => r.ToString()));
        Add("type", Types?.Select(t => t.ToString()));
        AddOne("from", From?.ToString("O", CultureInfo.InvariantCulture));
        AddOne("until", Until?.ToString("O", CultureInfo.InvariantCulture));
        if (Bbox is { } b)
            AddOne("bbox", string.Create(CultureInfo.InvariantCulture, $"{b.MinX:R},{b.MinY:R},{b.MaxX:R},{b.MaxY:R}"));
        Add("country", Countries);
        Add("admin1", Admin1);
        AddOne("minDeaths", MinDeaths?.ToString(CultureInfo.InvariantCulture));
        Add("source", Sources);
        AddOne("q", Words);
        AddOne("asOf", AsOf?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        return text.ToString();

        void Add(string name, IEnumerable<string>? values) => AddOne(name, values is null ? null : string.Join(',', values));

        void AddOne(string name, string? value)
        {
            if (value is null) return;
            // Commas, slashes and colons may stand in a query as they are, and links stay readable.
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=')
                .Append(Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal)
                    .Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal));
        }
    }
}
