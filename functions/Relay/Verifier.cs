namespace Relay;

/// <summary>
/// Is a copy what it should be? Asked of its owner's answer: available, encrypted, under the expected key, made from this very
/// snapshot, same size and engine version. Recomputed by whoever asks, never stored.
/// </summary>
public static class Verifier
{
    /// <summary>What differs, one sentence each; empty when the copy is verified.</summary>
    /// <param name="relayName">In the creation tags.</param>
    /// <param name="source">The source snapshot, as PlanRelay saw it.</param>
    /// <param name="expectedKey">The key that the plan named.</param>
    /// <param name="madeFrom">What RDS itself may name as the source: the snapshot, or any attempt of its region copy.</param>
    /// <param name="copy">The owner's answer.</param>
    public static IReadOnlyList<string> Mismatches(
        string relayName,
        SourceSnapshot source,
        KeyArn expectedKey,
        IReadOnlyList<SnapshotArn> madeFrom,
        SnapshotFacts copy
    ) =>
        [
            .. Differs("status", "available", copy.Status),
            .. copy.Encrypted ? [] : new[] { "it is not encrypted" },
            .. Differs("key", expectedKey.ToString(), copy.KmsKeyId),
            // What RDS itself tells of a copy's origin must agree; where it tells nothing, the creation tags decide.
            .. copy.CopiedFrom is { } from && !madeFrom.Any(arn => arn.ToString() == from)
                ? Differs("source", madeFrom[0].ToString(), from)
                : [],
            // A source that was replaced between the last look at it and the copy shows here.
            .. source.TakenAt is { } taken && copy.TakenAt is { } found
                ? Differs("original create time", $"{taken:O}", $"{found:O}")
                : [],
            .. Differs("database", source.Database, copy.Database),
            .. Differs("engine", source.Engine, copy.Engine),
            .. Differs("engine version", source.EngineVersion, copy.EngineVersion),
            .. Differs("size", $"{source.SizeGiB} GiB", $"{copy.SizeGiB} GiB"),
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

    private static string[] Differs(string what, string expected, string? found) =>
        expected == found ? [] : [$"its {what} is {Shown.Value(found)}, expected {Shown.Value(expected)}"];
}
