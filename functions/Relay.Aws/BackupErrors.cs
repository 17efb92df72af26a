using Amazon.Runtime;

namespace Relay.Aws;

/// <summary>What AWS Backup's errors mean.</summary>
internal static class BackupErrors
{
    private const string NotFound = "ResourceNotFoundException";

    // Whoever may look at a vault that is not there is told so as if he might not: recorded, often reported. A permission that is really
    // missing is told in IAM's words ("… is not authorized to perform …").
    private const string AsIfDenied = "Insufficient privileges";

    /// <summary>There is no such recovery point, copy job or vault.</summary>
    public static bool IsGone(AmazonServiceException e) =>
        e.ErrorCode == NotFound
        || (
            e.ErrorCode == "AccessDeniedException"
            && e.Message.Contains(AsIfDenied, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>
    /// Accounts stand alone: DescribeGlobalSettings is documented to answer an account that is in no organization with an error. Recorded were
    /// "Your account is not a member of an organization." (ERROR_9601) and "Feature Cross Account Backup is not available in current region"
    /// (ERROR_2502); the numbers stand in the body, and some SDKs take them for the error's code.
    /// </summary>
    public static bool SaysNoCrossAccountBackup(AmazonServiceException e) =>
        e.ErrorCode is "InvalidRequestException" or "ERROR_9601" or "ERROR_2502"
        && (
            e.Message.Contains("member of an organization", StringComparison.OrdinalIgnoreCase)
            || e.Message.Contains("Cross Account Backup is not available", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Makes a call; null when what it is about is gone.</summary>
    public static Task<T?> UnlessGone<T>(string call, Func<Task<T?>> make)
        where T : class => AwsCall.Make(call, IsGone, make, null);

    /// <summary>Makes a call; <paramref name="whenGone"/> when what it is about is gone.</summary>
    public static Task<T> UnlessGone<T>(string call, Func<Task<T>> make, T whenGone) =>
        AwsCall.Make(call, IsGone, make, whenGone);
}
