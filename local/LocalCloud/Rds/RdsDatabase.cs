using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>A tag.</summary>
public sealed record RdsTag(string Key, string Value);

/// <summary>What a snapshot keeps of its database; a copy hands it on unchanged.</summary>
public sealed record DatabaseFacts
{
    /// <summary>The database's ARN, in its own account and Region.</summary>
    public required RdsArn Arn { get; init; }

    /// <summary>Instance or cluster.</summary>
    public required RdsKind Kind { get; init; }

    /// <summary>True of a Multi-AZ DB cluster, whose snapshots AWS neither copies nor shares.</summary>
    public bool MultiAzCluster { get; init; }

    /// <summary>The database's Region-unique, immutable id: <c>db-…</c> or <c>cluster-…</c>.</summary>
    public required string ResourceId { get; init; }

    /// <summary>For example postgres, aurora-mysql, docdb.</summary>
    public required string Engine { get; init; }

    /// <summary>For example 17.6.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>For example postgresql-license.</summary>
    public required string LicenseModel { get; init; }

    /// <summary>GiB.</summary>
    public required int AllocatedStorage { get; init; }

    /// <summary>For example gp3, aurora.</summary>
    public required string StorageType { get; init; }

    /// <summary>The database administrator's name.</summary>
    public required string MasterUsername { get; init; }

    /// <summary>The database's port.</summary>
    public required int Port { get; init; }

    /// <summary>The instance's option group; a cluster has only the default one, and its snapshots none.</summary>
    public string? OptionGroup { get; init; }

    /// <summary>True when IAM authenticates database users.</summary>
    public bool IamAuthentication { get; init; }

    /// <summary>For example db.t4g.micro; Aurora's clusters have none.</summary>
    public string? InstanceClass { get; init; }

    /// <summary>DBName or DatabaseName, or null.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>When the database was created.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>DBInstanceIdentifier or DBClusterIdentifier.</summary>
    public string Name => Arn.Identifier;
}

/// <summary>A DB instance or DB cluster.</summary>
public sealed class RdsDatabase
{
    /// <summary>What its snapshots keep of it, as it is when they are taken.</summary>
    public required DatabaseFacts Facts { get; set; }

    /// <summary>What its storage is encrypted with.</summary>
    public required StorageEncryption Encryption { get; init; }

    /// <summary>DBClusterIdentifier of a member of a DB cluster, in its own account and Region; null of all else.</summary>
    public string? Cluster { get; set; }

    /// <summary>The groups that it was made with; what was not named is AWS's default, and not told.</summary>
    public DatabaseGroups Groups { get; init; } = new(null, null);

    /// <summary>Where it runs: one for an instance, three for a cluster.</summary>
    public required IReadOnlyList<string> AvailabilityZones { get; init; }

    /// <summary>Days that automated backups are kept; only remembered here.</summary>
    public int BackupRetentionPeriod { get; set; } = 1;

    /// <summary>True when its snapshots get its tags.</summary>
    public bool CopyTagsToSnapshot { get; set; }

    /// <summary>True for a Multi-AZ DB instance or DB cluster.</summary>
    public bool MultiAz { get; init; }

    /// <summary>True when it can't be deleted.</summary>
    public bool DeletionProtection { get; set; }

    /// <summary>creating, available or deleting.</summary>
    public string Status { get; set; } = "creating";

    /// <summary>Its tags.</summary>
    public List<RdsTag> Tags { get; } = [];

    /// <summary>Its ARN: its identity.</summary>
    public RdsArn Arn => Facts.Arn;

    /// <summary>Instance or cluster.</summary>
    public RdsKind Kind => Facts.Kind;

    /// <summary>True of an instance of a DB cluster: its cluster is what is backed up.</summary>
    public bool IsMember => Cluster is not null;
}

/// <summary>The groups that a database is made with, by name; null for AWS's default ones.</summary>
/// <param name="Subnets">DBSubnetGroupName.</param>
/// <param name="Parameters">DBParameterGroupName, of a cluster DBClusterParameterGroupName.</param>
public sealed record DatabaseGroups(string? Subnets, string? Parameters);
