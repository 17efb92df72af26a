using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>The paths under <c>/_local/</c>: what AWS offers no call for. JSON in, JSON out, unsigned, loopback only.</summary>
public sealed class LocalApi
{
    private const string Prefix = "/_local/";

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private readonly List<LocalPath> _paths = [];

    /// <summary>All paths, in the order they were registered.</summary>
    public IReadOnlyList<LocalPath> Paths => _paths;

    /// <summary>Adds paths.</summary>
    public void Register(IEnumerable<LocalPath> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var path in paths)
        {
            if (!path.Path.StartsWith(Prefix, StringComparison.Ordinal))
            {
                throw new ArgumentException($"{path.Path} does not begin with {Prefix}", nameof(paths));
            }

            _paths.Add(path);
        }
    }

    /// <summary>Whether a request is for these paths and for no service.</summary>
    public static bool IsLocal(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.RawPath.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>Answers a request; called with the gate held.</summary>
    public AwsReply Handle(AwsHttpRequest request, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(log);
        try
        {
            var path =
                _paths.Find(p => p.Path == request.RawPath && p.Method == request.Method)
                ?? throw new AwsError(
                    "NoSuchPath",
                    $"{request.Method} {request.RawPath}; there are: {string.Join(", ", _paths.Select(p => $"{p.Method} {p.Path}"))}",
                    404
                );
            return Json(200, path.Handle(Input(request)));
        }
        catch (AwsError e)
        {
            return Json(e.Status, new JsonObject { ["error"] = e.Code, ["message"] = e.Message });
        }
#pragma warning disable CA1031 // A crash here is an error reply, not a dead server.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log($"{request.Method} {request.RawPath} crashed: {e}");
            return Json(500, new JsonObject { ["error"] = "InternalFailure", ["message"] = e.Message });
        }
    }

    /// <summary>A text of the input.</summary>
    /// <exception cref="AwsError">It is missing.</exception>
    public static string Text(JsonObject input, string name) =>
        OptionalText(input, name)
        ?? throw new AwsError("InvalidInput", $"'{name}' is missing, or is no text");

    /// <summary>A text of the input, or null.</summary>
    public static string? OptionalText(JsonObject input, string name)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : null;
    }

    private static JsonDocumentOptions Strict => new() { AllowDuplicateProperties = false };

    private static JsonObject Input(AwsHttpRequest request)
    {
        if (request.Body.Length == 0)
        {
            var query = new JsonObject();
            foreach (var (name, value) in SigV4.QueryPairs(request.RawQuery))
            {
                query[name] = value;
            }

            return query;
        }

        try
        {
            return JsonNode.Parse(request.Body, documentOptions: Strict) as JsonObject
                ?? throw new JsonException("it is no object");
        }
        catch (JsonException e)
        {
            throw new AwsError("InvalidInput", $"The body is not a JSON object: {e.Message}");
        }
    }

    private static AwsReply Json(int status, JsonNode body) =>
        new(status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString(Readable)));
}
