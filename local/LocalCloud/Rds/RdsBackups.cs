using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>RDS as AWS Backup uses it: snapshots named <c>awsbackup:…</c>, made and copied past the sharing and the quotas of people.</summary>
internal sealed class RdsBackups(
    Agenda agenda,
    CallLog log,
    IKeys keys,
    RdsState state,
    RdsDatabases databases,
    RdsCopies copies,
    RdsRestores restores,
    Func<RdsSettings> settings
) : IBackedUpDatabases
{
    /// <inheritdoc/>
    public BackedUpDatabase? Database(string arn) =>
        RdsArn.Parse(arn) is { } read && state.Database(read) is { IsMember: false } found
            ? new BackedUpDatabase(
                found.Arn.ToString(),
                found.Facts.Name,
                found.Facts.Engine,
                found.Kind == RdsKind.Cluster,
                found.Facts.MultiAzCluster,
                found.Facts.AllocatedStorage,
                found.Encryption,
                found.Facts.OptionGroup,
                found.Status,
                Tags(found.Tags)
            )
            : null;

    /// <inheritdoc/>
    public BackedUpSnapshot? Snapshot(string arn) =>
        RdsArn.Parse(arn) is { } read && state.Snapshot(read) is { } found ? Described(found) : null;

    /// <inheritdoc/>
    public string TakeSnapshot(BackupSnapshotRequest request, Action<BackedUpSnapshot> ended)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (kind, arn) = Read(request.DatabaseArn, k => k.DatabaseArn);
        var database = state.Database(arn) ?? throw RdsErrors.DatabaseNotFound(kind, request.DatabaseArn);
        var target = kind.SnapshotIn(arn.AccountId, arn.Region, request.Identifier);
        RdsRules.Take(database, state.Snapshot(target), target.Identifier);
        var tags = Tags(request.Tags);
        var snapshot =
            !request.Continuous && NewestAutomated(database) is { } automated
                ? copies.Accept(
                    Request(kind, target, automated.Arn, kmsKeyId: null),
                    new CopyAllowed(automated, automated.Encryption, automated.OptionGroup),
                    tags,
                    Told(ended)
                )
                : databases.Take(database, target.Identifier, tags, request.Continuous, Told(ended));
        return snapshot.Arn.ToString();
    }

    /// <inheritdoc/>
    public string CopySnapshot(BackupCopyRequest request, Action<BackedUpSnapshot> ended)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (kind, source) = Read(request.SourceArn, k => k.SnapshotArn);
        var target = kind.SnapshotIn(request.AccountId, request.Region, request.Identifier);
        var plain = state.Snapshot(source) is { Encrypted: false } && !kind.CopyEncrypts;
        var call = CallOf(request.Caller, request.RequestId, request.Region, $"Copy{kind.Snapshot}");
        Authorise(call, target, request.Region);
        Authorise(call, source, source.Region);
        var copy = Request(kind, target, source, plain ? null : request.KmsKeyId);
        var allowed = RdsRules.Copy(
            copy,
            state,
            settings(),
            (key, region) => keys.UseThroughRds(call, key, region)
        );
        return copies.Accept(copy, allowed, Tags(request.Tags), Told(ended)).Arn.ToString();
    }

    /// <inheritdoc/>
    public string RestoreDatabase(BackupRestoreRequest request, Action ended)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (kind, source) = Read(request.SnapshotArn, k => k.SnapshotArn);
        var cluster = kind == RdsKind.Cluster;
        var name = RdsRules.NewDatabase(kind, Given(kind.DatabaseIdentifier));
        var target = kind.DatabaseIn(source.AccountId, source.Region, name);
        var call = CallOf(
            request.Caller,
            request.RequestId,
            source.Region,
            cluster ? "RestoreDBClusterFromSnapshot" : "RestoreDBInstanceFromDBSnapshot"
        );
        Authorise(call, target, source.Region);
        Authorise(call, source, source.Region);
        var restore = new RestoreRequest(target, source, request.SnapshotArn)
        {
            Engine = Given("Engine"),
            EngineVersion = cluster ? Given("EngineVersion") : null,
            KmsKeyId = cluster ? Given("KmsKeyId") : null,
            OptionGroup = cluster ? null : Given("OptionGroupName"),
            InstanceClass = Given("DBInstanceClass"),
            Groups = new DatabaseGroups(
                Group(RdsGroupKind.Subnets),
                Group(cluster ? RdsGroupKind.ClusterParameters : RdsGroupKind.Parameters)
            ),
        };
        var allowed = RdsRules.Restore(
            restore,
            state,
            (key, region) => keys.UseThroughRds(call, key, region)
        );
        return restores.Begin(restore, allowed, [.. Tags(request.Tags)], ended: ended).Arn.ToString();

        string? Given(string key) =>
            request.Metadata.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;

        string? Group(RdsGroupKind of) =>
            Given($"{of.Name}Name") is { } group ? RdsRules.Group(of, group, target, state) : null;
    }

    /// <inheritdoc/>
    public void DeleteSnapshot(string arn)
    {
        if (RdsArn.Parse(arn) is { } read && state.Snapshot(read) is { OfAwsBackup: true } found)
        {
            copies.Delete(found);
        }
    }

    private DbSnapshot? NewestAutomated(RdsDatabase database) =>
        database.Kind == RdsKind.Instance
            ? databases
                .AutomatedOf(database)
                .Where(s => s.Status == "available")
                .MaxBy(s => s.SnapshotCreateTime)
            : null;

    private BackedUpSnapshot Described(DbSnapshot snapshot) =>
        new(
            snapshot.Arn.ToString(),
            snapshot.Database.Arn.ToString(),
            snapshot.Database.Engine,
            snapshot.Kind == RdsKind.Cluster,
            snapshot.Database.MultiAzCluster,
            snapshot.Database.AllocatedStorage,
            snapshot.Encryption,
            snapshot.OptionGroup,
            snapshot.OriginalSnapshotCreateTime,
            snapshot.Status,
            snapshot.PercentProgress(agenda.Now),
            Tags(snapshot.Tags)
        );

    private Action<DbSnapshot> Told(Action<BackedUpSnapshot> ended) => s => ended(Described(s));

    private void Authorise(AwsCall call, RdsArn resource, string region) =>
        log.Add(call, $"rds:{call.Operation}", resource.ToString(), implied: true, region);

    private AwsCall CallOf(Caller caller, string requestId, string region, string operation) =>
        new(
            "rds",
            operation,
            region,
            caller,
            requestId,
            agenda.Now,
            new AwsHttpRequest("POST", "/", "", new Dictionary<string, string>(StringComparer.Ordinal), [])
        );

    private static CopyRequest Request(RdsKind kind, RdsArn target, RdsArn source, string? kmsKeyId) =>
        new(kind, target.AccountId, target, source, source.ToString(), kmsKeyId, OfAwsBackup: true);

    private static (RdsKind Kind, RdsArn Arn) Read(string text, Func<RdsKind, string> expected) =>
        RdsArn.Parse(text) is { } arn && RdsKind.Of(arn) is { } kind && arn.Kind == expected(kind)
            ? (kind, arn)
            : throw RdsErrors.BadArn(text);

    private static IEnumerable<RdsTag> Tags(IReadOnlyDictionary<string, string> tags) =>
        tags.Select(t => new RdsTag(t.Key, t.Value));

    private static Dictionary<string, string> Tags(IEnumerable<RdsTag> tags) =>
        tags.ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
}
