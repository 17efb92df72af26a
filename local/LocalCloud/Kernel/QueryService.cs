using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace LocalCloud.Kernel;

/// <summary>Base of the services that speak the AWS Query protocol (RDS, STS): form in, XML out.</summary>
/// <param name="signingName">The name in the credential scope.</param>
/// <param name="xmlNamespace">The service's XML namespace.</param>
public abstract class QueryService(string signingName, string xmlNamespace) : IAwsService
{
    /// <inheritdoc/>
    public string SigningName => signingName;

    /// <inheritdoc/>
    public IEnumerable<string> OperationNames => Operations.Keys;

    /// <summary>The service's XML namespace.</summary>
    protected XNamespace Namespace { get; } = xmlNamespace;

    /// <summary>
    /// Operation name → what it does. The result is the content of <c>&lt;{Operation}Result&gt;</c> (elements without namespace),
    /// or null for an operation without result.
    /// </summary>
    protected abstract IReadOnlyDictionary<
        string,
        Func<AwsCall, QueryInput, IEnumerable<XElement>?>
    > Operations { get; }

    /// <inheritdoc/>
    public string? OperationOf(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return QueryInput.Parse(request).Optional("Action");
    }

    /// <inheritdoc/>
    public Task<AwsReply> HandleAsync(AwsCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Operations.TryGetValue(call.Operation, out var run))
        {
            throw AwsError.NotSimulated(signingName, call.Operation);
        }

        var result = run(call, QueryInput.Parse(call.Request));
        return Task.FromResult(Reply(200, QueryXml.Response(call, result)));
    }

    /// <inheritdoc/>
    public AwsReply ErrorReply(AwsError error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Reply(error.Status, QueryXml.Error(error, requestId));
    }

    /// <summary>An element with text, or nothing when the value is null.</summary>
    protected static XElement? Text(string name, object? value) =>
        value switch
        {
            null => null,
            bool b => new XElement(name, b ? "true" : "false"),
            DateTimeOffset t => new XElement(
                name,
                t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            ),
            IFormattable f => new XElement(name, f.ToString(null, CultureInfo.InvariantCulture)),
            _ => new XElement(name, value.ToString()),
        };

    private AwsReply Reply(int status, XElement page) =>
        QueryXml.Reply(status, page, Namespace, declared: true);
}

/// <summary>The parameters of a Query request: <c>Tags.Tag.1.Key=…</c>.</summary>
public sealed class QueryInput
{
    private readonly Dictionary<string, string> _values;

    private QueryInput(Dictionary<string, string> values) => _values = values;

    /// <summary>All parameter names as sent.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Reads the form body (or the query string of a GET).</summary>
    public static QueryInput Parse(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = request.Body.Length > 0 ? Encoding.UTF8.GetString(request.Body) : request.RawQuery;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = cut < 0 ? (pair, "") : (pair[..cut], pair[(cut + 1)..]);
            values[Decode(name)] = Decode(value);
        }

        return new QueryInput(values);
    }

    /// <summary>A parameter, or null when it was not sent.</summary>
    public string? Optional(string name) => _values.GetValueOrDefault(name);

    /// <summary>A parameter; AWS's MissingParameter error when it was not sent.</summary>
    public string Required(string name) =>
        Optional(name) is { Length: > 0 } value
            ? value
            : throw new AwsError("MissingParameter", $"The request must contain the parameter {name}");

    /// <summary>A flag, or null when it was not sent.</summary>
    public bool? Flag(string name) =>
        Optional(name) is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>A whole number, or null when it was not sent.</summary>
    public int? Number(string name) =>
        Optional(name) is not { } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : throw new AwsError("InvalidParameterValue", $"Invalid value '{text}' for {name}: not a number");

    /// <summary>The members of a list: <c>ValuesToAdd</c>, <c>AttributeValue</c> reads <c>ValuesToAdd.AttributeValue.N</c> (and the generic <c>.member.N</c>).</summary>
    public IReadOnlyList<string> List(string name, string item)
    {
        var values = new List<string>();
        for (var i = 1; (Optional($"{name}.{item}.{i}") ?? Optional($"{name}.member.{i}")) is { } value; i++)
        {
            values.Add(value);
        }

        return values;
    }

    /// <summary>The prefixes of a list of structures: <c>Tags</c>, <c>Tag</c> gives <c>Tags.Tag.1</c>, <c>Tags.Tag.2</c>, …</summary>
    public IReadOnlyList<string> Structures(string name, string item)
    {
        var prefixes = new List<string>();
        for (
            var i = 1;
            _values.Keys.Any(k => k.StartsWith($"{name}.{item}.{i}.", StringComparison.Ordinal));
            i++
        )
        {
            prefixes.Add($"{name}.{item}.{i}");
        }

        return prefixes;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
