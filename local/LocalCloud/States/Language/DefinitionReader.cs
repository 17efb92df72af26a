using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.States.Language;

/// <summary>
/// Reads a definition. Whatever the interpreter does not know is refused here, by AWS's InvalidDefinition that names the state and the field.
/// </summary>
internal static class DefinitionReader
{
    private const int Limit = 1_048_576;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static Definition Read(string text)
    {
        if (Json.Size(text) > Limit)
        {
            throw Fields.Invalid("/", $"The definition is larger than {Limit} bytes");
        }

        var root = new Fields(Parse(text), "");
        root.Text("Version");
        RefuseJsonata(root);
        var startAt = root.RequiredText("StartAt");
        var timeout = root.Whole("TimeoutSeconds", 1, 99_999_999);
        var all = root.Object("States");
        var states = all.Names.ToDictionary(
            name => name,
            name => StateReader.Read(name, all.Object(name)),
            StringComparer.Ordinal
        );
        root.Done();
        CheckTransitions(startAt, states);
        return new Definition(startAt, states, timeout);
    }

    /// <summary>Refuses JSONata, for the machine or a state.</summary>
    public static void RefuseJsonata(Fields fields)
    {
        if (fields.Text("QueryLanguage") is { } language && language != "JSONPath")
        {
            throw Fields.Invalid(
                $"{fields.Where}/QueryLanguage",
                $"QueryLanguage '{language}' is not simulated by the local cloud, JSONPath is"
            );
        }
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject
                ?? throw new JsonException("it is no object");
        }
        catch (JsonException e)
        {
            throw new AwsError(
                "InvalidDefinition",
                $"Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: {e.Message}'"
            );
        }
    }

    private static void CheckTransitions(string startAt, Dictionary<string, State> states)
    {
        CheckTarget(startAt, "/StartAt", states);
        foreach (var state in states.Values)
        {
            foreach (var target in state.Targets)
            {
                CheckTarget(target, $"/States/{state.Name}", states);
            }
        }

        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([startAt]);
        while (open.TryPop(out var name))
        {
            if (reached.Add(name))
            {
                states[name].Targets.ToList().ForEach(open.Push);
            }
        }

        if (states.Keys.FirstOrDefault(name => !reached.Contains(name)) is { } lost)
        {
            throw Transition($"State \"{lost}\" is not reachable.", $"/States/{lost}");
        }
    }

    private static void CheckTarget(string target, string where, Dictionary<string, State> states)
    {
        if (!states.ContainsKey(target))
        {
            throw Transition($"Missing transition target: {target}", where);
        }
    }

    private static AwsError Transition(string what, string where) =>
        new(
            "InvalidDefinition",
            $"Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: {what} at {where}'"
        );
}
