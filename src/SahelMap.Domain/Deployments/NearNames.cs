using System.Globalization;
using System.Text;

namespace SahelMap.Domain.Deployments;

/// <summary>Names that somebody may have meant, for messages.</summary>
internal static class NearNames
{
    private const int Few = 5;
    private const int ListWhole = 30;

    /// <summary>The known names nearest to the one given; all of them where they are few and none is near.</summary>
    public static string To(string name, IReadOnlyCollection<string> known)
    {
        var folded = Fold(name);
        var near = known
            .Select(k => (Name: k, Distance: Distance(folded, Fold(k))))
            .Where(k => k.Distance <= Math.Max(1, folded.Length / 3))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Take(Few)
            .Select(k => k.Name)
            .ToList();
        if (near.Count > 0 && known.Count > ListWhole)
            return $"perhaps {string.Join(", ", near)}";
        return known.Count is > 0 and <= ListWhole
            ? string.Join(", ", known.Order(StringComparer.Ordinal))
            : $"such as {Examples(known)}";
    }

    public static string Examples(IReadOnlyCollection<string> known) =>
        known.Count == 0 ? "(the basemap has none)" : string.Join(", ", known.Order(StringComparer.Ordinal).Take(3));

    /// <summary>Lower case, without accents: "segou" is near "Ségou".</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(c));
        return folded.ToString();
    }

    /// <summary>Levenshtein's distance; the country before the slash is free, so that "Gao" finds "ML/Gao".</summary>
    private static int Distance(string typed, string known)
    {
        var slash = known.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 || typed.Contains('/', StringComparison.Ordinal)
            ? Edits(typed, known)
            : Math.Min(Edits(typed, known), Edits(typed, known[(slash + 1)..]));
    }

    private static int Edits(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
