namespace Relay;

/// <summary>
/// Is a copy what it should be? Asked of its owner's answer, recomputed by whoever asks, never stored. A snapshot of RDS tells it by its
/// creation tags, source, key, engine and size; a copy that a copy job made has no tags of ours, and tells it by the resource that was backed
/// up, the time of the backup, and the key of its vault.
/// </summary>
public static class Verifier
{
    /// <summary>What differs, one sentence each; empty when the copy is verified.</summary>
    /// <param name="relayName">In the creation tags.</param>
    /// <param name="source">The source snapshot, as PlanRelay saw it.</param>
    /// <param name="means">Who made the copy.</param>
    /// <param name="expectedKey">The key that the plan named; null where copies can't be encrypted.</param>
    /// <param name="madeFrom">What RDS itself may name as the source: the snapshot, or any attempt of its region copy.</param>
    /// <param name="copy">The owner's answer.</param>
    /// <param name="days">How long a copy by copy job is to be kept; null when that does not matter.</param>
    public static IReadOnlyList<string> Mismatches(
        string relayName,
        SourceSnapshot source,
        CopyMeans means,
        KeyArn? expectedKey,
        IReadOnlyList<SnapshotArn> madeFrom,
        SnapshotFacts copy,
        int? days = null
    )
    {
        ArgumentNullException.ThrowIfNull(copy);
        return
        [
            .. copy.State == SnapshotState.Available ? [] : Differs("status", "available", copy.Status),
            .. Encryption(source, expectedKey, copy),
            .. means == CopyMeans.CopyJob
                ? OfJob(source, copy, days)
                : OfSnapshot(relayName, source, madeFrom, copy),
        ];
    }

    private static IEnumerable<string> Encryption(
        SourceSnapshot source,
        KeyArn? expected,
        SnapshotFacts copy
    ) =>
        (expected, copy) switch
        {
            (null, { Encrypted: false }) => [],
            (null, _) => [$"it is encrypted under {Shown.Value(copy.KmsKeyId)}, though its source is not"],
            (_, { Encrypted: true }) when copy.KmsKeyId == expected.ToString() => [],
            _ when source.UnderAwsOwnedKey =>
            [
                $"AWS took a snapshot under a key of its own (sse-rds), but put the copy under {Shown.Value(copy.KmsKeyId)}, not under {expected}: such snapshots can't be relayed, so set SseRds to refuse and put the database under a customer managed key",
            ],
            (_, { Encrypted: false }) => ["it is not encrypted"],
            _ => Differs("key", expected.ToString(), copy.KmsKeyId),
        };

    private static IEnumerable<string> OfSnapshot(
        string relayName,
        SourceSnapshot source,
        IReadOnlyList<SnapshotArn> madeFrom,
        SnapshotFacts copy
    ) =>
        [
            // What RDS itself tells of a copy's origin must agree; where it tells nothing, the creation tags decide.
            .. copy.CopiedFrom is { } from && !madeFrom.Any(arn => arn.ToString() == from)
                ? Differs("source", madeFrom[0].ToString(), from)
                : [],
            // A source that was replaced between the last look at it and the copy shows here; clusters have no such time.
            .. source.TakenAt is { } taken && copy.TakenAt is { } found
                ? Differs("original create time", $"{taken:O}", $"{found:O}")
                : [],
            .. Differs("database", source.Database, copy.Database),
            .. Differs("engine", source.Engine, copy.Engine),
            .. Differs("engine version", source.EngineVersion, copy.EngineVersion),
            .. source.SizeGiB > 0 && copy.SizeGiB > 0
                ? Differs("size", $"{source.SizeGiB} GiB", $"{copy.SizeGiB} GiB")
                : [],
            .. CopyTags
                .Facts(relayName, source)
                .SelectMany(expected =>
                    Differs(
                        $"tag {expected.Key}",
                        expected.Value,
                        copy.Tags.FirstOrDefault(t => t.Key == expected.Key)?.Value
                    )
                ),
        ];

    private static IEnumerable<string> OfJob(SourceSnapshot source, SnapshotFacts copy, int? days) =>
        copy.RecoveryPoint is not { } found ? ["it is no recovery point of AWS Backup"]
        : source.RecoveryPoint is not { } backup ? ["its source was no recovery point of AWS Backup"]
        :
        [
            .. Differs("resource", backup.ResourceArn, found.ResourceArn),
            .. Differs("resource type", backup.ResourceType, found.ResourceType),
            .. backup.CreatedAt is { } made
            && found.CreatedAt is { } copied
            && !RecoveryPointFacts.IsSameBackup(made, copied)
                ? Differs("creation time", $"{made:O}", $"{copied:O}")
                : [],
            .. days is { } kept && !LifecycleRules.LivesLongEnough(found, kept)
                ? new[] { $"it is deleted at {found.DeleteAt:O}, though it is to be kept {kept} days" }
                : [],
        ];

    private static string[] Differs(string what, string expected, string? found) =>
        expected == found ? [] : [$"its {what} is {Shown.Value(found)}, expected {Shown.Value(expected)}"];
}
