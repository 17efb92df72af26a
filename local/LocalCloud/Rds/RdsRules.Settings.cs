using LocalCloud.Kernel;

namespace LocalCloud.Rds;

internal static partial class RdsRules
{
    /// <summary>Settings that make sense; otherwise InvalidInput, which names the first that does not.</summary>
    public static RdsSettings Sensible(RdsSettings settings)
    {
        Expect(settings.ThroughputMiBPerSecond > 0, "throughputMiBPerSecond", "above 0");
        Expect(settings.IncrementalFraction is >= 0 and <= 1, "incrementalFraction", "0 to 1");
        foreach (
            var (time, name) in new[]
            {
                (settings.CopyStartsAfter, "copyStartsAfter"),
                (settings.InstanceCreation, "instanceCreation"),
                (settings.SnapshotCreation, "snapshotCreation"),
            }
        )
        {
            Expect(time >= TimeSpan.Zero, name, "0 or more");
        }

        foreach (var kind in new[] { RdsKind.Instance, RdsKind.Cluster })
        {
            Expect(kind.CopiesInProgress(settings) >= 0, $"copies in progress of {kind}s", "0 or more");
            Expect(kind.ManualSnapshots(settings) >= 0, $"manual {kind}s", "0 or more");
        }

        return settings;
    }

    private static void Expect(bool holds, string name, string expected)
    {
        if (!holds)
        {
            throw new AwsError("InvalidInput", $"{name}: expected {expected}");
        }
    }
}
