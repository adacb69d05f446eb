using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MessagePack;
using MessagePack.Formatters;
using SahelMap.Contracts.Live;

namespace SahelMap.Server.Live;

/// <summary>MessagePack for the hub's messages that is the same tree as their JSON, names and all: one wire form, two encodings.</summary>
public sealed class JsonFormatterResolver : IFormatterResolver
{
    public static readonly JsonFormatterResolver Instance = new();

    private JsonFormatterResolver() { }

    public IMessagePackFormatter<T>? GetFormatter<T>() => Of<T>.Formatter;

    private static class Of<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter =
            typeof(T).Assembly == typeof(LiveJson).Assembly && LiveJson.Default.GetTypeInfo(typeof(T)) is JsonTypeInfo<T> type ? new JsonFormatter<T>(type) : null;
    }

    private sealed class JsonFormatter<T>(JsonTypeInfo<T> type) : IMessagePackFormatter<T>
    {
        public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options)
        {
            using var tree = JsonSerializer.SerializeToDocument(value, type);
            Write(ref writer, tree.RootElement);
        }

        public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            using var json = new StringWriter(CultureInfo.InvariantCulture);
            MessagePackSerializer.ConvertToJson(ref reader, json, options);
            return JsonSerializer.Deserialize(json.ToString(), type)!;
        }
    }

    private static void Write(ref MessagePackWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteMapHeader(element.GetPropertyCount());
                foreach (var member in element.EnumerateObject())
                {
                    writer.Write(member.Name);
                    Write(ref writer, member.Value);
                }
                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(element.GetArrayLength());
                foreach (var item in element.EnumerateArray()) Write(ref writer, item);
                break;
            case JsonValueKind.String:
                writer.Write(element.GetString());
                break;
            case JsonValueKind.Number when element.TryGetInt64(out var whole):
                writer.Write(whole);
                break;
            case JsonValueKind.Number:
                writer.Write(element.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(element.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }
}
