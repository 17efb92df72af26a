using Relay.Aws;

namespace Relay.Functions;

/// <summary>Looks at the source snapshot.</summary>
internal sealed class SourceLook(RelayPorts ports)
{
    /// <summary>What is known of it; null when there is none, or when nobody is to be asked about AWS Backup's.</summary>
    public async Task<SnapshotFacts?> First(SnapshotArn snapshot) =>
        snapshot.IsAwsBackups && ports.Settings.RecoveryPoints.Use == RecoveryPointUse.Off
            ? null
            : await ports.Source(snapshot).Find(Step.PlaceOf(snapshot), snapshot);

    /// <summary>
    /// What is known of it; or where it is gone, out of reach, or another has its name, what is left of it: its region copy, which was to go
    /// on into the DR account, or to be shared with it.
    /// </summary>
    public async Task<(SnapshotFacts? Found, SnapshotFacts? RegionCopy)> OrRegionCopy(
        SnapshotArn snapshot,
        DateTimeOffset? createTime
    )
    {
        var identity = createTime is { } time ? new SnapshotIdentity(snapshot, time) : null;
        SnapshotFacts? found;
        try
        {
            found = await First(snapshot);
        }
        catch (AwsUnavailableException) when (identity is not null)
        {
            if (await RegionCopy(identity) is { } copy)
            {
                return (null, copy);
            }

            throw;
        }

        var isGone = identity is not null && (found is null || found.CreateTime != identity.CreateTime);
        return (found, isGone ? await RegionCopy(identity!) : null);
    }

    private async Task<SnapshotFacts?> RegionCopy(SnapshotIdentity identity)
    {
        // Without a DR account no copy is to go on anywhere.
        if (
            ports.Settings.ShareWith is null
            || identity.Arn.IsAwsBackups
            || !ports.Rds.TryGetValue(identity.Arn.Kind, out var rds)
        )
        {
            return null;
        }

        var name = Names.Copy(ports.Settings.RelayName, identity);
        var copies = await rds.Snapshots.FindCopies(ports.Here, new CopyOrder(identity.Arn, name, null, []));
        var copy = copies.FirstOrDefault(c =>
            c.State == SnapshotState.Available
            && c.Tags.SayMadeFrom(identity)
            && c.Tags.MadeToGoOn() is { } mode
            && ports.Settings.Reaches(mode)
        );
        return copy?.Arn is { } arn ? await rds.Snapshots.Find(ports.Here, arn) : null;
    }

    /// <summary>What RDS says of it right before something is done with it: hours may have passed since the plan.</summary>
    /// <exception cref="SnapshotNotFoundException">It is gone.</exception>
    /// <exception cref="SnapshotReplacedException">Another one has its name now.</exception>
    /// <exception cref="SnapshotUnusableException">It can't be copied any more.</exception>
    public async Task<SnapshotFacts> Again(Step step)
    {
        var expected = step.Source.CreateTime;
        var found = await ports.OfRds(step.Snapshot).Snapshots.Find(step.SourcePlace, step.Snapshot);
        return SourceRules.Judge(step.Snapshot, expected, found, ports.Settings) switch
        {
            SourceChoice.Ready => found!,
            // It was complete: this is another one, whose create time RDS tells when it is, too.
            SourceChoice.NotYet when found!.CreateTime is null => throw new SnapshotReplacedException(
                step.Snapshot,
                expected,
                found: null
            ),
            _ => throw new SnapshotUnusableException(step.Snapshot, found!.Status),
        };
    }
}
