using System.Text.Json;

namespace Relay;

/// <summary>Reads text out of JSON that anybody may have written.</summary>
public static class JsonTexts
{
    /// <summary>The text of a string; as it is spelt where it holds half a character (<c>\ud83d</c>), which JSON can spell and no text can hold.</summary>
    public static string Of(JsonElement text)
    {
        try
        {
            return text.ToString();
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText();
        }
    }

    /// <summary>What a JSON text holds; null for null, and for what is no JSON.</summary>
    public static JsonElement? Root(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "null");
            return document.RootElement.ValueKind == JsonValueKind.Null ? null : document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; null when it has none of that name, and of what is no object.</summary>
    public static JsonElement? Member(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member)
                ? member
                : null;
        }
        // Another member's name holds half a character.
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
