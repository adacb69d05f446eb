using System.Globalization;

namespace SahelMap.Client.I18n;

/// <summary>Reads a typed line from left to right; what does not fit is not taken. In place of regular expressions, whose library would be a first visit's 30 kB.</summary>
public ref struct Scanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int at;

    public readonly bool Ended => at == text.Length;

    private readonly ReadOnlySpan<char> Rest => text[at..];

    /// <summary>What was taken since a place.</summary>
    public readonly ReadOnlySpan<char> Since(int place) => text[place..at];

    public int Place
    {
        readonly get => at;
        set => at = value;
    }

    /// <summary>Takes one of these characters, whatever their case. '\0': none of them is next.</summary>
    public char One(ReadOnlySpan<char> of)
    {
        if (Ended || !of.Contains(char.ToUpperInvariant(text[at]))) return '\0';
        return char.ToUpperInvariant(text[at++]);
    }

    /// <returns>How many of these characters were taken.</returns>
    public int All(ReadOnlySpan<char> of)
    {
        var from = at;
        while (One(of) != '\0') { }
        return at - from;
    }

    /// <summary>Takes the word, or nothing.</summary>
    public bool Word(string word)
    {
        if (!Rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return false;
        at += word.Length;
        return true;
    }

    public ReadOnlySpan<char> Letters(int count)
    {
        if (Rest.Length < count) return [];
        foreach (var letter in Rest[..count]) if (!char.IsAsciiLetter(letter)) return [];
        at += count;
        return text[(at - count)..at];
    }

    public ReadOnlySpan<char> Digits(int most)
    {
        var from = at;
        while (!Ended && at - from < most && char.IsAsciiDigit(text[at])) at++;
        return text[from..at];
    }

    /// <summary>A number of at most so many digits before its comma or dot. Null: none is next.</summary>
    public double? Number(int most, string marks = ".,")
    {
        var from = at;
        if (Digits(most).IsEmpty) return null;
        var whole = at;
        if (One(marks) != '\0' && Digits(int.MaxValue).IsEmpty) at = whole;
        return double.Parse(text[from..at].ToString().Replace(',', '.'), CultureInfo.InvariantCulture);
    }
}
