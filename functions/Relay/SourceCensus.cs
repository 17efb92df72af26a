namespace Relay;

/// <summary>Puts together what RDS and AWS Backup list of a source Region.</summary>
public static class SourceCensus
{
    /// <summary>
    /// The sources: RDS's own snapshots, the recovery points that the settings want, with what RDS knows of them, and the automated snapshots
    /// behind continuous backups. As for events: <see cref="SnapshotEvents"/> and <see cref="BackupEvents"/>.
    /// </summary>
    public static IReadOnlyList<SnapshotFacts> Of(
        IReadOnlyList<SnapshotFacts> inRds,
        IReadOnlyList<SnapshotFacts> points,
        RelaySettings settings
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var use = settings.RecoveryPoints.Use;
        var inVaults = points
            .Where(p => settings.RecoveryPoints.ResourceTypes.Contains(p.RecoveryPoint!.ResourceType))
            .GroupBy(p => p.Arn)
            .ToDictionary(group => group.Key, group => group.First());
        bool IsWanted(SnapshotFacts s) =>
            !s.Arn.IsAwsBackups
            || (
                use != RecoveryPointUse.Off
                && (
                    s.SnapshotType == "automated"
                    || inVaults.ContainsKey(s.Arn)
                    || (use == RecoveryPointUse.Rescue && settings.RecoveryPoints.SourceVaults is [])
                )
            );
        return
        [
            .. inRds
                .Where(IsWanted)
                .Select(s => inVaults.TryGetValue(s.Arn, out var point) ? Together(s, point) : s),
            .. inVaults.Values.Where(p =>
                use == RecoveryPointUse.Jobs && !p.Arn.IsRds && !p.Arn.IsContinuous
            ),
        ];
    }

    // Whether it is a copy, AWS Backup knows: it makes its own snapshots of DB instances by copying, too.
    private static SnapshotFacts Together(SnapshotFacts inRds, SnapshotFacts point) =>
        inRds with
        {
            Status = point.State == SnapshotState.Available ? inRds.Status : point.Status,
            CopiedFrom = point.CopiedFrom,
            RecoveryPoint = point.RecoveryPoint,
        };
}
