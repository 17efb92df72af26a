using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> CreateSnapshot(AwsCall call, QueryInput input, RdsKind kind)
    {
        var parameter = kind.SnapshotIdentifier;
        var identifier = RdsRules.NewSnapshot(kind, input.Optional(parameter), parameter);
        var tags = ReadTags(input);
        var given = input.Required(kind.DatabaseIdentifier);
        var source = DatabaseArn(call, given, kind);
        var arn = kind.SnapshotIn(call.Caller.AccountId, call.Region, identifier);
        Authorise(call, source, tags);
        AuthoriseNew(call, arn, tags);
        var database = Own(call, _state.Database(source)) ?? throw RdsErrors.DatabaseNotFound(kind, given);
        RdsRules.Create(
            database,
            _state.Snapshot(arn),
            identifier,
            _state.SnapshotsIn(arn.AccountId, arn.Region),
            Settings
        );
        return
        [
            Xml(call, _databases.Take(database, identifier, RdsDatabases.TagsOfSnapshot(database, tags))),
        ];
    }

    private IEnumerable<XElement> DescribeSnapshots(AwsCall call, QueryInput input, RdsKind kind)
    {
        var query = SnapshotQuery.Read(call, input, kind);
        Authorise(call, query.Resource);
        var filtered = RdsFilters.Apply(input, query.Find(_state), kind);
        var page = RdsPage<DbSnapshot>.Of(input, filtered, s => s.Arn.ToString());
        return [new XElement($"{kind.Snapshot}s", page.Items.Select(s => Xml(call, s))), .. page.Marker];
    }

    private IEnumerable<XElement> DeleteSnapshot(AwsCall call, QueryInput input, RdsKind kind)
    {
        var snapshot = OwnSnapshot(call, input, kind);
        RdsRules.Delete(snapshot);
        _copies.Delete(snapshot);
        return [Xml(call, snapshot, status: "deleted")];
    }

    private IEnumerable<XElement> CopySnapshot(AwsCall call, QueryInput input, RdsKind kind)
    {
        var (account, region) = (call.Caller.AccountId, call.Region);
        var (from, to) = ($"Source{kind.SnapshotIdentifier}", $"Target{kind.SnapshotIdentifier}");
        var givenSource = input.Optional(from);
        var source = RdsRules.ExistingSnapshot(kind, givenSource, from, account, region);
        var target = RdsRules.NewSnapshot(kind, input.Optional(to), to);
        var tags = ReadTags(input);
        var copyTags = input.Flag("CopyTags") ?? false;
        var request = new CopyRequest(
            kind,
            account,
            kind.SnapshotIn(account, region, target),
            source,
            givenSource!,
            NotEmpty(input.Optional("KmsKeyId")),
            NotEmpty(input.Optional("OptionGroupName"))
        );
        AuthoriseNew(call, request.Target, tags, copyTags);
        Authorise(call, source, tags, implied: true, region: source.Region);

        var allowed = RdsRules.Copy(request, _state, Settings, (k, r) => Use(call, k, r));
        // Observed on AWS (moto, February 2025): tags that are given replace the source's, they are not merged.
        var copy = _copies.Accept(request, allowed, tags.Count > 0 || !copyTags ? tags : allowed.Source.Tags);
        return [Xml(call, copy)];
    }

    /// <summary>The snapshot that the identifier names, if the caller owns it in this Region; logs the authorisation.</summary>
    private DbSnapshot OwnSnapshot(AwsCall call, QueryInput input, RdsKind kind)
    {
        var parameter = kind.SnapshotIdentifier;
        var given = input.Optional(parameter);
        var arn = RdsRules.ExistingSnapshot(kind, given, parameter, call.Caller.AccountId, call.Region);
        Authorise(call, arn);
        return Own(call, _state.Snapshot(arn)) ?? throw RdsErrors.SnapshotNotFound(kind, given!);
    }

    private static string? NotEmpty(string? given) => given is { Length: > 0 } ? given : null;

    private static DbSnapshot? Own(AwsCall call, DbSnapshot? snapshot) =>
        snapshot?.Arn.IsIn(call.Caller.AccountId, call.Region) == true ? snapshot : null;
}
