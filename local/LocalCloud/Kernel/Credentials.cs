namespace LocalCloud.Kernel;

/// <summary>An access key that the cloud knows.</summary>
/// <param name="AccessKeyId">Twelve digits for an administrator, ASIA… for a session.</param>
/// <param name="SecretAccessKey">What signatures are checked with.</param>
/// <param name="SessionToken">Must come with every request of a session; null for an administrator.</param>
/// <param name="Expiration">Real time; null for an administrator.</param>
/// <param name="Caller">Who calls with it.</param>
/// <param name="SessionName">The role session's name, or null.</param>
public sealed record AccessKey(
    string AccessKeyId,
    string SecretAccessKey,
    string? SessionToken,
    DateTimeOffset? Expiration,
    Caller Caller,
    string? SessionName
);

/// <summary>
/// The access keys of the cloud. Twelve digits are that account's administrator with the secret <c>test</c>; sessions are issued
/// by STS, and by Lambda for functions. Touched under the agenda's gate.
/// </summary>
public sealed class Credentials(Ids ids, TimeProvider? clock = null)
{
    /// <summary>The secret of every administrator.</summary>
    public const string AdministratorSecret = "test";

    private readonly Dictionary<string, AccessKey> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _issuers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _invocations = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>The access key of the call being answered; a session issued meanwhile belongs to the same invocation.</summary>
    internal string? CurrentKey { get; set; }

    /// <summary>Makes a session of a role. No trust check: that is STS's.</summary>
    /// <param name="roleArn">With path: <c>arn:aws:iam::ID:role/PATH/ROLE</c>.</param>
    /// <param name="sessionName">The role session's name.</param>
    /// <param name="duration">Real time.</param>
    public SessionCredentials Issue(string roleArn, string sessionName, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(roleArn);
        var session = new SessionCredentials(
            "ASIA" + ids.NewToken(16),
            ids.NewToken(40),
            ids.NewToken(120),
            _clock.GetUtcNow() + duration
        );
        var account = roleArn.Split(':')[4];
        var role = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        _sessions[session.AccessKeyId] = new AccessKey(
            session.AccessKeyId,
            session.SecretAccessKey,
            session.SessionToken,
            session.Expiration,
            new Caller(account, $"arn:aws:sts::{account}:assumed-role/{role}/{sessionName}", roleArn),
            sessionName
        );
        if (CurrentKey is not null)
        {
            _issuers[session.AccessKeyId] = CurrentKey;
        }

        return session;
    }

    /// <summary>The key behind an id, expired or not; null when there is none.</summary>
    public AccessKey? Find(string accessKeyId)
    {
        ArgumentNullException.ThrowIfNull(accessKeyId);
        return accessKeyId.Length == 12 && accessKeyId.All(char.IsAsciiDigit)
            ? new AccessKey(
                accessKeyId,
                AdministratorSecret,
                null,
                null,
                Caller.Administrator(accessKeyId),
                null
            )
            : _sessions.GetValueOrDefault(accessKeyId);
    }

    /// <summary>
    /// Says that from now on calls with this key are made by this invocation (one environment runs one invocation at a time).
    /// Sessions that such calls obtain from STS count as the invocation's too.
    /// </summary>
    public void Bind(string accessKeyId, string invocationId) => _invocations[accessKeyId] = invocationId;

    /// <summary>The invocation that uses a key now, or null for a person.</summary>
    public string? InvocationOf(string accessKeyId)
    {
        for (var key = accessKeyId; key is not null; key = _issuers.GetValueOrDefault(key))
        {
            if (_invocations.TryGetValue(key, out var invocation))
            {
                return invocation;
            }
        }

        return null;
    }
}
