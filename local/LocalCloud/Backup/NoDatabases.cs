using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>No database is protected.</summary>
internal sealed class NoDatabases : IBackedUpDatabases
{
    /// <inheritdoc/>
    public BackedUpDatabase? Database(string arn) => null;

    /// <inheritdoc/>
    public BackedUpSnapshot? Snapshot(string arn) => null;

    /// <inheritdoc/>
    public string TakeSnapshot(BackupSnapshotRequest request, Action<BackedUpSnapshot> ended) =>
        throw AwsError.NotSimulated("backup", "databases");

    /// <inheritdoc/>
    public string CopySnapshot(BackupCopyRequest request, Action<BackedUpSnapshot> ended) =>
        throw AwsError.NotSimulated("backup", "databases");

    /// <inheritdoc/>
    public void DeleteSnapshot(string arn)
    {
        // There is none.
    }
}
