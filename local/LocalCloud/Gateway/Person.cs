using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>
/// Someone who calls this cloud by its own protocols, signed like everyone else's requests: for tests, the demo and the sample world,
/// where an SDK client for the operation is not at hand.
/// </summary>
public sealed class Person(InvocationGate gate, TimeProvider clock, SigningKey key, string region)
{
    /// <summary>Calls RDS or STS.</summary>
    /// <returns>The element <c>OPERATIONResult</c>, without namespaces; empty when there is none.</returns>
    /// <exception cref="AwsError">The call was refused.</exception>
    public async Task<XElement> QueryAsync(
        string service,
        string operation,
        params (string Name, string Value)[] parameters
    )
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (string Name, string Value)[] all = [("Action", operation), ("Version", "2014-10-31"), .. parameters];
        var form = string.Join(
            '&',
            all.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}")
        );
        var reply = await CallAsync(service, form, "application/x-www-form-urlencoded", target: null);
        var root = WithoutNamespaces(XElement.Parse(Encoding.UTF8.GetString(reply.Body)));
        return reply.Status == 200
            ? root.Element(operation + "Result") ?? new XElement(operation + "Result")
            : throw new AwsError(Text(root, "Code"), Text(root, "Message"), reply.Status);
    }

    /// <summary>Calls KMS, Step Functions, EventBridge or SQS.</summary>
    /// <exception cref="AwsError">The call was refused.</exception>
    public Task<JsonObject> JsonAsync(string service, string operation, JsonObject input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SendJsonAsync(service, operation, input.ToJsonString());
    }

    /// <summary>The same with any body.</summary>
    public async Task<JsonObject> SendJsonAsync(string service, string operation, string body)
    {
        var reply = await CallAsync(service, body, "application/x-amz-json-1.1", $"Local.{operation}");
        var output = JsonNode.Parse(reply.Body)!.AsObject();
        return reply.Status == 200
            ? output
            : throw new AwsError($"{output["__type"]}", $"{output["message"]}", reply.Status);
    }

    private Task<AwsReply> CallAsync(string service, string body, string contentType, string? target)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = $"{service}.{region}.amazonaws.com",
            ["Content-Type"] = contentType,
        };
        if (target is not null)
        {
            headers["X-Amz-Target"] = target;
        }

        var request = new AwsHttpRequest("POST", "/", "", headers, Encoding.UTF8.GetBytes(body));
        return gate.CallAsync(
            Signer.Sign(request, key, service, region, clock.GetUtcNow()),
            CancellationToken.None
        );
    }

    private static XElement WithoutNamespaces(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            element.Attributes().Where(a => a.IsNamespaceDeclaration).Remove();
        }

        return root;
    }

    private static string Text(XElement root, string name) =>
        root.Descendants(name).FirstOrDefault()?.Value ?? "";
}
