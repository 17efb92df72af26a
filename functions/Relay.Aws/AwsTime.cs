namespace Relay.Aws;

/// <summary>Times of AWS's answers, which are UTC.</summary>
internal static class AwsTime
{
    /// <summary>Null where AWS does not say.</summary>
    public static DateTimeOffset? Of(DateTime? time) =>
        time is { } given ? new DateTimeOffset(given.ToUniversalTime()) : null;
}
