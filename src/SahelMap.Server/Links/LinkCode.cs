using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace SahelMap.Server.Links;

/// <summary>
/// The code of a short link: the SHA-256 of its query in Crockford's base 32 (no i, l, o, u: they are misread from paper),
/// cut to ten characters, and longer by four each time where another query already has that code.
/// </summary>
public static class LinkCode
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Shortest = 10;
    private const int Step = 4;
    private const int Longest = 52; // 256 bits

    /// <summary>The codes that a query may have, the first choice first.</summary>
    public static IEnumerable<string> Of(string query)
    {
        var number = new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes(query)), isUnsigned: true, isBigEndian: true);
        var digits = new char[Longest];
        for (var i = 0; i < Longest; i++, number >>= 5) digits[i] = Digits[(int)(number & 31)];
        for (var length = Shortest; length <= Longest; length += Step) yield return new string(digits, 0, length);
    }

    /// <summary>As typed from paper: in any case, and with the letters that stand for digits.</summary>
    public static string Read(string typed) => typed.Trim().ToLowerInvariant().Replace('o', '0').Replace('i', '1').Replace('l', '1');
}
