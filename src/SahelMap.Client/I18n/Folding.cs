using System.Text;

namespace SahelMap.Client.I18n;

/// <summary>Words without case and accents, to sort and to find by: "Ménaka" as "menaka".</summary>
public static class Folding
{
    private static readonly Dictionary<char, string> Plain = new(
        from line in new[] { "a:àáâãäåā", "c:çćč", "e:èéêëēė", "i:ìíîïī", "n:ñń", "o:òóôõöøō", "s:šś", "u:ùúûüū", "y:ýÿ", "z:žź", "ae:æ", "oe:œ", "ss:ß", "':’ʼ‘", " :\u00a0\u202f" }
        let parts = line.Split(':')
        from letter in parts[1]
        select KeyValuePair.Create(letter, parts[0]));

    public static string Fold(this string words)
    {
        var folded = new StringBuilder(words.Length);
        foreach (var letter in words.ToLowerInvariant())
            if (Plain.TryGetValue(letter, out var plain)) folded.Append(plain);
            else folded.Append(letter);
        return folded.ToString();
    }
}
