using System.Text;
using System.Text.Json.Serialization;
using LocalCloud.Kernel;

namespace LocalCloud.Faults;

/// <summary>What a fault does. The first five hit API calls, the next three events, then three RDS's copies, the last two AWS Backup's copy jobs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultEffect>))]
public enum FaultEffect
{
    /// <summary>Rate exceeded, as the service spells it.</summary>
    [JsonStringEnumMemberName("throttle")]
    Throttle,

    /// <summary>Access denied, as the service spells it.</summary>
    [JsonStringEnumMemberName("deny")]
    Deny,

    /// <summary>Code, message and status of the fault.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The caller waits for ever; a function runs into its time-out.</summary>
    [JsonStringEnumMemberName("silence")]
    Silence,

    /// <summary>The function that calls dies at this call; a person never hears.</summary>
    [JsonStringEnumMemberName("crash")]
    Crash,

    /// <summary>The event is never delivered.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>The event is delivered twice: at once, and after <see cref="Fault.DelaySeconds"/>.</summary>
    [JsonStringEnumMemberName("double")]
    Double,

    /// <summary>The event is delivered after <see cref="Fault.DelaySeconds"/>.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay,

    /// <summary>The copy fails at <see cref="Fault.Percent"/>.</summary>
    [JsonStringEnumMemberName("fail-copy")]
    FailCopy,

    /// <summary>The copy takes <see cref="Fault.DelaySeconds"/> longer, and its progress is the slower.</summary>
    [JsonStringEnumMemberName("hold-copy")]
    HoldCopy,

    /// <summary>The copy stands still at <see cref="Fault.Percent"/> for <see cref="Fault.DelaySeconds"/>.</summary>
    [JsonStringEnumMemberName("stall-copy")]
    StallCopy,

    /// <summary>The copy job fails with <see cref="Fault.Message"/>.</summary>
    [JsonStringEnumMemberName("fail-copy-job")]
    FailCopyJob,

    /// <summary>The copy job stays CREATED for <see cref="Fault.DelaySeconds"/>.</summary>
    [JsonStringEnumMemberName("hold-copy-job")]
    HoldCopyJob,
}

/// <summary>One scripted fault. What is null matches anything; texts may end in * for any ending.</summary>
public sealed record Fault
{
    /// <summary>What happens.</summary>
    public required FaultEffect Effect { get; init; }

    /// <summary>Signing name: rds, backup, kms, sts, states, events, lambda.</summary>
    public string? Service { get; init; }

    /// <summary>For example CopyDBSnapshot.</summary>
    public string? Operation { get; init; }

    /// <summary>The Region of the call, the event or the copy.</summary>
    public string? Region { get; init; }

    /// <summary>The account of the caller, the event or the copy's owner.</summary>
    public string? Account { get; init; }

    /// <summary>The calling role: its name, or its ARN.</summary>
    public string? CallerRole { get; init; }

    /// <summary>Calls: a text that the request contains (its body as it was sent, its path and query decoded), for example the name of one snapshot.</summary>
    public string? Mentions { get; init; }

    /// <summary>Events: source, for example aws.rds.</summary>
    public string? Source { get; init; }

    /// <summary>Events: detail-type.</summary>
    public string? DetailType { get; init; }

    /// <summary>Events: detail.EventID, for example RDS-EVENT-0042.</summary>
    public string? EventId { get; init; }

    /// <summary>
    /// Events: detail.SourceIdentifier. Copies: the copy's identifier. Copy jobs: ARN of the source recovery point, of its
    /// resource, or of the destination vault.
    /// </summary>
    public string? Identifier { get; init; }

    /// <summary>The first match that is hit, from 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matches are hit from there on.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Calls: true when the operation takes place and only its reply is lost or replaced.</summary>
    public bool After { get; init; }

    /// <summary>Error: AWS's code.</summary>
    public string Code { get; init; } = "InternalFailure";

    /// <summary>Error, deny and fail-copy-job: the text; null for AWS's usual one.</summary>
    public string? Message { get; init; }

    /// <summary>Error: HTTP status.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Double, delay, hold-copy, stall-copy and hold-copy-job: simulated seconds.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>Fail-copy and stall-copy: the progress at which the copy fails or stands still, 0 to 100.</summary>
    public int Percent { get; init; }

    internal bool HitsCalls => Effect <= FaultEffect.Crash;

    internal bool HitsEvents => Effect is FaultEffect.Drop or FaultEffect.Double or FaultEffect.Delay;

    internal bool Matches(AwsCall call) =>
        HitsCalls
        && Same(Service, call.Service)
        && Same(Operation, call.Operation)
        && Same(Region, call.Region)
        && Same(Account, call.Caller.AccountId)
        && (
            Mentions is null
            || Encoding.UTF8.GetString(call.Request.Body).Contains(Mentions, StringComparison.Ordinal)
            || Uri.UnescapeDataString($"{call.Request.RawPath}?{call.Request.RawQuery}")
                .Contains(Mentions, StringComparison.Ordinal)
        )
        && (Same(CallerRole, call.Caller.RoleArn) || Same(CallerRole, call.Caller.RoleArn?.Split('/')[^1]));

    /// <summary>Whether a text is what the fault asks for.</summary>
    internal static bool Same(string? wanted, string? actual) =>
        wanted is null
        || (
            wanted.EndsWith('*')
                ? actual?.StartsWith(wanted[..^1], StringComparison.Ordinal) == true
                : wanted == actual
        );
}
