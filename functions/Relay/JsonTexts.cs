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
}
