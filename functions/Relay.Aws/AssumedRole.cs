using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Relay.Aws;

/// <summary>Credentials of a role in the DR account; they renew themselves five minutes before they end.</summary>
internal sealed class AssumedRole : RefreshingAWSCredentials
{
    // A function's role that assumes another is role chaining: one hour at most (STS API reference).
    private const int Seconds = 3600;

    private readonly IAmazonSecurityTokenService _sts;
    private readonly AssumeRoleRequest _request;

    public AssumedRole(IAmazonSecurityTokenService sts, RoleArn role, string externalId, string sessionName)
    {
        _sts = sts;
        _request = new AssumeRoleRequest
        {
            RoleArn = role.ToString(),
            ExternalId = externalId,
            RoleSessionName = sessionName,
            DurationSeconds = Seconds,
        };
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() =>
        GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var session = (await _sts.AssumeRoleAsync(_request)).Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken),
            session.Expiration!.Value
        );
    }
}
