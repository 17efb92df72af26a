using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// Amazon RDS, DB instances and their snapshots: the AWS Query protocol in and out. What is allowed is decided in
/// <see cref="RdsRules"/>, what happens later on the agenda in <see cref="RdsInstances"/> and <see cref="RdsCopies"/>.
/// </summary>
public sealed partial class RdsApi : QueryService
{
    private readonly Agenda _agenda;
    private readonly CallLog _log;
    private readonly Ids _ids;
    private readonly IKeys _keys;
    private readonly RdsSettings _settings;
    private readonly RdsState _state = new();
    private readonly RdsEvents _events;
    private readonly RdsCopies _copies;
    private readonly RdsInstances _instances;

    /// <summary>An RDS without instances.</summary>
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
        _settings = settings ?? new RdsSettings();
        _events = new RdsEvents(events, agenda, ids);
        _copies = new RdsCopies(agenda, _state, _events, _settings, faults);
        _instances = new RdsInstances(agenda, _state, _events, _copies, _settings);
        Operations = new Dictionary<string, Func<AwsCall, QueryInput, IEnumerable<XElement>?>>(
            StringComparer.Ordinal
        )
        {
            ["CreateDBInstance"] = CreateInstance,
            ["DescribeDBInstances"] = DescribeInstances,
            ["DeleteDBInstance"] = DeleteInstance,
            ["CreateDBSnapshot"] = CreateSnapshot,
            ["DescribeDBSnapshots"] = DescribeSnapshots,
            ["DeleteDBSnapshot"] = DeleteSnapshot,
            ["CopyDBSnapshot"] = CopySnapshot,
            ["ModifyDBSnapshotAttribute"] = ModifySnapshotAttribute,
            ["DescribeDBSnapshotAttributes"] = DescribeSnapshotAttributes,
            ["AddTagsToResource"] = AddTags,
            ["ListTagsForResource"] = ListTags,
            ["RemoveTagsFromResource"] = RemoveTags,
        };
    }

    /// <summary>All that exists: for a view of the cloud from outside its API, such as the demo's. Read under the gate.</summary>
    public RdsState State => _state;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<
        string,
        Func<AwsCall, QueryInput, IEnumerable<XElement>?>
    > Operations { get; }

    /// <summary>Notes an authorisation of this call on a resource; with the request's tags as condition keys, and when it tags, the resource's.</summary>
    private void Authorise(
        AwsCall call,
        RdsArn resource,
        IReadOnlyList<RdsTag>? tags = null,
        string? action = null,
        bool implied = false,
        string? region = null
    )
    {
        List<(string, string)> context = [.. (tags ?? []).Select(t => ($"aws:RequestTag/{t.Key}", t.Value))];
        if (tags is { Count: > 0 })
        {
            context.Add(("aws:TagKeys", string.Join(',', tags.Select(t => t.Key))));
        }

        if (region is not null && region != call.Region)
        {
            context.Add(("aws:ViaAWSService", "true"));
            context.Add(("aws:CalledVia", "rds.amazonaws.com"));
        }

        action ??= call.Operation;
        if (action == "AddTagsToResource" && _state.Snapshot(resource) is { } tagged)
        {
            context.AddRange(tagged.Tags.Select(t => ($"aws:ResourceTag/{t.Key}", t.Value)));
        }

        _log.Add(call, $"rds:{action}", resource.ToString(), implied, region, [.. context]);
    }

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

    private int ManualSnapshots(RdsArn place) =>
        _state.SnapshotsIn(place.AccountId, place.Region).Count(s => !s.Automated);
}
