namespace Relay;

/// <summary>
/// Is a copy what it should be? Asked of its owner's answer: available, encrypted, under the expected key, made from this very
/// snapshot, same size and engine version. Recomputed by whoever asks, never stored.
/// </summary>
public static class Verifier
{
    /// <summary>What differs, one sentence each; empty when the copy is verified.</summary>
    public static IReadOnlyList<string> Mismatches(
        string relayName,
        SourceSnapshot source,
        KeyArn expectedKey,
        SnapshotFacts copy
    )
    {
        return
        [
            .. Differs("status", "available", copy.Status),
            .. copy.Encrypted ? [] : new[] { "it is not encrypted" },
            .. Differs("key", expectedKey.ToString(), copy.KmsKeyId),
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
    }

    private static string[] Differs(string what, string expected, string? found) =>
        expected == found ? [] : [$"its {what} is {Shown.Value(found)}, expected {Shown.Value(expected)}"];
}
