namespace Relay.Functions;

/// <summary>Looks at the source snapshot.</summary>
internal sealed class SourceLook(RelayPorts ports)
{
    /// <summary>What is known of it; null when there is none, or when nobody is to be asked about AWS Backup's.</summary>
    public async Task<SnapshotFacts?> First(SnapshotArn snapshot) =>
        snapshot.IsAwsBackups && ports.Settings.RecoveryPoints.Use == RecoveryPointUse.Off
            ? null
            : await ports.Source(snapshot).Find(Step.PlaceOf(snapshot), snapshot);

    /// <summary>What RDS says of it right before something is done with it: hours may have passed since the plan.</summary>
    /// <exception cref="SnapshotNotFoundException">It is gone.</exception>
    /// <exception cref="SnapshotReplacedException">Another one has its name now.</exception>
    /// <exception cref="SnapshotUnusableException">It can't be copied any more.</exception>
    public async Task<SnapshotFacts> Again(Step step)
    {
        var expected = step.Source.CreateTime;
        var found = await ports.OfRds(step.Snapshot).Snapshots.Find(step.SourcePlace, step.Snapshot);
        return SourceRules.Judge(step.Snapshot, expected, found, ports.Settings) is SourceChoice.Ready
            ? found!
            : throw new SnapshotUnusableException(step.Snapshot, found!.Status);
    }
}
