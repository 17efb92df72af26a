using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using LocalCloud;

namespace Demo;

/// <summary>
/// Asks the accounts themselves, each with its own administrator's credentials, and by nothing but AWS's API: what the workflow says of
/// itself is not believed.
/// </summary>
internal sealed class Questions(Cloud cloud, Administrators people)
{
    private string Source => cloud.Options.SourceAccountId;

    private string Dr => cloud.Options.DrAccountId;

    private string DrRegion => cloud.Options.DrRegion;

    /// <summary>All answers.</summary>
    /// <param name="regionVault">Name of the relay's vault in the DR Region.</param>
    /// <param name="accountVault">Name of the DR account's vault.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<Answers> AskAsync(
        string regionVault,
        string accountVault,
        CancellationToken cancellation
    )
    {
        var home = cloud.Options.SourceRegions[0];
        var (sources, regional) = (people.Rds(Source, home), people.Rds(Source, DrRegion));
        var atHome = await SnapshotsAsync(sources, cancellation);
        var inRegion = await SnapshotsAsync(regional, cancellation);
        var seen = await SnapshotsAsync(people.Rds(Dr, DrRegion), cancellation);
        var backup = people.Backup(Source, home);
        return new Answers
        {
            Sources = atHome,
            RegionCopies = inRegion,
            AccountCopies = [.. seen.Where(s => s.Owner == Dr)],
            SharedWithDrAccount = [.. seen.Where(s => s.Owner != Dr)],
            SourcePoints =
            [
                .. await PointsAsync(backup, BackupJobs.RelayedVault, cancellation),
                .. await PointsAsync(backup, BackupJobs.OtherVault, cancellation),
            ],
            RegionPoints = await PointsAsync(people.Backup(Source, DrRegion), regionVault, cancellation),
            AccountPoints = await PointsAsync(people.Backup(Dr, DrRegion), accountVault, cancellation),
            Shares = new Dictionary<string, IReadOnlyList<string>>([
                .. await SharesAsync(sources, atHome, cancellation),
                .. await SharesAsync(regional, inRegion, cancellation),
            ]),
        };
    }

    // Without a type: the account's own; and those that others share with it.
    private static async Task<IReadOnlyList<AnsweredSnapshot>> SnapshotsAsync(
        IAmazonRDS rds,
        CancellationToken cancellation
    )
    {
        var instances = await PagesAsync(async marker =>
        {
            var page = await rds.DescribeDBSnapshotsAsync(
                new DescribeDBSnapshotsRequest { Marker = marker, IncludeShared = true },
                cancellation
            );
            return ((page.DBSnapshots ?? []).Select(AnsweredSnapshot.Of), page.Marker);
        });
        var clusters = await PagesAsync(async marker =>
        {
            var page = await rds.DescribeDBClusterSnapshotsAsync(
                new DescribeDBClusterSnapshotsRequest { Marker = marker, IncludeShared = true },
                cancellation
            );
            return ((page.DBClusterSnapshots ?? []).Select(AnsweredSnapshot.Of), page.Marker);
        });
        return [.. instances, .. clusters];
    }

    private static Task<IReadOnlyList<AnsweredPoint>> PointsAsync(
        IAmazonBackup backup,
        string vault,
        CancellationToken cancellation
    ) =>
        PagesAsync(async token =>
        {
            var page = await backup.ListRecoveryPointsByBackupVaultAsync(
                new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vault, NextToken = token },
                cancellation
            );
            return ((page.RecoveryPoints ?? []).Select(AnsweredPoint.Of), page.NextToken);
        });

    // Only manual snapshots can be shared.
    private static async Task<IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>> SharesAsync(
        IAmazonRDS rds,
        IEnumerable<AnsweredSnapshot> snapshots,
        CancellationToken cancellation
    )
    {
        List<KeyValuePair<string, IReadOnlyList<string>>> shares = [];
        foreach (var snapshot in snapshots.Where(s => s.Type == "manual"))
        {
            shares.Add(new(snapshot.Arn, await SharedWithAsync(rds, snapshot.Arn, cancellation)));
        }

        return shares;
    }

    private static async Task<IReadOnlyList<string>> SharedWithAsync(
        IAmazonRDS rds,
        string arn,
        CancellationToken cancellation
    )
    {
        var (kind, name) = arn.Split(':', 7) is [.., var type, var last] ? (type, last) : ("", arn);
        if (kind == "cluster-snapshot")
        {
            var cluster = await rds.DescribeDBClusterSnapshotAttributesAsync(
                new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = name },
                cancellation
            );
            return
            [
                .. (cluster.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes ?? [])
                    .Where(a => a.AttributeName == "restore")
                    .SelectMany(a => a.AttributeValues ?? []),
            ];
        }

        var instance = await rds.DescribeDBSnapshotAttributesAsync(
            new DescribeDBSnapshotAttributesRequest { DBSnapshotIdentifier = name },
            cancellation
        );
        return
        [
            .. (instance.DBSnapshotAttributesResult.DBSnapshotAttributes ?? [])
                .Where(a => a.AttributeName == "restore")
                .SelectMany(a => a.AttributeValues ?? []),
        ];
    }

    private static async Task<IReadOnlyList<T>> PagesAsync<T>(
        Func<string?, Task<(IEnumerable<T> Items, string? Next)>> ask
    )
    {
        List<T> all = [];
        string? next = null;
        do
        {
            (var items, next) = await ask(next);
            all.AddRange(items);
        } while (!string.IsNullOrEmpty(next));
        return all;
    }
}
