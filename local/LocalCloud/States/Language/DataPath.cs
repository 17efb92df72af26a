using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.States.Language;

/// <summary>One step of a path: a member's name, or an index when <paramref name="Name"/> is null.</summary>
internal readonly record struct PathStep(string? Name, int Index = 0);

/// <summary>
/// A path to one node of the state's input (<c>$</c>) or of the context object (<c>$$</c>): names and indexes only.
/// Wildcards, slices, filters and <c>..</c> are refused when the definition is loaded.
/// </summary>
internal sealed partial record DataPath(string Text, bool OfContext, IReadOnlyList<PathStep> Steps)
{
    /// <summary>As AWS's texts spell it: <c>$['a'][0]</c>.</summary>
    public string Bracketed =>
        "$" + string.Concat(Steps.Select(step => step.Name is { } name ? $"['{name}']" : $"[{step.Index}]"));

    public static DataPath Whole { get; } = new("$", OfContext: false, []);

    public static bool TryParse(string text, [NotNullWhen(true)] out DataPath? path)
    {
        path = null;
        if (!text.StartsWith('$'))
        {
            return false;
        }

        var ofContext = text.StartsWith("$$", StringComparison.Ordinal);
        var steps = new List<PathStep>();
        for (var at = ofContext ? 2 : 1; at < text.Length; )
        {
            var match = Step().Match(text, at);
            if (!match.Success)
            {
                return false;
            }

            steps.Add(StepOf(match));
            at += match.Length;
        }

        path = new DataPath(text, ofContext, steps);
        return true;
    }

    /// <summary>False when there is no such node. A node may be JSON's null.</summary>
    public bool TryRead(Scope scope, out JsonNode? value)
    {
        value = OfContext ? scope.Context : scope.Input;
        foreach (var step in Steps)
        {
            if (!TryStep(value, step, out value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A copy of <paramref name="document"/> with <paramref name="value"/> at this path; objects on the way are made where there is nothing.</summary>
    public JsonNode? Place(JsonNode? document, JsonNode? value)
    {
        if (Steps.Count == 0)
        {
            return value?.DeepClone();
        }

        var copy = document?.DeepClone();
        var at = copy;
        foreach (var step in Steps.SkipLast(1))
        {
            at = Into(at, step);
        }

        Set(at, Steps[^1], value?.DeepClone());
        return copy;
    }

    private static bool TryStep(JsonNode? node, PathStep step, out JsonNode? value)
    {
        value = null;
        if (step.Name is { } name)
        {
            return node is JsonObject members && members.TryGetPropertyValue(name, out value);
        }

        if (node is not JsonArray items || step.Index >= items.Count)
        {
            return false;
        }

        value = items[step.Index];
        return true;
    }

    private JsonNode? Into(JsonNode? node, PathStep step)
    {
        if (TryStep(node, step, out var next))
        {
            return next;
        }

        var made = new JsonObject();
        Set(node, step, made);
        return made;
    }

    private void Set(JsonNode? node, PathStep step, JsonNode? value)
    {
        if (step.Name is { } name && node is JsonObject members)
        {
            members[name] = value;
        }
        else if (step.Name is null && node is JsonArray items && step.Index < items.Count)
        {
            items[step.Index] = value;
        }
        else
        {
            throw new StateFailure(
                Errors.ResultPathMatchFailure,
                $"Unable to apply ReferencePath {Text} to input: there is no place for it"
            );
        }
    }

    private static PathStep StepOf(Match match) =>
        match.Groups["index"] is { Success: true } index
            ? new PathStep(Name: null, int.Parse(index.Value))
            : new PathStep(match.Groups["name"].Value);

    [GeneratedRegex(
        @"\G(?:\.(?<name>[\p{L}\p{Nd}_-]+)|\['(?<name>[^'\\\]]+)'\]|\[""(?<name>[^""\\\]]+)""\]|\[(?<index>\d{1,9})\])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Step();
}
