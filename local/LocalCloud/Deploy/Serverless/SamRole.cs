using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Serverless;

/// <summary>The role that SAM generates for a function or state machine that names none.</summary>
internal static class SamRole
{
    public const string LogPolicy = "service-role/AWSLambdaBasicExecutionRole";
    public const string TracingPolicy = "AWSXrayWriteOnlyAccess";

    /// <summary>The properties that shape it.</summary>
    public static readonly string[] Properties =
    [
        "Role",
        "RolePath",
        "Policies",
        "AssumeRolePolicyDocument",
        "PermissionsBoundary",
    ];

    /// <summary>Generates the role.</summary>
    /// <param name="resource">The function or state machine.</param>
    /// <param name="kind">lambda or stateMachine: the prefix of SAM's tag.</param>
    /// <param name="service">Who assumes it.</param>
    /// <param name="alwaysManaged">AWS managed policies that come first.</param>
    /// <param name="more">Inline policies that follow from other properties; they come first.</param>
    public static KeyValuePair<string, JsonNode?> For(
        SamResource resource,
        string kind,
        string service,
        IEnumerable<string> alwaysManaged,
        IEnumerable<(string Name, JsonObject Document)> more
    )
    {
        List<JsonNode?> given = resource["Policies"] switch
        {
            null => [],
            JsonArray list => [.. list],
            var one => [one],
        };
        var managed = new JsonArray([.. alwaysManaged.Select(ManagedPolicy)]);
        var inline = new JsonArray([.. more.Select(m => Policy(m.Name, m.Document))]);
        for (var i = 0; i < given.Count; i++)
        {
            Add(
                $"{resource.Where}.Properties.Policies[{i}]",
                $"{resource.Id}RolePolicy{i}",
                given[i]!,
                managed,
                inline
            );
        }

        var properties = new JsonObject
        {
            ["AssumeRolePolicyDocument"] = resource["AssumeRolePolicyDocument"] ?? Trust(service),
            ["ManagedPolicyArns"] = managed,
            ["Policies"] = inline,
            ["Tags"] = resource.Tags($"{kind}:createdBy"),
        };
        resource.Copy(properties, ("RolePath", "Path"), ("PermissionsBoundary", "PermissionsBoundary"));
        return resource.Generated("Role", "AWS::IAM::Role", properties);
    }

    private static void Add(string where, string name, JsonNode policy, JsonArray managed, JsonArray inline)
    {
        if (policy is JsonObject map && map.ContainsKey("Statement"))
        {
            inline.Add(Policy(name, map.DeepClone().AsObject()));
        }
        else if (policy is JsonObject other && !Nodes.IsFunction(other, out _, out _))
        {
            throw new TemplateException(
                where,
                $"the local cloud does not know SAM's policy templates ({other.First().Key})."
            );
        }
        else
        {
            var arn = ManagedPolicy(policy);
            if (!managed.Any(m => JsonNode.DeepEquals(m, arn)))
            {
                managed.Add(arn);
            }
        }
    }

    private static JsonNode ManagedPolicy(JsonNode policy) =>
        Nodes.Text(policy) switch
        {
            "AWSLambdaBasicExecutionRole" => ManagedPolicy(LogPolicy),
            { } name when !name.Contains(':', StringComparison.Ordinal) => ManagedPolicy(name),
            _ => policy.DeepClone(),
        };

    private static JsonValue ManagedPolicy(string name) =>
        JsonValue.Create($"arn:aws:iam::aws:policy/{name}");

    private static JsonObject Policy(string name, JsonObject document) =>
        new() { ["PolicyName"] = name, ["PolicyDocument"] = document };

    private static JsonObject Trust(string service) =>
        new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                new JsonObject
                {
                    ["Action"] = new JsonArray("sts:AssumeRole"),
                    ["Effect"] = "Allow",
                    ["Principal"] = new JsonObject { ["Service"] = new JsonArray(service) },
                }
            ),
        };
}
