using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>The intrinsic functions that the local cloud knows (Developer Guide, Intrinsic functions for JSONPath).</summary>
internal static class Intrinsics
{
    public static IReadOnlyList<string> Names { get; } =
    ["States.Format", "States.JsonToString", "States.StringToJson"];

    public static JsonNode? Run(string function, JsonNode?[] arguments) =>
        (function, arguments) switch
        {
            ("States.Format", [var template, .. var values]) => JsonValue.Create(
                Format(Text(function, template), values)
            ),
            ("States.JsonToString", [var value]) => JsonValue.Create(Json.Text(value)),
            ("States.StringToJson", [var text]) => Parse(Text(function, text)),
            _ => throw StateFailure.Intrinsic(
                $"Invalid number of arguments for {function}: {arguments.Length}"
            ),
        };

    private static string Format(string template, JsonNode?[] values)
    {
        var text = new StringBuilder();
        var used = 0;
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '\\' && i + 1 < template.Length)
            {
                text.Append(template[++i]);
            }
            else if (template[i] == '{' && i + 1 < template.Length && template[i + 1] == '}')
            {
                text.Append(used < values.Length ? Plain(values[used]) : throw Unbalanced(template, values));
                used++;
                i++;
            }
            else
            {
                text.Append(template[i]);
            }
        }

        return used == values.Length ? text.ToString() : throw Unbalanced(template, values);
    }

    private static string Plain(JsonNode? value) =>
        value is JsonObject or JsonArray
            ? throw StateFailure.Intrinsic("States.Format takes strings, numbers, booleans and null")
            : Json.String(value) ?? Json.Text(value);

    private static StateFailure Unbalanced(string template, JsonNode?[] values) =>
        StateFailure.Intrinsic($"States.Format has {values.Length} values for the places of '{template}'");

    private static string Text(string function, JsonNode? value) =>
        Json.String(value)
        ?? throw StateFailure.Intrinsic($"{function} takes a string, not {Json.Text(value)}");

    private static JsonNode? Parse(string text)
    {
        try
        {
            return Json.Parse(text);
        }
        catch (JsonException e)
        {
            throw StateFailure.Intrinsic($"States.StringToJson can't read its argument: {e.Message}");
        }
    }
}
