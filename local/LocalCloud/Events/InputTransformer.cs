using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Events;

/// <summary>
/// What a target gets instead of the event (EventBridge User Guide, "Amazon EventBridge input transformation"): paths give variables
/// their values, the template puts them together. In a template, a variable within quotes is put in as it is, one outside as JSON.
/// </summary>
/// <param name="Paths">InputPathsMap: variable → path like <c>$.detail.name</c>.</param>
/// <param name="Template">InputTemplate.</param>
public sealed record InputTransformer(IReadOnlyDictionary<string, string> Paths, string Template)
{
    /// <summary>InputTransformer: quota of paths.</summary>
    private const int MostPaths = 100;
    private const int LongestTemplate = 8192;

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads InputTransformer as a template or PutTargets has it.</summary>
    /// <exception cref="AwsError">ValidationException.</exception>
    public static InputTransformer Read(JsonObject given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var paths = (given["InputPathsMap"] as JsonObject ?? []).ToDictionary(
            p => p.Key,
            p => p.Value?.ToString() ?? "",
            StringComparer.Ordinal
        );
        var template = given["InputTemplate"]?.ToString() ?? throw Invalid("InputTemplate is missing");
        if (paths.Count > MostPaths || template.Length is 0 or > LongestTemplate)
        {
            throw Invalid($"{paths.Count} paths and a template of {template.Length} characters");
        }

        foreach (var (name, path) in paths)
        {
            if (name.StartsWith("AWS", StringComparison.Ordinal))
            {
                throw Invalid($"the variable {name} begins with AWS");
            }

            _ = EventPath.Parse(path) ?? throw Invalid($"'{path}' of the variable {name} is no path");
        }

        return new InputTransformer(paths, template);
    }

    /// <summary>The target's input.</summary>
    /// <exception cref="AwsError">INVALID_JSON: it is neither JSON nor lines of JSON strings, so no target gets it.</exception>
    public string Apply(JsonObject envelope, string ruleArn)
    {
        var text = Fill(envelope, ruleArn);
        return IsJson(text) || text.Split('\n').All(line => string.IsNullOrWhiteSpace(line) || IsJson(line))
            ? text
            : throw new AwsError("INVALID_JSON", $"The input template gives no JSON: {text}");
    }

    private string Fill(JsonObject envelope, string ruleArn)
    {
        var filled = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < Template.Length; i++)
        {
            var character = Template[i];
            var end = character == '<' ? Template.IndexOf('>', i) : -1;
            if (end > 0 && Value(Template[(i + 1)..end], envelope, ruleArn) is (true, var value))
            {
                filled.Append(
                    quoted ? Words(value)
                    : value is null ? "\"\""
                    : value.ToJsonString(Plain)
                );
                i = end;
                continue;
            }

            filled.Append(character);
            if (character == '\\' && i + 1 < Template.Length)
            {
                filled.Append(Template[++i]);
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
        }

        return filled.ToString();
    }

    private (bool Known, JsonNode? Value) Value(string name, JsonObject envelope, string ruleArn) =>
        name switch
        {
            "aws.events.rule-arn" => (true, ruleArn),
            "aws.events.rule-name" => (true, ruleArn[(ruleArn.LastIndexOf('/') + 1)..]),
            "aws.events.event" or "aws.events.event.json" => (true, envelope),
            "aws.events.event.ingestion-time" => (true, envelope["time"]),
            _ when Paths.TryGetValue(name, out var path) => (true, EventPath.Parse(path)!.Find(envelope)),
            _ => (false, null),
        };

    // Within quotes nothing is escaped, and objects lose their own quotes.
    private static string Words(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonValue v when v.GetValueKind() == JsonValueKind.String => v.ToString(),
            _ => value.ToJsonString(Plain).Replace("\"", "", StringComparison.Ordinal),
        };

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static AwsError Invalid(string problem) =>
        new("ValidationException", $"Parameter InputTransformer is not valid. Reason: {problem}.");
}

/// <summary>A path into an event: <c>$</c>, then <c>.name</c>, <c>['name']</c> and <c>[0]</c>.</summary>
internal sealed record EventPath(IReadOnlyList<string> Steps)
{
    public static EventPath? Parse(string path)
    {
        if (!path.StartsWith('$'))
        {
            return null;
        }

        var steps = new List<string>();
        for (var at = 1; at < path.Length; )
        {
            var start = at + 1;
            var end = path[at] switch
            {
                '.' => path.IndexOfAny(['.', '['], start) is > 0 and var next ? next : path.Length,
                '[' => path.IndexOf(']', start),
                _ => -1,
            };
            if (end <= start)
            {
                return null;
            }

            steps.Add(path[start..end].Trim('\'', '"'));
            at = path[at] == '[' ? end + 1 : end;
        }

        return new EventPath(steps);
    }

    public JsonNode? Find(JsonNode? node)
    {
        foreach (var step in Steps)
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray list when int.TryParse(step, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }
}
