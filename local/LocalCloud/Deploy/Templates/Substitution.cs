using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Deploy.Templates;

/// <summary>Fn::Sub: a text with <c>${Name}</c>, <c>${Resource.Attribute}</c> and the literal <c>${!Name}</c>, maybe with variables of its own.</summary>
/// <param name="Template">The text.</param>
/// <param name="Variables">Names that the function itself gives a value.</param>
public sealed partial record Substitution(string Template, JsonObject Variables)
{
    /// <summary>The names in the text that are not its own variables: parameters, pseudo parameters, resources, attributes.</summary>
    public IEnumerable<string> Free =>
        Placeholder()
            .Matches(Template)
            .Where(m => !m.Groups["literal"].Success)
            .Select(m => m.Groups["name"].Value)
            .Where(name => !Variables.ContainsKey(name));

    /// <summary>Reads the argument of Fn::Sub: a string, or a list of a string and a map.</summary>
    /// <exception cref="TemplateException">It is neither.</exception>
    public static Substitution Read(JsonNode argument, string where)
    {
        if (argument is not JsonArray)
        {
            return new Substitution(Nodes.TextAt(argument, where), []);
        }

        var list = Nodes.ListAt(argument, 2, where);
        return new Substitution(Nodes.TextAt(list[0], where), Nodes.MapAt(list[1], where));
    }

    /// <summary>The text with every placeholder replaced.</summary>
    public string Fill(Func<string, string> value) =>
        Placeholder()
            .Replace(
                Template,
                m =>
                    m.Groups["literal"].Success
                        ? $"${{{m.Groups["name"].Value}}}"
                        : value(m.Groups["name"].Value)
            );

    [GeneratedRegex(@"\$\{(?<literal>!)?(?<name>[^}]*)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
