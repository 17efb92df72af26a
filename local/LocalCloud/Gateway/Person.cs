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

    /// <summary>Calls AWS Backup, or another service that speaks REST-JSON.</summary>
    /// <param name="service">Signing name.</param>
    /// <param name="method">GET, PUT, POST, DELETE.</param>
    /// <param name="path">Parameters in it are percent-encoded; with the query, if any.</param>
    /// <param name="input">The body; null for none.</param>
    /// <exception cref="AwsError">The call was refused.</exception>
    public async Task<JsonObject> RestAsync(
        string service,
        string method,
        string path,
        JsonObject? input = null
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        var cut = path.IndexOf('?', StringComparison.Ordinal);
        var request = new AwsHttpRequest(
            method,
            cut < 0 ? path : path[..cut],
            cut < 0 ? "" : path[(cut + 1)..],
            Headers(service, "application/json"),
            input is null ? [] : Encoding.UTF8.GetBytes(input.ToJsonString())
        );
        var reply = await SendAsync(request, service);
        var output = reply.Body.Length == 0 ? [] : JsonNode.Parse(reply.Body)!.AsObject();
        return reply.Status == 200
            ? output
            : throw new AwsError(
                reply.Headers["x-amzn-ErrorType"],
                $"{output["Message"] ?? output["message"]}",
                reply.Status
            );
    }

    private Task<AwsReply> CallAsync(string service, string body, string contentType, string? target)
    {
        var headers = Headers(service, contentType);
        if (target is not null)
        {
            headers["X-Amz-Target"] = target;
        }

        return SendAsync(new AwsHttpRequest("POST", "/", "", headers, Encoding.UTF8.GetBytes(body)), service);
    }

    private Dictionary<string, string> Headers(string service, string contentType) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = $"{service}.{region}.amazonaws.com",
            ["Content-Type"] = contentType,
        };

    private Task<AwsReply> SendAsync(AwsHttpRequest request, string service) =>
        gate.CallAsync(Signer.Sign(request, key, service, region, clock.GetUtcNow()), CancellationToken.None);

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
