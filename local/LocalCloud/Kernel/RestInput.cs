using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Kernel;

/// <summary>What a REST-JSON request says: in its path, its query and its body. Members of the body have the model's names.</summary>
public sealed class RestInput
{
    private readonly IReadOnlyDictionary<string, string> _path;
    private readonly Dictionary<string, string> _query = new(StringComparer.Ordinal);
    private readonly JsonObject _body;
    private readonly Func<string, AwsError> _missing;
    private readonly Func<string, string, AwsError> _invalid;

    /// <summary>Reads a request.</summary>
    /// <param name="request">As received.</param>
    /// <param name="path">The decoded path parameters.</param>
    /// <param name="missing">The service's refusal when a member is missing.</param>
    /// <param name="invalid">The service's refusal of a member's value.</param>
    /// <exception cref="AwsError">SerializationException: the body is no JSON object.</exception>
    public RestInput(
        AwsHttpRequest request,
        IReadOnlyDictionary<string, string> path,
        Func<string, AwsError> missing,
        Func<string, string, AwsError> invalid
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        (_path, _missing, _invalid) = (path, missing, invalid);
        foreach (var pair in request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = cut < 0 ? (pair, "") : (pair[..cut], pair[(cut + 1)..]);
            _query[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        _body = Read(request.Body);
    }

    /// <summary>The body as it was sent.</summary>
    public JsonObject Body => _body;

    /// <summary>A path parameter.</summary>
    public string Path(string name) =>
        _path.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw _missing(name);

    /// <summary>A query parameter, or null.</summary>
    public string? Query(string name) => _query.GetValueOrDefault(name);

    /// <summary>A query parameter that is a whole number, or null.</summary>
    public int? QueryNumber(string name, int least, int most) =>
        Query(name) is not { } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
        : throw _invalid(name, $"'{text}' is not a whole number from {least} to {most}");

    /// <summary>A query parameter that is a time (ISO 8601, as SDKs send it, or seconds since 1970), or null.</summary>
    public DateTimeOffset? QueryTime(string name)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var invariant = CultureInfo.InvariantCulture;
        return Query(name) switch
        {
            null => null,
            var text when double.TryParse(text, invariant, out var seconds) =>
                DateTimeOffset.UnixEpoch.AddSeconds(seconds),
            var text when DateTimeOffset.TryParse(text, invariant, utc, out var time) => time,
            var text => throw _invalid(name, $"'{text}' is not a time"),
        };
    }

    /// <summary>True when the body has a member.</summary>
    public bool Has(string name) => _body[name] is not null;

    /// <summary>A text of the body, or null.</summary>
    public string? Text(string name) =>
        Value(name, JsonValueKind.String) is { } value ? value.GetValue<string>() : null;

    /// <summary>A text of the body; the service's refusal when it is missing.</summary>
    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw _missing(name);

    /// <summary>A whole number of the body, or null.</summary>
    public long? Number(string name) => Number(_body, name);

    /// <summary>An object of the body, or null.</summary>
    public JsonObject? Object(string name) =>
        _body[name] switch
        {
            null => null,
            JsonObject found => found,
            _ => throw Malformed(name),
        };

    /// <summary>A map of texts of the body; empty when it is not sent.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name) =>
        (Object(name) ?? []).ToDictionary(
            m => m.Key,
            m => m.Value is JsonValue v && v.TryGetValue<string>(out var text) ? text : throw Malformed(name),
            StringComparer.Ordinal
        );

    /// <summary>A whole number of an object, or null.</summary>
    public static long? Number(JsonObject of, string name)
    {
        ArgumentNullException.ThrowIfNull(of);
        return of[name] switch
        {
            null => null,
            JsonValue value when value.TryGetValue<long>(out var number) => number,
            _ => throw Malformed(name),
        };
    }

    private JsonValue? Value(string name, JsonValueKind kind) =>
        _body[name] switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == kind => value,
            _ => throw Malformed(name),
        };

    private static AwsError Malformed(string name) =>
        new("SerializationException", $"{name} does not have the type that the service expects");

    // A duplicate member would be found only when it is read, and then as a crash.
    private static JsonDocumentOptions Strict => new() { AllowDuplicateProperties = false };

    private static JsonObject Read(byte[] body)
    {
        try
        {
            return body.Length == 0
                ? []
                : JsonNode.Parse(body, documentOptions: Strict) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new AwsError("SerializationException", "The request body is not a JSON object");
        }
    }
}
