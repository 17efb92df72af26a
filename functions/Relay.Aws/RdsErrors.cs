using Amazon.RDS;

namespace Relay.Aws;

/// <summary>
/// What RDS's error codes mean. Instances' and clusters' codes differ, their meaning is one. They are told by code, not by exception
/// type: where the service model does not name a code for an operation, the SDK makes no type of it.
/// </summary>
internal static class RdsErrors
{
    /// <summary>There is no such snapshot, or none that the caller sees; no such database, of its tags.</summary>
    public static bool IsGone(AmazonRDSException e) =>
        e.ErrorCode
            is "DBSnapshotNotFound"
                or "DBClusterSnapshotNotFoundFault"
                or "DBInstanceNotFound"
                or "DBClusterNotFoundFault";

    /// <summary>A copy's name is in use.</summary>
    public static bool IsNameInUse(AmazonRDSException e) =>
        e.ErrorCode is "DBSnapshotAlreadyExists" or "DBClusterSnapshotAlreadyExistsFault";

    /// <summary>
    /// A snapshot can't be shared, now or ever. For one under the service's default key the code is not documented; the last two have been
    /// reported.
    /// </summary>
    public static bool ForbidsSharing(AmazonRDSException e) =>
        IsGone(e)
        || e.ErrorCode
            is "InvalidDBSnapshotState"
                or "InvalidDBClusterSnapshotStateFault"
                or "SharedSnapshotQuotaExceeded"
                or "InvalidParameterCombination"
                or "InvalidParameterValue";
}
