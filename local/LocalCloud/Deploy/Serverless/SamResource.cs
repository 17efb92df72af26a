using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Serverless;

/// <summary>A Serverless resource on its way to plain resources.</summary>
internal sealed class SamResource
{
    private readonly JsonObject _resource;

    public SamResource(string id, JsonObject resource, JsonObject shared)
    {
        Id = id;
        _resource = resource;
        Given = Merge(shared, Nodes.MapOrEmpty(resource["Properties"], $"{Where}.Properties"));
    }

    public string Id { get; }

    /// <summary>The resource's own properties over those of Globals.</summary>
    public JsonObject Given { get; }

    public string Where => $"Resources.{Id}";

    /// <summary>A copy of a property, or null.</summary>
    public JsonNode? this[string name] => Given[name]?.DeepClone();

    /// <summary>The resource itself as a plain one: keeps DependsOn and the like.</summary>
    public KeyValuePair<string, JsonNode?> Itself(string type, JsonObject properties)
    {
        var plain = _resource.DeepClone().AsObject();
        plain["Type"] = type;
        plain["Properties"] = properties;
        return new(Id, plain);
    }

    /// <summary>A resource that SAM adds; it hangs on the same condition, and is retained likewise.</summary>
    public KeyValuePair<string, JsonNode?> Generated(
        string suffix,
        string type,
        JsonObject properties,
        params string[] attributes
    ) => GeneratedAs(Id + suffix, type, properties, attributes);

    /// <summary>A resource that SAM adds under a given logical id; <paramref name="attributes"/> are further ones that it keeps.</summary>
    public KeyValuePair<string, JsonNode?> GeneratedAs(
        string id,
        string type,
        JsonObject properties,
        params string[] attributes
    )
    {
        var plain = new JsonObject { ["Type"] = type, ["Properties"] = properties };
        foreach (
            var attribute in (string[])["Condition", "DeletionPolicy", "UpdateReplacePolicy", .. attributes]
        )
        {
            if (_resource[attribute] is { } value)
            {
                plain[attribute] = value.DeepClone();
            }
        }

        return new(id, plain);
    }

    /// <summary>Copies properties, under other names where a pair says so, if they are there.</summary>
    public void Copy(JsonObject target, params (string From, string To)[] names)
    {
        foreach (var (from, to) in names)
        {
            if (this[from] is { } value)
            {
                target[to] = value;
            }
        }
    }

    /// <summary>Tags as a list, SAM's own first.</summary>
    public JsonArray Tags(string createdBy) =>
        [
            new JsonObject { ["Key"] = createdBy, ["Value"] = "SAM" },
            .. Nodes
                .MapOrEmpty(Given["Tags"], $"{Where}.Properties.Tags")
                .Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value?.DeepClone() }),
        ];

    public static JsonObject Reference(string id) => new() { ["Ref"] = id };

    public static JsonObject Attribute(string id, string name) =>
        new() { ["Fn::GetAtt"] = new JsonArray(id, name) };

    // SAM Developer Guide, "Globals": maps are merged, lists are joined (global first), all else is replaced.
    private static JsonObject Merge(JsonObject shared, JsonObject own)
    {
        var result = shared.DeepClone().AsObject();
        foreach (var (name, value) in own)
        {
            result[name] = (result[name], value) switch
            {
                (JsonObject a, JsonObject b)
                    when !Nodes.IsFunction(a, out _, out _) && !Nodes.IsFunction(b, out _, out _) => Merge(
                    a,
                    b
                ),
                (JsonArray a, JsonArray b) => new JsonArray([
                    .. a.Concat(b).Select(item => item?.DeepClone()),
                ]),
                _ => value?.DeepClone(),
            };
        }

        return result;
    }
}
