namespace LocalCloud.Kernel;

/// <summary>An HTTP request as it came over the wire, or from an in-process SDK client.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="RawPath">Path as sent, still percent-encoded, without the query.</param>
/// <param name="RawQuery">Query as sent, without the question mark; empty if none.</param>
/// <param name="Headers">Header names are case-insensitive.</param>
/// <param name="Body">The raw body, maybe empty.</param>
public sealed record AwsHttpRequest(
    string Method,
    string RawPath,
    string RawQuery,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body
);

/// <summary>An HTTP reply.</summary>
public sealed record AwsReply(int Status, string ContentType, byte[] Body)
{
    /// <summary>Headers beside Content-Type and the request id, which the gateway adds.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Who calls, after the signature was checked.</summary>
/// <param name="AccountId">The account whose resources the call sees.</param>
/// <param name="Arn">The principal as AWS names it: <c>arn:aws:iam::ID:root</c> for an administrator, <c>arn:aws:sts::ID:assumed-role/ROLE/SESSION</c> for a session.</param>
/// <param name="RoleArn">The IAM role behind a session (with its path), else null. This is what <c>aws:PrincipalArn</c> holds.</param>
public sealed record Caller(string AccountId, string Arn, string? RoleArn)
{
    /// <summary>The value of the condition key <c>aws:PrincipalArn</c>.</summary>
    public string PrincipalArn => RoleArn ?? Arn;

    /// <summary>The administrator of an account.</summary>
    public static Caller Administrator(string accountId) =>
        new(accountId, $"arn:aws:iam::{accountId}:root", RoleArn: null);
}

/// <summary>One authenticated call of one operation.</summary>
/// <param name="Service">Signing name: rds, kms, sts, states, events, lambda.</param>
/// <param name="Operation">For example CopyDBSnapshot.</param>
/// <param name="Region">From the credential scope: the Region the call was made in.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="RequestId">Goes into the reply.</param>
/// <param name="Now">Simulated time of the call.</param>
/// <param name="Request">The request as it came.</param>
public sealed record AwsCall(
    string Service,
    string Operation,
    string Region,
    Caller Caller,
    string RequestId,
    DateTimeOffset Now,
    AwsHttpRequest Request
);

/// <summary>An AWS error: thrown by rules, turned into the protocol's error reply by the service's base class.</summary>
/// <param name="code">AWS's code, for example DBSnapshotNotFound.</param>
/// <param name="message">AWS's text.</param>
/// <param name="status">HTTP status; 400 unless AWS's service model says otherwise.</param>
#pragma warning disable CA1032, CA1710, MA0048 // It is named as AWS names it, and always has a code.
public sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    /// <summary>AWS's error code.</summary>
    public string Code => code;

    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>The refusal of an operation that the local cloud does not simulate.</summary>
    public static AwsError NotSimulated(string service, string operation) =>
        new(
            "NotSimulated",
            $"The local cloud does not simulate {service}:{operation}. Its README lists what it does.",
            501
        );
}
#pragma warning restore CA1032, CA1710, MA0048

/// <summary>One AWS service of the local cloud.</summary>
public interface IAwsService
{
    /// <summary>The name in the credential scope: rds, kms, sts, states, events, lambda.</summary>
    string SigningName { get; }

    /// <summary>The names of the operations that it answers. Any other is NotSimulated.</summary>
    IEnumerable<string> OperationNames { get; }

    /// <summary>The operation that a request names, or null when it names none.</summary>
    string? OperationOf(AwsHttpRequest request);

    /// <summary>
    /// Answers a call. Called with the agenda's gate held: all state is touched before the first await.
    /// Throws <see cref="AwsError"/> to refuse.
    /// </summary>
    Task<AwsReply> HandleAsync(AwsCall call);

    /// <summary>An error in this service's wire format.</summary>
    AwsReply ErrorReply(AwsError error, string requestId);

    /// <summary>The same, of a service that speaks several protocols: the request's is meant.</summary>
    AwsReply ErrorReply(AwsHttpRequest request, AwsError error, string requestId) =>
        ErrorReply(error, requestId);
}
