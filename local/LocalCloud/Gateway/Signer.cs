using System.Globalization;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>Whoever signs.</summary>
/// <param name="AccessKeyId">Of an administrator of the local cloud, or any AWS access key.</param>
/// <param name="SecretAccessKey">Its secret.</param>
/// <param name="SessionToken">Of temporary credentials, else null.</param>
public sealed record SigningKey(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>The administrator of an account of the local cloud.</summary>
    public static SigningKey Administrator(string accountId) =>
        new(accountId, Credentials.AdministratorSecret);

    /// <summary>A session.</summary>
    public static SigningKey Of(SessionCredentials session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }
}

/// <summary>Signs requests as an SDK does.</summary>
public static class Signer
{
    /// <summary>The request with X-Amz-Date, X-Amz-Security-Token and Authorization; all headers that it has are signed.</summary>
    /// <param name="request">Has a Host header.</param>
    /// <param name="key">Who signs.</param>
    /// <param name="service">Signing name.</param>
    /// <param name="region">Region of the credential scope.</param>
    /// <param name="now">Real time.</param>
    public static AwsHttpRequest Sign(
        AwsHttpRequest request,
        SigningKey key,
        string service,
        string region,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amz-Date"] = now.UtcDateTime.ToString(SigV4.DateFormat, CultureInfo.InvariantCulture),
        };
        if (key.SessionToken is not null)
        {
            headers["X-Amz-Security-Token"] = key.SessionToken;
        }

        request = request with { Headers = headers };
        var claim = new SignatureClaim(
            key.AccessKeyId,
            $"{now.UtcDateTime:yyyyMMdd}/{region}/{service}/aws4_request",
            [.. headers.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)],
            Signature: "",
            now,
            key.SessionToken,
            SigV4.PayloadHash(request.Body),
            Lifetime: null
        );
        var signature = SigV4.Signature(request, claim, key.SecretAccessKey);
        headers["Authorization"] =
            $"{SigV4.Algorithm} Credential={key.AccessKeyId}/{claim.Scope}, SignedHeaders={string.Join(';', claim.SignedHeaders)}, Signature={signature}";
        return request;
    }
}
