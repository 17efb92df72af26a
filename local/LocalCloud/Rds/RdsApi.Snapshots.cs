using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> CreateSnapshot(AwsCall call, QueryInput input)
    {
        var identifier = RdsRules.NewSnapshot(input.Optional("DBSnapshotIdentifier"), "DBSnapshotIdentifier");
        var tags = ReadTags(input);
        var given = input.Required("DBInstanceIdentifier");
        var source = InstanceArn(call, given);
        var arn = RdsArn.Snapshot(call.Caller.AccountId, call.Region, identifier);
        Authorise(call, source, tags);
        AuthoriseNew(call, arn, tags);
        var instance = Own(call, _state.Instance(source)) ?? throw RdsErrors.InstanceNotFound(given);
        RdsRules.Create(instance, _state.Snapshot(arn), identifier, ManualSnapshots(arn), _settings);
        return [Xml(call, _instances.Take(instance, identifier, tags))];
    }

    private IEnumerable<XElement> DescribeSnapshots(AwsCall call, QueryInput input)
    {
        var query = SnapshotQuery.Read(call, input);
        Authorise(call, query.Resource);
        var found = query.Find(_state);
        var filtered = RdsFilters.Apply(input, found, RdsFilters.Snapshots);
        var page = RdsPage<DbSnapshot>.Of(input, filtered, s => s.Arn.ToString());
        return [new XElement("DBSnapshots", page.Items.Select(s => Xml(call, s))), .. page.Marker];
    }

    private IEnumerable<XElement> DeleteSnapshot(AwsCall call, QueryInput input)
    {
        var snapshot = OwnSnapshot(call, input);
        RdsRules.Delete(snapshot);
        if (snapshot.InProgress)
        {
            _copies.Cancel(snapshot);
        }
        else
        {
            _state.Remove(snapshot);
            _events.Deleted(snapshot);
            _copies.FailCopiesOf(snapshot);
        }

        return [Xml(call, snapshot, status: "deleted")];
    }

    private IEnumerable<XElement> CopySnapshot(AwsCall call, QueryInput input)
    {
        var (account, region) = (call.Caller.AccountId, call.Region);
        var givenSource = input.Optional("SourceDBSnapshotIdentifier");
        var source = RdsRules.ExistingSnapshot(givenSource, "SourceDBSnapshotIdentifier", account, region);
        var target = RdsRules.NewSnapshot(
            input.Optional("TargetDBSnapshotIdentifier"),
            "TargetDBSnapshotIdentifier"
        );
        var tags = ReadTags(input);
        var copyTags = input.Flag("CopyTags") ?? false;
        var kmsKeyId = input.Optional("KmsKeyId") is { Length: > 0 } key ? key : null;
        var request = new CopyRequest(
            account,
            RdsArn.Snapshot(account, region, target),
            source,
            givenSource!,
            kmsKeyId
        );
        AuthoriseNew(call, request.Target, tags, copyTags);
        Authorise(call, source, tags, implied: true, region: source.Region);

        var (from, newKey) = RdsRules.Copy(request, _state, _settings, (k, r) => Use(call, k, r));
        var copy = new DbSnapshot
        {
            Arn = request.Target,
            Database = from.Database,
            Key = newKey,
            Copy = new CopyOrigin(from, RdsTime.Now(_agenda)),
        };
        // Observed on AWS (moto, February 2025): tags that are given replace the source's, they are not merged.
        copy.Tags.AddRange(tags.Count > 0 || !copyTags ? tags : from.Tags);
        _copies.Accept(copy);
        return [Xml(call, copy)];
    }

    /// <summary>The snapshot that DBSnapshotIdentifier names, if the caller owns it in this Region; logs the authorisation.</summary>
    private DbSnapshot OwnSnapshot(AwsCall call, QueryInput input)
    {
        const string parameter = "DBSnapshotIdentifier";
        var given = input.Optional(parameter);
        var arn = RdsRules.ExistingSnapshot(given, parameter, call.Caller.AccountId, call.Region);
        Authorise(call, arn);
        return Own(call, _state.Snapshot(arn)) ?? throw RdsErrors.SnapshotNotFound(given!);
    }

    private static DbSnapshot? Own(AwsCall call, DbSnapshot? snapshot) =>
        snapshot?.Arn is { } arn && arn.AccountId == call.Caller.AccountId && arn.Region == call.Region
            ? snapshot
            : null;
}
