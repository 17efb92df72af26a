using Relay.Aws;

namespace Relay.Functions;

/// <summary>Looks at the source snapshot again, right before something is done with it: hours may have passed since the plan.</summary>
internal sealed class SourceLook(RelayPorts ports)
{
    /// <summary>What RDS says of it now.</summary>
    /// <exception cref="SnapshotNotFoundException">It is gone.</exception>
    /// <exception cref="SnapshotReplacedException">Another one has its name now.</exception>
    /// <exception cref="SnapshotUnusableException">It can't be copied any more.</exception>
    public async Task<SnapshotFacts> Again(Step step)
    {
        var expected = step.Source.CreateTime;
        var found = await ports.Snapshots.Find(step.SourcePlace, step.Snapshot);
        return SourceRules.Judge(step.Snapshot, expected, found, ports.Settings) is SourceChoice.Ready
            ? found!
            : throw new SnapshotUnusableException(step.Snapshot, found!.Status);
    }
}
