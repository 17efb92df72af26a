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
    /// The account is in no organization. DescribeGlobalSettings is documented to say so with an error; recorded was the code ERROR_9601,
    /// which the service model does not have, and "Your account is not a member of an organization."; its model has InvalidRequestException.
    /// </summary>
    public static bool IsOutsideOrganizations(AmazonServiceException e) =>
        e.ErrorCode is "ERROR_9601" or "InvalidRequestException"
        && e.Message.Contains("organization", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes a call; null when what it is about is gone.</summary>
    public static Task<T?> UnlessGone<T>(string call, Func<Task<T?>> make)
        where T : class => AwsCall.Make(call, IsGone, make, null);
}
