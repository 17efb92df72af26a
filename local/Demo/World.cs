using Amazon.KeyManagementService.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using LocalCloud;
using LocalCloud.Kernel;

namespace Demo;

/// <summary>A database as RDS described it when it was available.</summary>
internal sealed record MadeDatabase(Database Database, string Arn, string KmsKeyId);

/// <summary>The source account: a key, a database for each way, a snapshot of each. Made by its administrator.</summary>
internal sealed class World(Cloud cloud, Administrators people, string relayName)
{
    // Simulated time between two snapshots: nobody's backup windows begin at the same second.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(20);

    private readonly IAmazonRDS _rds = people.Rds(
        cloud.Options.SourceAccountId,
        cloud.Options.SourceRegions[0]
    );

    /// <summary>Makes the key and the databases, and waits until they are available.</summary>
    public async Task<IReadOnlyList<MadeDatabase>> CreateDatabasesAsync(CancellationToken cancellation)
    {
        var key = await CreateKeyAsync(cancellation);
        foreach (var database in Databases.All)
        {
            await (
                database.IsCluster
                    ? CreateClusterAsync(database, key, cancellation)
                    : CreateInstanceAsync(database, key, cancellation)
            );
        }

        IReadOnlyList<MadeDatabase> made = [];
        await Until.TrueAsync(
            async () => (made = await AvailableAsync(cancellation)).Count == Databases.All.Count,
            cancellation
        );
        return made;
    }

    /// <summary>Has a snapshot taken of each database: by AWS Backup, by RDS itself, by a person. They complete later.</summary>
    public async Task<IReadOnlyList<Source>> TakeSnapshotsAsync(
        IReadOnlyList<MadeDatabase> databases,
        BackupJobs backups,
        CancellationToken cancellation
    )
    {
        foreach (var made in databases.Where(m => m.Database.IsRecoveryPoint))
        {
            await backups.StartAsync(made, cancellation);
        }

        var taken = new Dictionary<Database, string>();
        foreach (var (database, _, _) in databases.Where(m => !m.Database.IsRecoveryPoint))
        {
            taken[database] = await TakeSnapshotAsync(database, cancellation);
            await PassAsync(Apart, cancellation);
        }

        foreach (var (database, _, _) in databases.Where(m => m.Database.IsRecoveryPoint))
        {
            taken[database] = await backups.RecoveryPointAsync(database, cancellation);
        }

        return [.. databases.Select(m => new Source(m.Database, taken[m.Database]))];
    }

    private Task CreateInstanceAsync(Database database, string key, CancellationToken cancellation) =>
        _rds.CreateDBInstanceAsync(
            new CreateDBInstanceRequest
            {
                DBInstanceIdentifier = database.Name,
                Engine = database.Engine,
                DBInstanceClass = "db.m8g.large",
                AllocatedStorage = database.SizeGiB,
                MasterUsername = "app",
                MasterUserPassword = "sample-password",
                StorageEncrypted = true,
                KmsKeyId = database.CustomerManagedKey ? key : null,
                CopyTagsToSnapshot = true,
                Tags = TagsOf(database),
            },
            cancellation
        );

    // A cluster's volume grows by itself; what it holds is said by AllocatedStorage here (local/LocalCloud/Rds/README.md).
    private Task CreateClusterAsync(Database database, string key, CancellationToken cancellation) =>
        _rds.CreateDBClusterAsync(
            new CreateDBClusterRequest
            {
                DBClusterIdentifier = database.Name,
                Engine = database.Engine,
                AllocatedStorage = database.SizeGiB,
                MasterUsername = "app",
                MasterUserPassword = "sample-password",
                StorageEncrypted = true,
                KmsKeyId = database.CustomerManagedKey ? key : null,
                CopyTagsToSnapshot = true,
                Tags = TagsOf(database),
            },
            cancellation
        );

    private static List<Amazon.RDS.Model.Tag> TagsOf(Database database)
    {
        List<Amazon.RDS.Model.Tag> tags = [new() { Key = "team", Value = database.Name }];
        if (database.Mode is { } mode)
        {
            tags.Add(new Amazon.RDS.Model.Tag { Key = Database.ModeTag, Value = mode });
        }

        return tags;
    }

    private async Task<IReadOnlyList<MadeDatabase>> AvailableAsync(CancellationToken cancellation)
    {
        var instances = await _rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest(), cancellation);
        var clusters = await _rds.DescribeDBClustersAsync(new DescribeDBClustersRequest(), cancellation);
        IEnumerable<(string Name, string Status, string Arn, string Key)> found =
        [
            .. (instances.DBInstances ?? []).Select(i =>
                (i.DBInstanceIdentifier, i.DBInstanceStatus, i.DBInstanceArn, i.KmsKeyId)
            ),
            .. (clusters.DBClusters ?? []).Select(c =>
                (c.DBClusterIdentifier, c.Status, c.DBClusterArn, c.KmsKeyId)
            ),
        ];
        return
        [
            .. Databases.All.Join(
                found.Where(f => f.Status == "available"),
                d => d.Name,
                f => f.Name,
                (d, f) => new MadeDatabase(d, f.Arn, f.Key)
            ),
        ];
    }

    private async Task<string> TakeSnapshotAsync(Database database, CancellationToken cancellation)
    {
        var (account, region) = (cloud.Options.SourceAccountId, cloud.Options.SourceRegions[0]);
        if (database.Taker == Taker.Rds)
        {
            // AWS has no call that makes RDS take its daily snapshot now: this is behind POST /_local/automated-snapshot.
            ILocalRds rds = cloud.Rds;
            return database.IsCluster
                ? rds.CreateAutomatedClusterSnapshot(account, region, database.Name)
                : rds.CreateAutomatedSnapshot(account, region, database.Name);
        }

        var name = $"{database.Name}-before-upgrade";
        if (database.IsCluster)
        {
            var cluster = await _rds.CreateDBClusterSnapshotAsync(
                new CreateDBClusterSnapshotRequest
                {
                    DBClusterIdentifier = database.Name,
                    DBClusterSnapshotIdentifier = name,
                },
                cancellation
            );
            return cluster.DBClusterSnapshot.DBClusterSnapshotArn;
        }

        var instance = await _rds.CreateDBSnapshotAsync(
            new CreateDBSnapshotRequest { DBInstanceIdentifier = database.Name, DBSnapshotIdentifier = name },
            cancellation
        );
        return instance.DBSnapshot.DBSnapshotArn;
    }

    private async Task<string> CreateKeyAsync(CancellationToken cancellation)
    {
        var kms = people.Kms(cloud.Options.SourceAccountId, cloud.Options.SourceRegions[0]);
        var reply = await kms.CreateKeyAsync(
            new CreateKeyRequest
            {
                Description = "Storage of databases",
                Policy = SourceKey.Policy(
                    cloud.Options.SourceAccountId,
                    cloud.Options.DrAccountId,
                    relayName
                ),
            },
            cancellation
        );
        return reply.KeyMetadata.Arn;
    }

    private Task PassAsync(TimeSpan simulated, CancellationToken cancellation)
    {
        var until = cloud.Agenda.Now + simulated;
        return Until.TrueAsync(() => Task.FromResult(cloud.Agenda.Now >= until), cancellation);
    }
}
