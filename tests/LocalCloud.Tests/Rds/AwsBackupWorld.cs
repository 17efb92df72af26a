using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>A database of each kind, and AWS Backup at work on them.</summary>
internal sealed class AwsBackupWorld
{
    public const string Instance = "arn:aws:rds:eu-west-1:111111111111:db:orders";
    public const string Cluster = "arn:aws:rds:eu-west-1:111111111111:cluster:shop";
    public const string Job = "awsbackup:job-a827233a-d405-4a86-a440-759fa94f34dd";
    public const string CopyJob = "awsbackup:copyjob-2f7b7d6b-5edf-c5ca-ab64-fae53928c6c3";

    private static readonly Dictionary<string, string> NoTags = [];

    public AwsBackupWorld()
    {
        Rds.SourceHome.Database("orders", "home", new[] { ("team", "shop") }.AsTags());
        Rds.SourceHome.Clusters.Database("shop");
    }

    /// <summary>Who copies into the DR account.</summary>
    public static Caller ServiceRole { get; } =
        new(
            RdsWorld.Dr,
            $"arn:aws:sts::{RdsWorld.Dr}:assumed-role/AWSServiceRoleForBackup/AWSBackup",
            $"arn:aws:iam::{RdsWorld.Dr}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
        );

    public RdsWorld Rds { get; } = new(new RdsSettings { ManualSnapshots = 1, CopiesInProgress = 2 });

    public IBackedUpDatabases Backups => Rds.Rds.Backups;

    /// <summary>What was told to have ended.</summary>
    public List<BackedUpSnapshot> Ended { get; } = [];

    /// <summary>Begins a snapshot.</summary>
    public string Take(string database, bool continuous = false) =>
        Backups.TakeSnapshot(new BackupSnapshotRequest(database, Job, NoTags, continuous), Ended.Add);

    /// <summary>A snapshot that is available, of whose end nobody was told.</summary>
    public string Taken(string database)
    {
        var identifier = database == Instance ? Job : $"{Job}-{database.Split(':')[6]}";
        var request = new BackupSnapshotRequest(database, identifier, NoTags);
        var arn = Backups.TakeSnapshot(request, _ => { });
        Rds.Pass(TimeSpan.FromMinutes(5));
        return arn;
    }

    /// <summary>Begins a copy in the DR account and Region.</summary>
    public string Copy(string source, string name = CopyJob, Dictionary<string, string>? tags = null) =>
        Backups.CopySnapshot(
            new BackupCopyRequest(
                ServiceRole,
                source,
                RdsWorld.Dr,
                RdsWorld.Away,
                name,
                Rds.AccountKey,
                tags ?? NoTags
            ),
            Ended.Add
        );

    public string CopyRefusal(string source, string name = CopyJob)
    {
        var error = Should.Throw<AwsError>(() => Copy(source, name));
        return $"{error.Code}: {error.Message}";
    }

    /// <summary>Lets the DR account use the databases' key.</summary>
    public void ShareKey() => Rds.Keys.Add(RdsWorld.Source, RdsWorld.Home, "home", RdsWorld.Dr);
}
