namespace Demo;

/// <summary>The snapshot that copies are looked for of.</summary>
/// <param name="Snapshot">As its owner describes it.</param>
/// <param name="Point">What AWS Backup says of it; null when it is none of its.</param>
/// <param name="ByJobs">Its copies are AWS Backup's: they are found as recovery points. Else by the creation tags of the relay.</param>
internal sealed record Origin(AnsweredSnapshot Snapshot, AnsweredPoint? Point, bool ByJobs)
{
    /// <summary>The copy among an account's snapshots, or null.</summary>
    public AnsweredSnapshot? CopyIn(
        IEnumerable<AnsweredSnapshot> snapshots,
        IEnumerable<AnsweredPoint> points
    ) =>
        ByJobs && PointIn(points) is { } point
            ? snapshots.FirstOrDefault(s => s.Arn == point.Arn)
            : snapshots.FirstOrDefault(s => CopyCheck.IsMadeFrom(s, Snapshot));

    /// <summary>The copy among a vault's recovery points, or null: of the same database, and a copy keeps its source's creation date.</summary>
    public AnsweredPoint? PointIn(IEnumerable<AnsweredPoint> points) =>
        Point is null
            ? null
            : points.FirstOrDefault(p =>
                p.ResourceArn == Point.ResourceArn && p.CreationDate == Point.CreationDate
            );
}

/// <summary>What was found where a leg of the way leads to.</summary>
/// <param name="Who">The account, in words.</param>
/// <param name="AccountId">Who is to own the copy.</param>
/// <param name="Region">Where it is to be.</param>
/// <param name="KeyArn">What it is to be encrypted with.</param>
/// <param name="Copy">The snapshot that RDS described, or null.</param>
/// <param name="Point">The recovery point that AWS Backup listed, or null.</param>
internal sealed record Leg(
    string Who,
    string AccountId,
    string Region,
    string KeyArn,
    AnsweredSnapshot? Copy,
    AnsweredPoint? Point
)
{
    /// <summary>The copy, or null.</summary>
    /// <param name="sharedWith">Accounts that its owner shares it with.</param>
    /// <param name="seenBy">Accounts that see it, shared with them.</param>
    public FoundCopy? Found(IReadOnlyList<string> sharedWith, IReadOnlyList<string> seenBy) =>
        Copy is null
            ? null
            : new FoundCopy(
                Copy.Arn,
                Copy.Owner,
                Copy.Region,
                Copy.KmsKeyId,
                Point?.VaultArn,
                sharedWith,
                [AccountId, .. seenBy]
            );

    /// <summary>What is not as it should be.</summary>
    /// <param name="origin">The snapshot.</param>
    /// <param name="wanted">Whether a copy should be here at all.</param>
    /// <param name="sourceVault">The vault that a copy job is to have copied from.</param>
    public IEnumerable<string> Problems(Origin origin, bool wanted, string? sourceVault)
    {
        if (!wanted)
        {
            return Copy is null && Point is null
                ? []
                : [$"{Copy?.Arn ?? Point?.Arn}: {Who} should have no copy of {origin.Snapshot.Arn}."];
        }

        var missing = $"of {origin.Snapshot.Arn} in {Region}.";
        return (Copy, Point, origin.ByJobs) switch
        {
            (_, null, true) => [$"{Who} has no recovery point {missing}"],
            (null, _, _) => [$"{Who} has no snapshot {missing}"],
            (var copy, { } point, true) => [.. Compare(copy, origin), .. Compare(point, sourceVault)],
            (var copy, _, _) => Compare(copy, origin),
        };
    }

    private IEnumerable<string> Compare(AnsweredSnapshot copy, Origin origin)
    {
        var snapshot = origin.Snapshot;
        return Differences(
            copy.Arn,
            [
                ("owner and Region", $"{AccountId} in {Region}", $"{copy.Owner} in {copy.Region}"),
                ("status", "available", copy.Status),
                ("key", KeyArn, copy.KmsKeyId),
                ("database", snapshot.Database, copy.Database),
                ("engine", snapshot.Engine, copy.Engine),
                ("engine version", snapshot.EngineVersion, copy.EngineVersion),
                ("size in GiB", snapshot.SizeGiB, copy.SizeGiB),
            ]
        );
    }

    private IEnumerable<string> Compare(AnsweredPoint point, string? sourceVault) =>
        Differences(
            point.VaultArn,
            [
                ("account and Region", $"{AccountId} in {Region}", PlaceOf(point.VaultArn)),
                ("status of its recovery point", "COMPLETED", point.Status),
                ("key of its recovery point", KeyArn, point.KmsKeyId),
                ("vault that it was copied from", sourceVault, point.SourceVaultArn),
            ]
        );

    private static string PlaceOf(string arn) => arn.Split(':') is var p ? $"{p[4]} in {p[3]}" : arn;

    private static IEnumerable<string> Differences(
        string arn,
        (string What, object? Expected, object? Found)[] facts
    ) =>
        facts
            .Where(f => !Equals(f.Expected, f.Found))
            .Select(f => $"{arn}: its {f.What} is {f.Found ?? "missing"}, not {f.Expected}.");
}
