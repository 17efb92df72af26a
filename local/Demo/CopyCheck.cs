using System.Globalization;

namespace Demo;

/// <summary>Where the copies are to be, and under which keys: what the stacks put out.</summary>
internal sealed record Places(
    string SourceAccountId,
    string DrAccountId,
    string DrRegion,
    string RegionKeyArn,
    string AccountKeyArn
);

/// <summary>A copy as its owner answered.</summary>
/// <param name="Arn">The copy.</param>
/// <param name="Owner">The account that owns it.</param>
/// <param name="Region">Where it is.</param>
/// <param name="KmsKeyId">The key that it is encrypted with.</param>
/// <param name="VaultArn">The vault that it is in, when AWS Backup made it.</param>
/// <param name="SharedWith">Accounts that it is shared with.</param>
/// <param name="AnsweredBy">The accounts that told of it, each asked with its own credentials: its owner, and whom it is shared with.</param>
internal sealed record FoundCopy(
    string Arn,
    string Owner,
    string Region,
    string? KmsKeyId,
    string? VaultArn,
    IReadOnlyList<string> SharedWith,
    IReadOnlyList<string> AnsweredBy
);

/// <summary>What the owners of a snapshot's copies answered.</summary>
/// <param name="RegionCopy">The source account's copy in the DR Region, or null.</param>
/// <param name="AccountCopy">The DR account's own copy, or null.</param>
/// <param name="Problems">What is not as the way promises, a sentence each; empty when all is verified.</param>
internal sealed record CopyAnswer(
    FoundCopy? RegionCopy,
    FoundCopy? AccountCopy,
    IReadOnlyList<string> Problems
)
{
    /// <summary>Everything is where it should be, and right.</summary>
    public bool Verified => Problems.Count == 0;

    /// <summary>What the relay was for: the DR account's copy, or else the region copy.</summary>
    public FoundCopy? Destination => AccountCopy ?? RegionCopy;

    /// <summary>All copies.</summary>
    public IEnumerable<FoundCopy> Copies => new[] { RegionCopy, AccountCopy }.OfType<FoundCopy>();
}

/// <summary>Judges what the accounts answered, with no code of the relay. Pure.</summary>
internal static class CopyCheck
{
    private const string Prefix = "snapshot-relay:source-";
    private const string IntentTag = "snapshot-relay:shared-with";

    /// <summary>The copies of a snapshot, and what is wrong with them.</summary>
    public static CopyAnswer Judge(Source source, Answers answers, Places places)
    {
        if (answers.Sources.FirstOrDefault(s => s.Arn == source.SnapshotArn) is not { } snapshot)
        {
            return new CopyAnswer(null, null, [$"The snapshot {source.SnapshotArn} is gone."]);
        }

        var way = source.Database.Way;
        var origin = new Origin(
            snapshot,
            answers.SourcePoints.FirstOrDefault(p => p.Arn == snapshot.Arn),
            way.ByJobs()
        );
        var region = new Leg(
            $"account {places.SourceAccountId}",
            places.SourceAccountId,
            places.DrRegion,
            places.RegionKeyArn,
            origin.CopyIn(answers.RegionCopies, answers.RegionPoints),
            origin.PointIn(answers.RegionPoints)
        );
        var account = new Leg(
            $"account {places.DrAccountId}",
            places.DrAccountId,
            places.DrRegion,
            places.AccountKeyArn,
            origin.CopyIn(answers.AccountCopies, answers.AccountPoints),
            origin.PointIn(answers.AccountPoints)
        );
        var sharedWith = region.Copy is { } copy ? SharesOf(answers, copy.Arn) : [];
        var seen = answers.SharedWithDrAccount.FirstOrDefault(s => s.Arn == region.Copy?.Arn);
        return new CopyAnswer(
            region.Found(sharedWith, seen is null ? [] : [places.DrAccountId]),
            account.Found([], []),
            [
                .. region.Problems(origin, way.HasRegionCopy(), origin.Point?.VaultArn),
                .. account.Problems(
                    origin,
                    way.HasAccountCopy(),
                    way == Way.BackupTwoJobs ? region.Point?.VaultArn : origin.Point?.VaultArn
                ),
                .. Sharing(region.Copy, sharedWith, seen, way.StaysShared() ? [places.DrAccountId] : []),
                .. SharingOfSource(snapshot, answers),
            ]
        );
    }

    private static IReadOnlyList<string> SharesOf(Answers answers, string arn) =>
        answers.Shares.TryGetValue(arn, out var accounts) ? accounts : [];

    // The share is asked of both sides: the owner says with whom, the DR account what it sees.
    private static IEnumerable<string> Sharing(
        AnsweredSnapshot? copy,
        IReadOnlyList<string> sharedWith,
        AnsweredSnapshot? seen,
        IReadOnlyList<string> expected
    )
    {
        if (copy is null)
        {
            yield break;
        }

        if (!expected.SequenceEqual(sharedWith))
        {
            yield return $"{copy.Arn}: it is shared with {Listed(sharedWith)}, not with {Listed(expected)}.";
        }

        if (expected.Count > 0 != seen is not null)
        {
            yield return $"{copy.Arn}: the DR account {(seen is null ? "does not see it" : "sees it, though it should not")}.";
        }

        if (seen is not null && (seen.Status, seen.KmsKeyId) != (copy.Status, copy.KmsKeyId))
        {
            yield return $"{copy.Arn}: the DR account sees it {seen.Status} under {seen.KmsKeyId}, its owner {copy.Status} under {copy.KmsKeyId}.";
        }
    }

    private static IEnumerable<string> SharingOfSource(AnsweredSnapshot snapshot, Answers answers)
    {
        if (SharesOf(answers, snapshot.Arn) is { Count: > 0 } accounts)
        {
            yield return $"{snapshot.Arn}: it is still shared with {Listed(accounts)}.";
        }

        if (snapshot.Tags.ContainsKey(IntentTag))
        {
            yield return $"{snapshot.Arn}: it still has the tag {IntentTag}.";
        }
    }

    private static string Listed(IReadOnlyCollection<string> accounts) =>
        accounts.Count == 0 ? "nobody" : string.Join(", ", accounts);

    /// <summary>True when the creation tags name this very snapshot: a name can be used again, so its create time counts too.</summary>
    internal static bool IsMadeFrom(AnsweredSnapshot copy, AnsweredSnapshot snapshot)
    {
        var arn = snapshot.Arn.Split(':', 7);
        return TagOf(copy, "region") == arn[3]
            && TagOf(copy, "account") == arn[4]
            && TagOf(copy, "snapshot") == arn[6]
            && DateTimeOffset.TryParse(
                TagOf(copy, "create-time"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var created
            )
            && created.UtcDateTime == snapshot.CreateTime;
    }

    private static string? TagOf(AnsweredSnapshot copy, string name) =>
        copy.Tags.GetValueOrDefault(Prefix + name);
}
