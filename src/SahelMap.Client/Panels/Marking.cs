namespace SahelMap.Client.Panels;

/// <summary>Which parts of a text are what somebody typed: the beginnings of its words, accents and case apart.</summary>
public static class Marking
{
    private const char Start = '\uE000', Stop = '\uE001';

    public static IReadOnlyList<(string Text, bool Marked)> Of(string text, string typed)
    {
        var words = Words(typed);
        var folded = Folded(text);
        List<(string, bool)> parts = [];
        var plain = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1]))) continue;
            var word = words.FirstOrDefault(w => string.CompareOrdinal(folded, at, w, 0, w.Length) == 0);
            if (word is null) continue;
            if (at > plain) parts.Add((text[plain..at], false));
            parts.Add((text.Substring(at, word.Length), true));
            plain = at + word.Length;
            at = plain - 1;
        }
        if (plain < text.Length) parts.Add((text[plain..], false));
        return parts;
    }

    /// <summary>As the server marked it.</summary>
    public static IReadOnlyList<(string Text, bool Marked)> OfExcerpt(string excerpt) =>
        [.. excerpt.Split(Start).SelectMany((piece, n) => n == 0 ? [(piece, false)] : Cut(piece)).Where(p => p.Item1.Length > 0)];

    private static (string, bool)[] Cut(string piece)
    {
        var end = piece.IndexOf(Stop, StringComparison.Ordinal);
        return end < 0 ? [(piece, false)] : [(piece[..end], true), (piece[(end + 1)..], false)];
    }

    /// <summary>The longest first, so that "Gao camp" marks no less than "Gao c".</summary>
    private static string[] Words(string typed) =>
        [.. Folded(typed).Split([.. Folded(typed).Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries).OrderByDescending(w => w.Length)];

    /// <summary>Letter by letter, so that places in it are places in the text.</summary>
    private static string Folded(string text) => string.Create(text.Length, text, static (folded, from) =>
    {
        for (var at = 0; at < from.Length; at++)
            folded[at] = from[at] is >= '\u00C0' and <= '\u017F' ? Plain[from[at] - '\u00C0'] : char.ToLowerInvariant(from[at]);
    });

    // From À (U+00C0) to ſ (U+017F): the browser has no tables of the alphabet with it.
    private const string Plain =
        "aaaaaaaceeeeiiiiðnooooo×ouuuuyþsaaaaaaaceeeeiiiiðnooooo÷ouuuuyþy"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳĳjjkkĸllllllŀ"
        + "ŀllnnnnnnŉŋŋoooooooorrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ";
}
