using LocalCloud.Kernel;

namespace LocalCloud.Tests.Backup;

/// <summary>Databases and snapshots that are only written down. A snapshot takes two minutes, a copy ten.</summary>
internal sealed class FakeDatabases(Agenda agenda, IKeys keys) : IBackedUpDatabases
{
    private readonly Dictionary<string, BackedUpDatabase> _databases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BackedUpSnapshot> _snapshots = new(StringComparer.Ordinal);

    /// <summary>What RDS answers to the next copies instead of making them.</summary>
    public Queue<AwsError> Refusals { get; } = new();

    /// <summary>The status with which copies end.</summary>
    public string CopiesEnd { get; set; } = "available";

    /// <summary>In whose name copies were asked for.</summary>
    public List<string> Copiers { get; } = [];

    /// <summary>A database of the source account at home; returns its ARN.</summary>
    public string Add(string name, string engine = "postgres", string? key = null, bool multiAz = false)
    {
        var isCluster = engine != "postgres" || multiAz;
        var arn =
            $"arn:aws:rds:{BackupWorld.Home}:{BackupWorld.Source}:{(isCluster ? "cluster" : "db")}:{name}";
        var use = key is null
            ? null
            : new KeyUse(key, key == keys.DefaultRdsKey(BackupWorld.Source, BackupWorld.Home));
        _databases[arn] = new BackedUpDatabase(
            arn,
            name,
            engine,
            isCluster,
            multiAz,
            100,
            StorageEncryption.Under(use),
            isCluster ? null : "default",
            "available",
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        return arn;
    }

    public BackedUpDatabase? Database(string arn) => _databases.GetValueOrDefault(arn);

    public BackedUpSnapshot? Snapshot(string arn) => _snapshots.GetValueOrDefault(arn);

    public string TakeSnapshot(BackupSnapshotRequest request, Action<BackedUpSnapshot> ended)
    {
        var database = _databases[request.DatabaseArn];
        var kind = database.IsCluster ? "cluster-snapshot" : "snapshot";
        var arn = $"arn:aws:rds:{BackupWorld.Home}:{BackupWorld.Source}:{kind}:{request.Identifier}";
        _snapshots[arn] = new BackedUpSnapshot(
            arn,
            database.Arn,
            database.Engine,
            database.IsCluster,
            database.IsMultiAzCluster,
            database.SizeGiB,
            database.Encryption,
            database.OptionGroup,
            null,
            "creating",
            0,
            request.Tags
        );
        End(arn, TimeSpan.FromMinutes(2), "available", ended);
        return arn;
    }

    public string CopySnapshot(BackupCopyRequest request, Action<BackedUpSnapshot> ended)
    {
        Copiers.Add(request.Caller.RoleArn!);
        if (Refusals.TryDequeue(out var refusal))
        {
            throw refusal;
        }

        var source = _snapshots[request.SourceArn];
        var kind = source.IsCluster ? "cluster-snapshot" : "snapshot";
        var arn = $"arn:aws:rds:{request.Region}:{request.AccountId}:{kind}:{request.Identifier}";
        var staysUnencrypted = source.IsCluster && !source.Encryption.Encrypted;
        _snapshots[arn] = source with
        {
            Arn = arn,
            Encryption = staysUnencrypted
                ? source.Encryption
                : StorageEncryption.Under(new KeyUse(request.KmsKeyId, AwsManaged: false)),
            Status = "copying",
            Tags = request.Tags,
        };
        End(arn, TimeSpan.FromMinutes(10), CopiesEnd, ended);
        return arn;
    }

    public string RestoreDatabase(BackupRestoreRequest request, Action ended)
    {
        if (Refusals.TryDequeue(out var refusal))
        {
            throw refusal;
        }

        agenda.After(TimeSpan.FromMinutes(5), $"restore of {request.SnapshotArn}", ended);
        return $"arn:aws:rds:{BackupWorld.Home}:{BackupWorld.Source}:db:{request.Metadata["DBInstanceIdentifier"]}";
    }

    public void DeleteSnapshot(string arn) => _snapshots.Remove(arn);

    private void End(string arn, TimeSpan after, string status, Action<BackedUpSnapshot> ended) =>
        agenda.After(
            after,
            $"end of {arn}",
            () =>
            {
                _snapshots[arn] = _snapshots[arn] with { Status = status, TakenAt = agenda.Now };
                ended(_snapshots[arn]);
            }
        );
}
