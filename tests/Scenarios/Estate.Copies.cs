using Amazon.RDS.Model;
using LocalCloud.Backup;
using LocalCloud.Rds;

namespace Scenarios;

/// <summary>What has become of it all: copies and shares.</summary>
internal sealed partial class Estate
{
    /// <summary>What an account owns in the DR Region, as its administrator sees it.</summary>
    public async Task<IReadOnlyList<DBSnapshot>> Copies(string account)
    {
        using var rds = Rds(account, DrRegion);
        return (await rds.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest())).DBSnapshots ?? [];
    }

    /// <summary>The accounts that a region copy is shared with.</summary>
    public async Task<IReadOnlyList<string>> SharedWith(string regionCopy)
    {
        using var rds = Rds(Source, DrRegion);
        var reply = await rds.DescribeDBSnapshotAttributesAsync(
            new DescribeDBSnapshotAttributesRequest { DBSnapshotIdentifier = regionCopy }
        );
        return (reply.DBSnapshotAttributesResult.DBSnapshotAttributes ?? [])
            .Where(a => a.AttributeName == "restore")
            .SelectMany(a => a.AttributeValues ?? [])
            .ToList();
    }

    /// <summary>What an account owns of clusters in the DR Region, as its administrator sees it.</summary>
    public async Task<IReadOnlyList<DBClusterSnapshot>> ClusterCopies(string account)
    {
        using var rds = Rds(account, DrRegion);
        return (
                await rds.DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest())
            ).DBClusterSnapshots
            ?? [];
    }

    /// <summary>What RDS has in an account's DR Region, of any kind, AWS Backup's left aside.</summary>
    public IReadOnlyList<DbSnapshot> Owned(string account)
    {
        lock (Cloud.Agenda.Gate)
        {
            return [.. Cloud.Rds.State.SnapshotsIn(account, DrRegion).Where(s => !s.OfAwsBackup)];
        }
    }

    /// <summary>What is in the vaults of an account's DR Region.</summary>
    public IReadOnlyList<RecoveryPoint> Points(string account)
    {
        lock (Cloud.Agenda.Gate)
        {
            return
            [
                .. Cloud.Backup.State.Points.Where(p =>
                    p.Vault.Arn.AccountId == account && p.Vault.Arn.Region == DrRegion
                ),
            ];
        }
    }

    /// <summary>Every share of the source account's, anywhere, like "s with 222222222222".</summary>
    public IReadOnlyList<string> Shares
    {
        get
        {
            lock (Cloud.Agenda.Gate)
            {
                return
                [
                    .. Cloud
                        .Rds.State.Snapshots.Where(s => s.Arn.AccountId == Source)
                        .SelectMany(s => s.SharedWith.Select(with => $"{s.Arn.Identifier} with {with}")),
                ];
            }
        }
    }

    /// <summary>The tags of a snapshot of the source account's in its source Region.</summary>
    public IReadOnlyList<string> TagsOf(string snapshotArn)
    {
        lock (Cloud.Agenda.Gate)
        {
            return
            [
                .. Cloud
                    .Rds.State.Snapshot(RdsArn.Parse(snapshotArn)!)!
                    .Tags.Select(t => $"{t.Key}={t.Value}"),
            ];
        }
    }
}
