using Amazon.KeyManagementService.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using LocalCloud;
using LocalCloud.Kernel;

namespace Demo;

/// <summary>A database, and the snapshot that is taken of it.</summary>
/// <param name="Name">DBInstanceIdentifier.</param>
/// <param name="Engine">As RDS names it.</param>
/// <param name="InstanceClass">DBInstanceClass.</param>
/// <param name="SizeGiB">Allocated storage.</param>
/// <param name="CustomerManagedKey">Under the customer managed key; else under the account's default key aws/rds.</param>
/// <param name="ManualSnapshot">The snapshot's name when a person takes it; null when RDS does.</param>
internal sealed record Database(
    string Name,
    string Engine,
    string InstanceClass,
    int SizeGiB,
    bool CustomerManagedKey,
    string? ManualSnapshot
)
{
    /// <summary>For people.</summary>
    public string Kind =>
        $"{(ManualSnapshot is null ? "automated" : "manual")}, {(CustomerManagedKey ? "CMK" : "aws/rds")}";
}

/// <summary>A snapshot of the demo.</summary>
internal sealed record Source(Database Database, string SnapshotArn);

/// <summary>The source account: a key, three encrypted databases, a snapshot of each. Made by its administrator.</summary>
internal sealed class World(Cloud cloud, Administrators people)
{
    private static readonly Database[] Databases =
    [
        new("orders", "postgres", "db.r8g.xlarge", 100, CustomerManagedKey: true, ManualSnapshot: null),
        new("billing", "mysql", "db.m8g.large", 40, CustomerManagedKey: false, ManualSnapshot: null),
        new(
            "crm",
            "postgres",
            "db.t4g.medium",
            20,
            CustomerManagedKey: true,
            ManualSnapshot: "crm-before-upgrade"
        ),
    ];

    // Simulated time between two snapshots: nobody's backup windows begin at the same second.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private readonly IAmazonRDS _rds = people.Rds(
        cloud.Options.SourceAccountId,
        cloud.Options.SourceRegions[0]
    );

    /// <summary>Makes the key and the databases, and waits until they are available.</summary>
    public async Task<IReadOnlyList<DBInstance>> CreateDatabasesAsync(CancellationToken cancellation)
    {
        var key = await CreateKeyAsync(cancellation);
        foreach (var database in Databases)
        {
            await _rds.CreateDBInstanceAsync(
                new CreateDBInstanceRequest
                {
                    DBInstanceIdentifier = database.Name,
                    Engine = database.Engine,
                    DBInstanceClass = database.InstanceClass,
                    AllocatedStorage = database.SizeGiB,
                    MasterUsername = "app",
                    MasterUserPassword = "sample-password",
                    StorageEncrypted = true,
                    KmsKeyId = database.CustomerManagedKey ? key : null,
                    CopyTagsToSnapshot = true,
                    Tags = [new Amazon.RDS.Model.Tag { Key = "team", Value = database.Name }],
                },
                cancellation
            );
        }

        while (true)
        {
            var found = await _rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest(), cancellation);
            var made = found.DBInstances ?? [];
            if (made.Count == Databases.Length && made.All(i => i.DBInstanceStatus == "available"))
            {
                return made;
            }

            await Task.Delay(Look, cancellation);
        }
    }

    /// <summary>Has a snapshot taken of each database: two by RDS itself, one by a person. They complete later.</summary>
    public async Task<IReadOnlyList<Source>> TakeSnapshotsAsync(CancellationToken cancellation)
    {
        List<Source> taken = [];
        foreach (var database in Databases)
        {
            if (taken.Count > 0)
            {
                await PassAsync(Apart, cancellation);
            }

            taken.Add(new Source(database, await TakeSnapshotAsync(database, cancellation)));
        }

        return taken;
    }

    private async Task<string> TakeSnapshotAsync(Database database, CancellationToken cancellation)
    {
        if (database.ManualSnapshot is not { } name)
        {
            // AWS has no call that makes RDS take its daily snapshot now: this is behind POST /_local/automated-snapshot.
            ILocalRds rds = cloud.Rds;
            return rds.CreateAutomatedSnapshot(
                cloud.Options.SourceAccountId,
                cloud.Options.SourceRegions[0],
                database.Name
            );
        }

        var reply = await _rds.CreateDBSnapshotAsync(
            new CreateDBSnapshotRequest { DBInstanceIdentifier = database.Name, DBSnapshotIdentifier = name },
            cancellation
        );
        return reply.DBSnapshot.DBSnapshotArn;
    }

    private async Task<string> CreateKeyAsync(CancellationToken cancellation)
    {
        var kms = people.Kms(cloud.Options.SourceAccountId, cloud.Options.SourceRegions[0]);
        var reply = await kms.CreateKeyAsync(
            new CreateKeyRequest { Description = "Storage of databases" },
            cancellation
        );
        return reply.KeyMetadata.Arn;
    }

    private async Task PassAsync(TimeSpan simulated, CancellationToken cancellation)
    {
        for (var until = cloud.Agenda.Now + simulated; cloud.Agenda.Now < until; )
        {
            await Task.Delay(Look, cancellation);
        }
    }
}
