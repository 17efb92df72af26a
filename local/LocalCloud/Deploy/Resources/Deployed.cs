using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Deploy.Resources;

/// <summary>What the stacks of a cloud made so far, as far as later resources ask for it.</summary>
internal sealed class Deployed
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonArray> _busStatements = new(StringComparer.Ordinal);

    /// <summary>Roles by ARN.</summary>
    public Dictionary<string, DeployedRole> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>Functions by ARN.</summary>
    public Dictionary<string, FunctionConfiguration> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes a name; false when it is taken. <paramref name="name"/> is an ARN or as good as one.</summary>
    public bool Claim(string name) => _names.Add(name);

    /// <summary>True when the name was claimed.</summary>
    public bool Exists(string name) => _names.Contains(name);

    /// <summary>Adds statements to a bus's policy; returns the whole policy.</summary>
    public JsonObject AddBusStatements(string busArn, IEnumerable<JsonNode?> statements)
    {
        if (!_busStatements.TryGetValue(busArn, out var all))
        {
            _busStatements[busArn] = all = [];
        }

        foreach (var statement in statements)
        {
            all.Add(statement?.DeepClone());
        }

        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = all.DeepClone() };
    }
}

/// <summary>A role of a stack.</summary>
internal sealed record DeployedRole(JsonObject Trust, IReadOnlyDictionary<string, JsonObject> Policies);
