using System.Globalization;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>What a request says about its own signature, from the Authorization header or a presigned query.</summary>
/// <param name="AccessKeyId">Who claims to have signed.</param>
/// <param name="Scope"><c>yyyyMMdd/REGION/SERVICE/aws4_request</c>.</param>
/// <param name="SignedHeaders">Lower-case names, in the order given.</param>
/// <param name="Signature">Lower-case hexadecimal.</param>
/// <param name="Date">When it was signed; real time.</param>
/// <param name="SessionToken">X-Amz-Security-Token, or null.</param>
/// <param name="PayloadHash">X-Amz-Content-Sha256 as sent, else the body's.</param>
/// <param name="Lifetime">How long a presigned request lives, else null.</param>
public sealed record SignatureClaim(
    string AccessKeyId,
    string Scope,
    IReadOnlyList<string> SignedHeaders,
    string Signature,
    DateTimeOffset Date,
    string? SessionToken,
    string PayloadHash,
    TimeSpan? Lifetime
)
{
    private static readonly string[] Parameters = ["Credential", "Signature", "SignedHeaders"];

    /// <summary>The Region of the scope.</summary>
    public string Region => Scope.Split('/')[1];

    /// <summary>The signing name of the scope.</summary>
    public string Service => Scope.Split('/')[2];

    /// <summary>Reads the claim; null when the request carries no signature at all.</summary>
    /// <exception cref="AwsError">IncompleteSignature.</exception>
    public static SignatureClaim? Read(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.TryGetValue("Authorization", out var authorization))
        {
            return FromHeader(request, authorization);
        }

        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in SigV4.QueryPairs(request.RawQuery))
        {
            query.TryAdd(name, value);
        }

        return query.ContainsKey("X-Amz-Signature") ? FromQuery(request, query) : null;
    }

    private static SignatureClaim FromHeader(AwsHttpRequest request, string authorization)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (authorization.StartsWith(SigV4.Algorithm + " ", StringComparison.Ordinal))
        {
            foreach (
                var part in authorization[SigV4.Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            )
            {
                var cut = part.IndexOf('=', StringComparison.Ordinal);
                parts[cut < 0 ? part : part[..cut]] = cut < 0 ? "" : part[(cut + 1)..];
            }
        }

        var date = DateOf(
            request.Headers.GetValueOrDefault("X-Amz-Date"),
            request.Headers.GetValueOrDefault("Date")
        );
        var missing = Parameters
            .Where(name => string.IsNullOrEmpty(parts.GetValueOrDefault(name)))
            .Select(name => $"Authorization header requires '{name}' parameter.")
            .ToList();
        if (date is null)
        {
            missing.Add(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
            );
        }

        if (missing.Count > 0)
        {
            throw Incomplete($"{string.Join(' ', missing)} Authorization={authorization.Split(' ')[0]}");
        }

        var (key, scope) = Credential(parts["Credential"]);
        return new SignatureClaim(
            key,
            scope,
            parts["SignedHeaders"].Split(';'),
            parts["Signature"],
            date!.Value,
            request.Headers.GetValueOrDefault("X-Amz-Security-Token"),
            request.Headers.GetValueOrDefault("X-Amz-Content-Sha256") ?? SigV4.PayloadHash(request.Body),
            Lifetime: null
        );
    }

    private static SignatureClaim FromQuery(AwsHttpRequest request, Dictionary<string, string> query)
    {
        var date = DateOf(query.GetValueOrDefault("X-Amz-Date"), httpDate: null);
        if (
            date is null
            || query.GetValueOrDefault("X-Amz-Algorithm") != SigV4.Algorithm
            || !query.TryGetValue("X-Amz-Credential", out var credential)
            || !query.TryGetValue("X-Amz-SignedHeaders", out var signedHeaders)
            || !int.TryParse(
                query.GetValueOrDefault("X-Amz-Expires"),
                CultureInfo.InvariantCulture,
                out var seconds
            )
        )
        {
            throw Incomplete(
                "AWS query-string parameters must include 'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', "
                    + "'X-Amz-SignedHeaders', 'X-Amz-Date' and 'X-Amz-Expires'."
            );
        }

        var (key, scope) = Credential(credential);
        return new SignatureClaim(
            key,
            scope,
            signedHeaders.Split(';'),
            query["X-Amz-Signature"],
            date.Value,
            query.GetValueOrDefault("X-Amz-Security-Token"),
            SigV4.PayloadHash(request.Body),
            TimeSpan.FromSeconds(seconds)
        );
    }

    private static (string Key, string Scope) Credential(string credential)
    {
        var parts = credential.Split('/');
        return parts.Length == 5
            ? (parts[0], string.Join('/', parts[1..]))
            : throw Incomplete(
                $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'"
            );
    }

    private static DateTimeOffset? DateOf(string? amzDate, string? httpDate)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var invariant = CultureInfo.InvariantCulture;
        return DateTimeOffset.TryParseExact(amzDate, SigV4.DateFormat, invariant, utc, out var date) ? date
            : DateTimeOffset.TryParseExact(httpDate, "R", invariant, utc, out date) ? date
            : null;
    }

    private static AwsError Incomplete(string message) => new("IncompleteSignature", message);
}
