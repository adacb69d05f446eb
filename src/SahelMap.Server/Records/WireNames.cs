using System.Reflection;
using System.Text.Json.Serialization;

namespace SahelMap.Server.Records;

/// <summary>An enum's names on the wire and in the database.</summary>
public static class WireNames
{
    public static IReadOnlyCollection<string> All<T>() where T : struct, Enum => Names<T>.ByValue.Values;

    public static bool TryParse<T>(string name, out T value) where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out value);

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v =>
            typeof(T).GetField(v.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? v.ToString());

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);
    }
}
