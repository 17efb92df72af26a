using System.Globalization;
using Amazon.RDS;
using Amazon.RDS.Model;
using LocalCloud;

namespace Demo;

/// <summary>What the owners of a snapshot's copies answered.</summary>
/// <param name="RegionCopyArn">The source account's copy in the DR Region, or null.</param>
/// <param name="AccountCopyArn">The DR account's copy, or null.</param>
/// <param name="KmsKeyId">The account copy's key, or null.</param>
/// <param name="Problems">Why the account copy is not what it should be, a sentence each; empty when it is verified.</param>
internal sealed record CopyAnswer(
    string? RegionCopyArn,
    string? AccountCopyArn,
    string? KmsKeyId,
    IReadOnlyList<string> Problems
)
{
    /// <summary>The DR account has the copy, and it is right in everything.</summary>
    public bool Verified => Problems.Count == 0;
}

/// <summary>
/// Asks the accounts themselves, by DescribeDBSnapshots as their administrators, and judges the answer with no code of the relay:
/// the workflow is not believed.
/// </summary>
internal sealed class CopyCheck(Cloud cloud, Administrators people, string accountKeyArn)
{
    private const string Prefix = "snapshot-relay:source-";

    /// <summary>The copies of a snapshot, and what is wrong with the DR account's.</summary>
    public async Task<CopyAnswer> AskAsync(Source source, CancellationToken cancellation)
    {
        var options = cloud.Options;
        var snapshot = (
            await DescribeAsync(options.SourceAccountId, options.SourceRegions[0], cancellation)
        ).Find(s => s.DBSnapshotArn == source.SnapshotArn);
        if (snapshot is null)
        {
            return new CopyAnswer(null, null, null, [$"The snapshot {source.SnapshotArn} is gone."]);
        }

        var regionCopies = await DescribeAsync(options.SourceAccountId, options.DrRegion, cancellation);
        var accountCopies = await DescribeAsync(options.DrAccountId, options.DrRegion, cancellation);
        var copy = accountCopies.Find(c => IsMadeFrom(c, snapshot));
        return new CopyAnswer(
            regionCopies.Find(c => IsMadeFrom(c, snapshot))?.DBSnapshotArn,
            copy?.DBSnapshotArn,
            copy?.KmsKeyId,
            copy is null
                ?
                [
                    $"Account {options.DrAccountId} has no copy of {source.SnapshotArn} in {options.DrRegion}.",
                ]
                : [.. Problems(snapshot, copy, options.DrAccountId, options.DrRegion, accountKeyArn)]
        );
    }

    /// <summary>True when the creation tags name this very snapshot: a name can be used again, so its create time counts too.</summary>
    internal static bool IsMadeFrom(DBSnapshot copy, DBSnapshot snapshot)
    {
        var arn = snapshot.DBSnapshotArn.Split(':', 7);
        return TagOf(copy, "region") == arn[3]
            && TagOf(copy, "account") == arn[4]
            && TagOf(copy, "snapshot") == arn[6]
            && DateTimeOffset.TryParse(
                TagOf(copy, "create-time"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var created
            )
            && created.UtcDateTime == snapshot.SnapshotCreateTime?.ToUniversalTime();
    }

    /// <summary>What is wrong with a copy that was made from the snapshot.</summary>
    internal static IEnumerable<string> Problems(
        DBSnapshot snapshot,
        DBSnapshot copy,
        string accountId,
        string region,
        string accountKeyArn
    )
    {
        (string What, object? Expected, object? Found)[] facts =
        [
            ("owner and Region", $"{region}:{accountId}", OwnerOf(copy)),
            ("status", "available", copy.Status),
            ("encryption", true, copy.Encrypted),
            ("key", accountKeyArn, copy.KmsKeyId),
            ("database", snapshot.DBInstanceIdentifier, copy.DBInstanceIdentifier),
            ("engine", snapshot.Engine, copy.Engine),
            ("engine version", snapshot.EngineVersion, copy.EngineVersion),
            ("size in GiB", snapshot.AllocatedStorage, copy.AllocatedStorage),
        ];
        return facts
            .Where(f => !Equals(f.Expected, f.Found))
            .Select(f => $"{copy.DBSnapshotArn}: its {f.What} is {f.Found ?? "missing"}, not {f.Expected}.");
    }

    private static string OwnerOf(DBSnapshot copy) => string.Join(':', copy.DBSnapshotArn.Split(':')[3..5]);

    private static string? TagOf(DBSnapshot copy, string name) =>
        copy.TagList?.Find(t => t.Key == Prefix + name)?.Value;

    // Without a type: the account's own, manual and automated.
    private async Task<List<DBSnapshot>> DescribeAsync(
        string accountId,
        string region,
        CancellationToken cancellation
    )
    {
        var rds = people.Rds(accountId, region);
        List<DBSnapshot> all = [];
        string? marker = null;
        do
        {
            var page = await rds.DescribeDBSnapshotsAsync(
                new DescribeDBSnapshotsRequest { Marker = marker },
                cancellation
            );
            all.AddRange(page.DBSnapshots ?? []);
            marker = page.Marker;
        } while (!string.IsNullOrEmpty(marker));
        return all;
    }
}
