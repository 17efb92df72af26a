using Amazon.RDS.Model;

namespace Scenarios;

/// <summary>DB clusters.</summary>
internal sealed partial class Estate
{
    /// <summary>A cluster of 40 GiB; an Aurora one without a key is under an AWS owned key, others without a key are under aws/rds.</summary>
    public async Task Cluster(
        string name,
        string? key = null,
        string engine = "aurora-postgresql",
        bool? encrypted = null
    )
    {
        var isAurora = engine.StartsWith("aurora", StringComparison.Ordinal);
        using var rds = Rds(Source, SourceRegion);
        await rds.CreateDBClusterAsync(
            new CreateDBClusterRequest
            {
                DBClusterIdentifier = name,
                Engine = engine,
                AllocatedStorage = 40,
                MasterUsername = "app",
                MasterUserPassword = "not-a-secret",
                DBClusterInstanceClass = engine is "mysql" or "postgres" ? "db.m6gd.large" : null,
                StorageEncrypted = encrypted ?? (key is null && isAurora ? null : true),
                KmsKeyId = key,
            }
        );
        await RunFor(TimeSpan.FromMinutes(6));
    }

    /// <summary>RDS begins an automated snapshot of a cluster; its events follow. Returns its ARN.</summary>
    public string AutomatedClusterSnapshot(string cluster)
    {
        lock (Cloud.Agenda.Gate)
        {
            return Cloud.Rds.CreateAutomatedClusterSnapshot(Source, SourceRegion, cluster);
        }
    }

    /// <summary>A person begins a manual snapshot of a cluster. Returns its ARN.</summary>
    public async Task<string> ManualClusterSnapshot(string cluster, string name)
    {
        using var rds = Rds(Source, SourceRegion);
        var reply = await rds.CreateDBClusterSnapshotAsync(
            new CreateDBClusterSnapshotRequest
            {
                DBClusterIdentifier = cluster,
                DBClusterSnapshotIdentifier = name,
            }
        );
        return reply.DBClusterSnapshot.DBClusterSnapshotArn;
    }

    /// <summary>A person tags a database or a snapshot.</summary>
    public async Task Tag(string arn, string key, string value)
    {
        using var rds = Rds(Source, SourceRegion);
        await rds.AddTagsToResourceAsync(
            new AddTagsToResourceRequest { ResourceName = arn, Tags = [new Tag { Key = key, Value = value }] }
        );
    }

    /// <summary>The ARN of a DB instance.</summary>
    public string InstanceArn(string name) => $"arn:aws:rds:{SourceRegion}:{Source}:db:{name}";

    /// <summary>The ARN of a DB cluster.</summary>
    public string ClusterArn(string name) => $"arn:aws:rds:{SourceRegion}:{Source}:cluster:{name}";
}
