using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.States.Language;

/// <summary>The fields of one object of a definition. What nobody asked for is refused by <see cref="Done"/>.</summary>
/// <param name="source">The object.</param>
/// <param name="where">Its place, for example <c>/States/CopyToRegion/Retry[0]</c>.</param>
internal sealed class Fields(JsonObject source, string where)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal) { "Comment" };

    public string Where => where;

    public IEnumerable<string> Names => source.Select(f => f.Key);

    /// <summary>AWS's InvalidDefinition, with the place.</summary>
    public static AwsError Invalid(string where, string what) =>
        new(
            "InvalidDefinition",
            $"Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: {what} at {(where.Length == 0 ? "/" : where)}'"
        );

    public AwsError Invalid(string what) => Invalid(where, what);

    public bool Has(string name)
    {
        _known.Add(name);
        return source.ContainsKey(name);
    }

    public JsonNode? Node(string name) => Has(name) ? source[name] : null;

    public string? Text(string name) =>
        !Has(name)
            ? null
            : Json.String(source[name]) ?? throw Invalid($"{where}/{name}", "The value must be a string");

    public string RequiredText(string name) => Text(name) ?? throw Required(name);

    public AwsError Required(string name) => Invalid($"These fields are required: [{name}]");

    public bool? Flag(string name) =>
        !Has(name)
            ? null
            : Json.Kind(source[name]) switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw Invalid($"{where}/{name}", "The value must be true or false"),
            };

    public long? Whole(string name, long least, long most) =>
        !Has(name) ? null
        : Json.Whole(source[name]) is { } number && number >= least && number <= most ? number
        : throw Invalid($"{where}/{name}", $"The value must be a whole number from {least} to {most}");

    public double? Number(string name, double least) =>
        !Has(name) ? null
        : Json.Number(source[name]) is { } number && number >= least ? number
        : throw Invalid($"{where}/{name}", $"The value must be a number, at least {least}");

    /// <summary>A path; <c>$</c> when the field is not there, null when it is JSON's null.</summary>
    /// <param name="name">Field.</param>
    /// <param name="reference">True for a reference path, which has no context object.</param>
    public DataPath? DataPath(string name, bool reference = false) =>
        !Has(name) ? Language.DataPath.Whole
        : source[name] is null ? null
        : RequiredPath(name, reference);

    public DataPath RequiredPath(string name, bool reference = false) =>
        Language.DataPath.TryParse(RequiredText(name), out var path) && !(reference && path.OfContext)
            ? path
            : throw Invalid(
                $"{where}/{name}",
                $"'{source[name]}' is not a {(reference ? "reference path" : "path")} of names and indexes, all that the local cloud reads"
            );

    public Template? Template(string name) =>
        Has(name) ? Reading(name, () => Language.Template.Read(source[name])) : null;

    public Expression? Expression(string name) =>
        Text(name) is { } text ? Reading(name, () => ExpressionReader.Read(text)) : null;

    /// <summary>The objects of an array; none when the field is not there.</summary>
    public IReadOnlyList<Fields> Objects(string name)
    {
        if (!Has(name))
        {
            return [];
        }

        var items =
            source[name] as JsonArray ?? throw Invalid($"{where}/{name}", "The value must be an array");
        return [.. items.Select((item, i) => Object(item, $"{where}/{name}[{i}]"))];
    }

    public Fields Object(string name) =>
        Has(name) ? Object(source[name], $"{where}/{name}") : throw Required(name);

    /// <summary>Refuses what nobody asked for.</summary>
    public void Done()
    {
        if (Names.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
        {
            throw Invalid(
                $"{where}/{unknown}",
                $"Field '{unknown}' is not supported here, or not simulated by the local cloud"
            );
        }
    }

    private static Fields Object(JsonNode? node, string where) =>
        new(node as JsonObject ?? throw Invalid(where, "The value must be an object"), where);

    private T Reading<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw Invalid($"{where}/{name}", e.Message);
        }
    }
}
