using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>JSON as Step Functions reads and writes it: no needless escapes, the last of two equal names wins.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a document; <see cref="JsonException"/> when it is none.</summary>
    public static JsonNode? Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Node(document.RootElement);
    }

    public static string Text(JsonNode? node) => node?.ToJsonString(Plain) ?? "null";

    public static int Size(string text) => Encoding.UTF8.GetByteCount(text);

    public static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    public static string? String(JsonNode? node) =>
        Kind(node) == JsonValueKind.String ? node!.GetValue<string>() : null;

    /// <summary>A whole number, or null when the node is something else (2.0 is something else, as on AWS).</summary>
    public static long? Whole(JsonNode? node) =>
        Kind(node) == JsonValueKind.Number && long.TryParse(Text(node), out var number) ? number : null;

    /// <summary>A number, or null when the node is something else.</summary>
    public static double? Number(JsonNode? node) =>
        Kind(node) == JsonValueKind.Number && double.TryParse(Text(node), out var number) ? number : null;

    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = Node(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
