using System.Text.Json.Nodes;

namespace Templates.Tests;

/// <summary>One of the repository's three templates, as written.</summary>
internal sealed class Template(string path)
{
    public static readonly Template Relay = new("template.yaml");
    public static readonly Template DrAccount = new("templates/dr-account.yaml");
    public static readonly Template SourceRegion = new("templates/source-region.yaml");
    public static readonly IReadOnlyList<Template> All = [Relay, DrAccount, SourceRegion];

    private readonly JsonObject _root = Yaml.Load(Repository.File(path));

    public string Path => path;

    public JsonObject Section(string name) => _root[name]?.AsObject() ?? [];

    /// <summary>The resources of a type; at least one, or the test that asks looks at nothing.</summary>
    public IReadOnlyList<Resource> Resources(string type)
    {
        var found = ResourcesOrNone(type);
        found.ShouldNotBeEmpty($"{path} has no {type}");
        return found;
    }

    public IReadOnlyList<Resource> ResourcesOrNone(string type) =>
        [
            .. Section("Resources")
                .Where(r => r.Value!["Type"]!.ToString() == type)
                .Select(r => new Resource(r.Key, r.Value!.AsObject())),
        ];

    public Resource Resource(string id) => new(id, Section("Resources")[id]!.AsObject());

    public override string ToString() => path;
}

/// <summary>A resource under its logical id.</summary>
internal sealed record Resource(string Id, JsonObject Body)
{
    /// <summary>A property, or a part of one: <c>LoggingConfig/LogGroup</c>, <c>Targets/0</c>. Fails when there is none.</summary>
    public JsonNode Property(string path) =>
        Body["Properties"]!.At(path) ?? throw new ShouldAssertException($"{Id} has no {path}");

    /// <summary>The statements of a role's inline policies.</summary>
    public IReadOnlyList<Statement> Statements() =>
        [.. Property("Policies").AsArray().SelectMany(p => Statement.Of(p!["PolicyDocument"]!))];
}

/// <summary>A policy statement; <paramref name="If"/> is the template condition under which it exists ("!" before it: or not), if any.</summary>
internal sealed record Statement(JsonObject Body, string? If)
{
    public string Sid => Body[nameof(Sid)]?.ToString() ?? "";

    public IReadOnlyList<string> Actions => [.. Body["Action"].Items().Select(a => a.ToString())];

    public IReadOnlyList<string> Resources => [.. Body["Resource"].Items().Select(r => r.Short())];

    /// <summary>The value of a condition key, written short; null when the statement does not have it.</summary>
    public string? When(string conditionOperator, string key) =>
        Body["Condition"]?[conditionOperator]?[key]?.Short();

    public static IEnumerable<Statement> Of(JsonNode document) =>
        document["Statement"]!
            .AsArray()
            .SelectMany(s =>
                s!["Fn::If"] is JsonArray branches
                    ? Branch(branches[1]!, branches[0]!.ToString())
                        .Concat(Branch(branches[2]!, "!" + branches[0]))
                    : [new Statement(s.AsObject(), null)]
            );

    private static IEnumerable<Statement> Branch(JsonNode branch, string condition) =>
        branch["Ref"]?.ToString() == "AWS::NoValue" ? [] : [new Statement(branch.AsObject(), condition)];
}

internal static class Nodes
{
    public static JsonNode? At(this JsonNode node, string path) =>
        path.Split('/')
            .Aggregate((JsonNode?)node, (n, part) => n is JsonArray list ? list[int.Parse(part)] : n?[part]);

    public static IEnumerable<JsonNode> Items(this JsonNode? node) =>
        node switch
        {
            null => [],
            JsonArray list => list.Select(n => n!),
            _ => [node],
        };

    /// <summary>A value as one reads it: the text of a Sub, <c>Ref:X</c>, <c>GetAtt:X.Y</c>, else its JSON.</summary>
    public static string Short(this JsonNode node) =>
        node switch
        {
            JsonValue text => text.ToString(),
            JsonObject { Count: 1 } o when o["Ref"] is { } name => $"Ref:{name}",
            JsonObject { Count: 1 } o when o["Fn::Sub"] is JsonValue text => text.ToString(),
            JsonObject { Count: 1 } o when o["Fn::GetAtt"] is JsonArray parts =>
                $"GetAtt:{parts[0]}.{parts[1]}",
            _ => node.ToJsonString(Unescaped),
        };

    private static readonly System.Text.Json.JsonSerializerOptions Unescaped = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

internal static class Repository
{
    private static readonly string Root = Find();

    public static string File(string path) => System.IO.Path.Combine(Root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("no Functions.sln above the tests");
        }

        return folder.FullName;
    }
}
