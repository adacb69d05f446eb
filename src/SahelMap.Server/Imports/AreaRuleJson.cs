using System.Text.Json;
using System.Text.Json.Serialization;
using SahelMap.Contracts;

namespace SahelMap.Server.Imports;

/// <summary>An area rule as table deployment keeps it: the members that count, under their wire names.</summary>
internal static class AreaRuleJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Of(AreaRule? rule) => JsonSerializer.Serialize(rule ?? new AreaRule("Drawn"), Options);
}
