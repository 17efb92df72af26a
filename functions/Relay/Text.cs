using System.Text.Json;
using System.Text.Json.Serialization;

namespace Relay;

/// <summary>A value that is written as text: an ARN, an account, a Region.</summary>
public interface IText<TSelf>
    where TSelf : IText<TSelf>
{
    /// <summary>Reads the text; a <see cref="FormatException"/> says what was found and what is expected.</summary>
    static abstract TSelf Parse(string text);
}

/// <summary>Reads text that need not be what is looked for.</summary>
public static class Texts
{
    /// <summary>The value; null for null, and for what does not parse.</summary>
    public static T? ParseOrNull<T>(string? text)
        where T : class, IText<T>
    {
        try
        {
            return text is null ? null : T.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>Writes an <see cref="IText{TSelf}"/> as a JSON string and reads it back, refusing what does not parse.</summary>
public sealed class TextConverter<T> : JsonConverter<T>
    where T : class, IText<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"Found {reader.TokenType}, expected a string.");
        }

        try
        {
            return T.Parse(reader.GetString()!);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Writes an enumeration's names in lower case, as people write them in settings and tags.</summary>
public sealed class LowerCaseEnumConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Writes an enumeration's names as they are; numbers are not read.</summary>
public sealed class NamedEnumConverter<T>() : JsonStringEnumConverter<T>(null, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Keeps error texts readable whatever was sent.</summary>
public static class Shown
{
    private const int Longest = 200;

    /// <summary>The value in quotes, cut after 200 characters; "(nothing)" for null or empty.</summary>
    public static string Value(string? text) =>
        string.IsNullOrEmpty(text) ? "(nothing)"
        : text.Length <= Longest ? $"'{text}'"
        : $"'{text[..Longest]}…' ({text.Length} characters)";

    /// <summary>
    /// A text that fits between the quotes of a JSON text as it is, since EventBridge's input transformers escape nothing: without quotes,
    /// backslashes and control characters.
    /// </summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(
            text.Length,
            text,
            static (plain, given) =>
            {
                for (var i = 0; i < plain.Length; i++)
                {
                    plain[i] = given[i] switch
                    {
                        '"' => '\'',
                        '\\' => '/',
                        var other when char.IsControl(other) => ' ',
                        var other => other,
                    };
                }
            }
        );
    }

    /// <summary>The first of a list, and how many more there are: a message is for reading.</summary>
    public static string First(int most, IReadOnlyList<string> items, string separator = "; ")
    {
        ArgumentNullException.ThrowIfNull(items);
        var first = string.Join(separator, items.Take(most));
        return items.Count <= most ? first : $"{first}{separator}and {items.Count - most} more";
    }

    /// <summary>A part of the input as the subject of a sentence; a path in parentheses stands for all of it.</summary>
    public static string Input(string path) =>
        path is ['(', ..] ? "The input" : $"The input's field '{path}'";
}
