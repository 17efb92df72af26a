using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// Amazon RDS, DB instances and DB clusters with their snapshots: the AWS Query protocol in and out. What is allowed is decided in
/// <see cref="RdsRules"/>, what happens later on the agenda in <see cref="RdsDatabases"/> and <see cref="RdsCopies"/>. What differs
/// between the two kinds is in <see cref="RdsKind"/>.
/// </summary>
public sealed partial class RdsApi : QueryService
{
    private readonly Agenda _agenda;
    private readonly CallLog _log;
    private readonly Ids _ids;
    private readonly IKeys _keys;
    private readonly RdsState _state = new();
    private readonly RdsCopies _copies;
    private readonly RdsDatabases _databases;
    private readonly RdsRestores _restores;

    /// <summary>An RDS without databases.</summary>
    /// <param name="agenda">Time.</param>
    /// <param name="log">Takes every authorisation.</param>
    /// <param name="ids">Event and resource ids.</param>
    /// <param name="keys">KMS.</param>
    /// <param name="events">EventBridge.</param>
    /// <param name="settings">Quotas and speeds; null for the defaults.</param>
    /// <param name="faults">Copies that shall fail; null for none.</param>
    public RdsApi(
        Agenda agenda,
        CallLog log,
        Ids ids,
        IKeys keys,
        IEvents events,
        RdsSettings? settings = null,
        ICopyFaults? faults = null
    )
        : base("rds", "http://rds.amazonaws.com/doc/2014-10-31/")
    {
        _agenda = agenda;
        _log = log;
        _ids = ids;
        _keys = keys;
        Settings = settings ?? new RdsSettings();
        var told = new RdsEvents(events, agenda, ids);
        _copies = new RdsCopies(agenda, _state, told, () => Settings, faults);
        _databases = new RdsDatabases(agenda, _state, told, _copies, () => Settings);
        _restores = new RdsRestores(agenda, ids, _state, _databases);
        Backups = new RdsBackups(agenda, log, keys, _state, _databases, _copies, _restores, () => Settings);
        Operations = new Dictionary<string, Func<AwsCall, QueryInput, IEnumerable<XElement>?>>(
            StringComparer.Ordinal
        )
        {
            ["CreateDBInstance"] = CreateInstance,
            ["DescribeDBInstances"] = OfInstances(DescribeDatabases),
            ["DeleteDBInstance"] = OfInstances(DeleteDatabase),
            ["CreateDBSnapshot"] = OfInstances(CreateSnapshot),
            ["DescribeDBSnapshots"] = OfInstances(DescribeSnapshots),
            ["DeleteDBSnapshot"] = OfInstances(DeleteSnapshot),
            ["CopyDBSnapshot"] = OfInstances(CopySnapshot),
            ["ModifyDBSnapshotAttribute"] = OfInstances(ModifySnapshotAttribute),
            ["DescribeDBSnapshotAttributes"] = OfInstances(DescribeSnapshotAttributes),
            ["CreateDBCluster"] = CreateCluster,
            ["DescribeDBClusters"] = OfClusters(DescribeDatabases),
            ["DeleteDBCluster"] = OfClusters(DeleteDatabase),
            ["CreateDBClusterSnapshot"] = OfClusters(CreateSnapshot),
            ["DescribeDBClusterSnapshots"] = OfClusters(DescribeSnapshots),
            ["DeleteDBClusterSnapshot"] = OfClusters(DeleteSnapshot),
            ["CopyDBClusterSnapshot"] = OfClusters(CopySnapshot),
            ["ModifyDBClusterSnapshotAttribute"] = OfClusters(ModifySnapshotAttribute),
            ["DescribeDBClusterSnapshotAttributes"] = OfClusters(DescribeSnapshotAttributes),
            ["ModifyDBInstance"] = OfInstances(ModifyDatabase),
            ["ModifyDBCluster"] = OfClusters(ModifyDatabase),
            ["RestoreDBInstanceFromDBSnapshot"] = RestoreInstance,
            ["RestoreDBClusterFromSnapshot"] = RestoreCluster,
            ["CreateDBSubnetGroup"] = (c, i) => CreateGroup(c, i, RdsGroupKind.Subnets),
            ["DescribeDBSubnetGroups"] = (c, i) => DescribeGroups(c, i, RdsGroupKind.Subnets),
            ["CreateDBParameterGroup"] = (c, i) => CreateGroup(c, i, RdsGroupKind.Parameters),
            ["DescribeDBParameterGroups"] = (c, i) => DescribeGroups(c, i, RdsGroupKind.Parameters),
            ["CreateDBClusterParameterGroup"] = (c, i) => CreateGroup(c, i, RdsGroupKind.ClusterParameters),
            ["DescribeDBClusterParameterGroups"] = (c, i) =>
                DescribeGroups(c, i, RdsGroupKind.ClusterParameters),
            ["DescribeAccountAttributes"] = DescribeAccountAttributes,
            ["CreateOptionGroup"] = CreateOptionGroup,
            ["DescribeOptionGroups"] = DescribeOptionGroups,
            ["ModifyOptionGroup"] = ModifyOptionGroup,
            ["AddTagsToResource"] = AddTags,
            ["ListTagsForResource"] = ListTags,
            ["RemoveTagsFromResource"] = RemoveTags,
        };
    }

