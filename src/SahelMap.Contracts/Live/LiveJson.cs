using System.Text.Json.Serialization;

namespace SahelMap.Contracts.Live;

/// <summary>JSON of everything that passes through the hub, generated at build time. Names follow the options it is used with: camelCase on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChangeBatch))]
[JsonSerializable(typeof(OverlapsChanged))]
[JsonSerializable(typeof(ReloadNotice))]
[JsonSerializable(typeof(ResumeAnswer))]
[JsonSerializable(typeof(LivePosition))]
[JsonSerializable(typeof(Overlap))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long?))]
public sealed partial class LiveJson : JsonSerializerContext;
