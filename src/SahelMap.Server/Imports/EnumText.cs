using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace SahelMap.Server.Imports;

/// <summary>Enums by their wire names, letter for letter; written once a value, so by index rather than by reflection.</summary>
internal static class EnumText
{
    // The closed lists count from 0 without gaps.
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.Texts[Unsafe.As<T, int>(ref value)];

    public static string All<T>() where T : struct, Enum => string.Join(", ", Names<T>.Texts);

    public static T? Parse<T>(string? name) where T : struct, Enum =>
        Array.IndexOf(Names<T>.Texts, name) is >= 0 and var index ? Enum.GetValues<T>()[index] : null;

    private static class Names<T> where T : struct, Enum
    {
        public static readonly string[] Texts = [.. Enum.GetNames<T>().Select(n =>
            typeof(T).GetField(n)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? n)];
    }
}