    /// <summary>Quotas and speeds, and what AWS does not document; may be changed at any time, under the gate.</summary>
    public RdsSettings Settings { get; set; }

    /// <summary>RDS as AWS Backup uses it.</summary>
    public IBackedUpDatabases Backups { get; }

    /// <summary>All that exists: for a view of the cloud from outside its API, such as the demo's. Read under the gate.</summary>
    public RdsState State => _state;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<
        string,
        Func<AwsCall, QueryInput, IEnumerable<XElement>?>
    > Operations { get; }

    /// <summary>Notes an authorisation of this call on a resource; with the request's tags as condition keys, and where it changes a snapshot, the snapshot's.</summary>
    private void Authorise(
        AwsCall call,
        RdsArn resource,
        IReadOnlyList<RdsTag>? tags = null,
        string? action = null,
        bool implied = false,
        string? region = null,
        IReadOnlyList<string>? keys = null
    )
    {
        List<(string, string)> context = [.. (tags ?? []).Select(t => ($"aws:RequestTag/{t.Key}", t.Value))];
        keys ??= [.. (tags ?? []).Select(t => t.Key)];
        if (keys.Count > 0)
        {
            context.Add(("aws:TagKeys", string.Join(',', keys)));
        }

        if (region is not null && region != call.Region)
        {
            context.Add(("aws:ViaAWSService", "true"));
            context.Add(("aws:CalledVia", "rds.amazonaws.com"));
        }

        action ??= call.Operation;
        if (JudgedByTags(action) && _state.Snapshot(resource) is { } tagged)
        {
            context.AddRange(tagged.Tags.Select(t => ($"aws:ResourceTag/{t.Key}", t.Value)));
        }

        _log.Add(call, $"rds:{action}", resource.ToString(), implied, region, [.. context]);
    }

    // Whatever changes a snapshot that exists; all actions have the condition key, and the log would grow without being of use.
    private static bool JudgedByTags(string action) =>
        action.EndsWith("TagsToResource", StringComparison.Ordinal)
        || action.EndsWith("TagsFromResource", StringComparison.Ordinal)
        || action.EndsWith("SnapshotAttribute", StringComparison.Ordinal)
        || action.StartsWith("Delete", StringComparison.Ordinal);

    /// <summary>Tags at creation need the permission to tag as well (RDS User Guide, Tagging).</summary>
    private void AuthoriseNew(
        AwsCall call,
        RdsArn resource,
        IReadOnlyList<RdsTag> tags,
        bool copyTags = false
    )
    {
        Authorise(call, resource, tags);
        if (tags.Count > 0 || copyTags)
        {
            Authorise(call, resource, tags, "AddTagsToResource", implied: true);
        }
    }

    private KeyUse? Use(AwsCall call, string key, string region)
    {
        if (key == "alias/aws/rds")
        {
            // The alias exists in every account; its key is made on first use (KMS Developer Guide, AWS managed keys).
            _ = _keys.DefaultRdsKey(call.Caller.AccountId, region);
        }

        return _keys.UseThroughRds(call, key, region);
    }

    private static List<RdsTag> ReadTags(QueryInput input)
    {
        var prefixes = input.Structures("Tags", "Tag");
        List<RdsTag> tags =
        [
            .. prefixes.Select(p => new RdsTag(
                input.Optional(p + ".Key") ?? "",
                input.Optional(p + ".Value") ?? ""
            )),
        ];
        RdsRules.Tags(tags);
        return tags;
    }

    private static Func<AwsCall, QueryInput, IEnumerable<XElement>> OfInstances(Handler handler) =>
        (call, input) => handler(call, input, RdsKind.Instance);

    private static Func<AwsCall, QueryInput, IEnumerable<XElement>> OfClusters(Handler handler) =>
        (call, input) => handler(call, input, RdsKind.Cluster);

    private delegate IEnumerable<XElement> Handler(AwsCall call, QueryInput input, RdsKind kind);
}
