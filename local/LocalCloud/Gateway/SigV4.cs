using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>
/// The computation of Signature Version 4 over a request as it was received (IAM User Guide, "Create a signed AWS API request").
/// Paths are encoded once more, as every service but S3 does it.
/// </summary>
public static class SigV4
{
    /// <summary>The only algorithm.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Format of X-Amz-Date.</summary>
    public const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The signature that the request should carry.</summary>
    /// <param name="request">As received.</param>
    /// <param name="claim">What the request says about its signature.</param>
    /// <param name="secret">The key's secret.</param>
    public static string Signature(AwsHttpRequest request, SignatureClaim claim, string secret)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var text = string.Join(
            '\n',
            Algorithm,
            claim.Date.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture),
            claim.Scope,
            Hex(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest(request, claim))))
        );
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in claim.Scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string PayloadHash(byte[] body) => Hex(SHA256.HashData(body));

    /// <summary>The canonical request, as AWS's error messages would print it.</summary>
    public static string CanonicalRequest(AwsHttpRequest request, SignatureClaim claim)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(claim);
        var headers = claim.SignedHeaders.Select(name =>
            $"{name}:{Trimmed(request.Headers.GetValueOrDefault(name, ""))}\n"
        );
        return string.Join(
            '\n',
            request.Method,
            CanonicalPath(request.RawPath),
            CanonicalQuery(request.RawQuery),
            string.Concat(headers),
            string.Join(';', claim.SignedHeaders),
            claim.PayloadHash
        );
    }

    private static string CanonicalPath(string rawPath) =>
        rawPath.Length == 0 ? "/" : string.Join('/', rawPath.Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(string rawQuery)
    {
        var pairs = QueryPairs(rawQuery)
            .Where(p => p.Name != "X-Amz-Signature")
            .Select(p => (Name: Uri.EscapeDataString(p.Name), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal);
        return string.Join('&', pairs.Select(p => $"{p.Name}={p.Value}"));
    }

    /// <summary>The decoded pairs of a query string, in order.</summary>
    public static IEnumerable<(string Name, string Value)> QueryPairs(string rawQuery)
    {
        ArgumentNullException.ThrowIfNull(rawQuery);
        foreach (var pair in rawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            yield return cut < 0
                ? (Uri.UnescapeDataString(pair), "")
                : (Uri.UnescapeDataString(pair[..cut]), Uri.UnescapeDataString(pair[(cut + 1)..]));
        }
    }

    private static string Trimmed(string value) =>
        string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
