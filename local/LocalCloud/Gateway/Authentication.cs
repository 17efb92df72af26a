using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>
/// Checks a request's signature, as AWS does before a service sees it. Errors carry the Query protocol's codes;
/// <see cref="ErrorSpelling"/> turns them into what other protocols say. Age and expiry are real time.
/// </summary>
public sealed class Authentication(Credentials credentials, TimeProvider clock)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    /// <summary>The key that signed.</summary>
    /// <exception cref="AwsError">The request is refused.</exception>
    public AccessKey Check(AwsHttpRequest request, SignatureClaim? claim)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (claim is null)
        {
            throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        }

        CheckScope(claim);
        var key = KeyOf(claim);
        CheckAge(claim);
        CheckSignature(request, claim, key);
        return key.Expiration <= clock.GetUtcNow()
            ? throw new AwsError("ExpiredToken", "The security token included in the request is expired", 403)
            : key;
    }

    private static void CheckScope(SignatureClaim claim)
    {
        var parts = claim.Scope.Split('/');
        var day = claim.Date.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (parts[3] != "aws4_request")
        {
            throw Mismatch(
                $"Credential should be scoped with a valid terminator: 'aws4_request', not '{parts[3]}'."
            );
        }

        if (parts[0] != day)
        {
            throw Mismatch(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{parts[0]}' != '{day}', "
                    + $"from '{Text(claim.Date)}'."
            );
        }

        if (!RegionName.IsValid(claim.Region))
        {
            throw Mismatch("Credential should be scoped to a valid region.");
        }
    }

    private AccessKey KeyOf(SignatureClaim claim) =>
        credentials.Find(claim.AccessKeyId) is { } key && key.SessionToken == claim.SessionToken
            ? key
            : throw new AwsError(
                "InvalidClientTokenId",
                "The security token included in the request is invalid.",
                403
            );

    private void CheckAge(SignatureClaim claim)
    {
        var now = clock.GetUtcNow();
        var (signed, lifetime) = (claim.Date, claim.Lifetime ?? Tolerance);
        if (signed + lifetime < now)
        {
            throw Mismatch(
                $"Signature expired: {Text(signed)} is now earlier than {Text(now - lifetime)} ({Text(now)} - {lifetime.TotalMinutes:0} min.)"
            );
        }

        if (signed > now + Tolerance)
        {
            throw Mismatch(
                $"Signature not yet current: {Text(signed)} is still later than {Text(now + Tolerance)} ({Text(now)} + 15 min.)"
            );
        }
    }

    private static void CheckSignature(AwsHttpRequest request, SignatureClaim claim, AccessKey key)
    {
        if (!claim.SignedHeaders.Contains("host", StringComparer.Ordinal))
        {
            throw Mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        var expected = SigV4.Signature(request, claim, key.SecretAccessKey);
        var same = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(claim.Signature)
        );
        if (!same || !IsPayload(request, claim.PayloadHash))
        {
            throw Mismatch(
                "The request signature we calculated does not match the signature you provided. "
                    + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
            );
        }
    }

    private static bool IsPayload(AwsHttpRequest request, string claimed) =>
        claimed == "UNSIGNED-PAYLOAD" || claimed == SigV4.PayloadHash(request.Body);

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString(SigV4.DateFormat, CultureInfo.InvariantCulture);

    private static AwsError Mismatch(string message) => new("SignatureDoesNotMatch", message, 403);
}
