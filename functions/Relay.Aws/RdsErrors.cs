using Amazon.Runtime;

namespace Relay.Aws;

/// <summary>
/// What RDS's error codes mean. Instances' and clusters' codes differ, their meaning is one. They are told by code, not by exception
/// type: where the service model does not name a code for an operation, the SDK makes no type of it.
/// </summary>
internal static class RdsErrors
{
    /// <summary>There is no such snapshot, or none that the caller sees; no such database, of its tags.</summary>
    public static bool IsGone(AmazonServiceException e) =>
        e.ErrorCode
            is "DBSnapshotNotFound"
                or "DBClusterSnapshotNotFoundFault"
                or "DBInstanceNotFound"
                or "DBClusterNotFoundFault";

    /// <summary>A copy's name is in use.</summary>
    public static bool IsNameInUse(AmazonServiceException e) =>
        e.ErrorCode is "DBSnapshotAlreadyExists" or "DBClusterSnapshotAlreadyExistsFault";

    /// <summary>
    /// A snapshot can't be shared, now or ever. For one under the service's default key the code is not documented; the last two have been
    /// reported.
    /// </summary>
    public static bool ForbidsSharing(AmazonServiceException e) =>
        e.ErrorCode
            is "InvalidDBSnapshotState"
                or "InvalidDBClusterSnapshotStateFault"
                or "SharedSnapshotQuotaExceeded"
                or "InvalidParameterCombination"
                or "InvalidParameterValue";

    /// <summary>Makes a call; <paramref name="whenGone"/> when what it is about is gone.</summary>
    public static Task<T> UnlessGone<T>(string call, Func<Task<T>> make, T whenGone) =>
        AwsCall.Make(call, IsGone, make, whenGone);

    /// <summary>Makes a call that gives nothing; nothing happens when what it is about is gone.</summary>
    public static Task UnlessGone(string call, Func<Task> make) =>
        UnlessGone<object?>(
            call,
            async () =>
            {
                await make();
                return null;
            },
            null
        );
}
