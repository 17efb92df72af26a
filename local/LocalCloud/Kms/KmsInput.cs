using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>The members of a request, with KMS's texts for what breaks the service model's constraints.</summary>
internal static class KmsInput
{
    public static string Text(JsonObject input, string name, int longest) =>
        OptionalText(input, name, 1, longest)
        ?? throw new AwsError(
            "ValidationException",
            $"1 validation error detected: Value null at '{Member(name)}' failed to satisfy constraint: Member must not be null"
        );

    public static string? OptionalText(JsonObject input, string name, int shortest, int longest)
    {
        if (Value(input, name, JsonValueKind.String)?.GetValue<string>() is not { } text)
        {
            return null;
        }

        return text.Length < shortest
                ? throw Violation(
                    Member(name),
                    text,
                    $"Member must have length greater than or equal to {shortest}"
                )
            : text.Length > longest
                ? throw Violation(
                    Member(name),
                    text,
                    $"Member must have length less than or equal to {longest}"
                )
            : text;
    }

    public static int? Number(JsonObject input, string name, int least, int most)
    {
        if (Value(input, name, JsonValueKind.Number) is not { } json)
        {
            return null;
        }

        var number = json.TryGetValue<int>(out var whole) ? whole : throw WrongType(name);
        return number < least
                ? throw Violation(
                    Member(name),
                    $"{number}",
                    $"Member must have value greater than or equal to {least}"
                )
            : number > most
                ? throw Violation(
                    Member(name),
                    $"{number}",
                    $"Member must have value less than or equal to {most}"
                )
            : number;
    }

    public static bool Flag(JsonObject input, string name) =>
        Value(input, name, JsonValueKind.True, JsonValueKind.False)?.GetValue<bool>() ?? false;

    public static IReadOnlyList<KeyTag> Tags(JsonObject input) =>
        input["Tags"] switch
        {
            null => [],
            JsonArray tags => [.. tags.Select(t => t is JsonObject tag ? Tag(tag) : throw WrongType("Tags"))],
            _ => throw WrongType("Tags"),
        };

    /// <summary>KeySpec, or its deprecated twin.</summary>
    public static string? SpecName(JsonObject input)
    {
        var name = OptionalText(input, "KeySpec", 0, 64);
        var deprecated = OptionalText(input, "CustomerMasterKeySpec", 0, 64);
        return name is null || deprecated is null
            ? name ?? deprecated
            : throw new AwsError(
                "ValidationException",
                "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated."
            );
    }

    /// <summary>A parameter that exists on AWS and that the local cloud must not ignore.</summary>
    public static void RefuseUnsimulated(
        JsonObject input,
        string operation,
        params ReadOnlySpan<string> names
    )
    {
        foreach (var name in names)
        {
            if (input[name] is not null)
            {
                throw AwsError.NotSimulated("kms", $"{operation} with {name}");
            }
        }
    }

    /// <summary>One broken constraint, as KMS words it.</summary>
    public static AwsError Violation(string member, string value, string constraint) =>
        new(
            "ValidationException",
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        );

    private static KeyTag Tag(JsonObject tag) =>
        new(Text(tag, "TagKey", 128), OptionalText(tag, "TagValue", 0, 256) ?? "");

    private static JsonValue? Value(JsonObject input, string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        var node = input[name];
        return node is null ? null
            : kinds.Contains(node.GetValueKind()) ? node.AsValue()
            : throw WrongType(name);
    }

    private static AwsError WrongType(string name) =>
        new("SerializationException", $"{name} is of the wrong JSON type");

    private static string Member(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
