using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> ModifySnapshotAttribute(AwsCall call, QueryInput input, RdsKind kind)
    {
        var given = input.Optional(kind.SnapshotIdentifier);
        var arn = RdsRules.SharedSnapshot(kind, given, call.Caller.AccountId, call.Region);
        var add = input.List("ValuesToAdd", "AttributeValue");
        var remove = input.List("ValuesToRemove", "AttributeValue");
        RdsRules.ShareRequest(input.Required("AttributeName"), add, remove);
        Authorise(call, arn);
        var snapshot = Own(call, _state.Snapshot(arn)) ?? throw RdsErrors.SnapshotNotFound(kind, given!);
        RdsRules.Share(snapshot, _state.OptionsOf(snapshot), add, remove);
        snapshot.SharedWith.UnionWith(add);
        snapshot.SharedWith.ExceptWith(remove);
        if (Settings.WithdrawnShareFailsCopy)
        {
            _copies.FailCopiesOf(snapshot, account => !snapshot.UsableBy(account));
        }

        return [Attributes(snapshot)];
    }

    private IEnumerable<XElement> DescribeSnapshotAttributes(AwsCall call, QueryInput input, RdsKind kind) =>
        [Attributes(OwnSnapshot(call, input, kind))];

    private static XElement Attributes(DbSnapshot snapshot) =>
        new(
            $"{snapshot.Kind.Snapshot}AttributesResult",
            Text(snapshot.Kind.SnapshotIdentifier, snapshot.Arn.Identifier),
            new XElement(
                $"{snapshot.Kind.Snapshot}Attributes",
                new XElement(
                    $"{snapshot.Kind.Snapshot}Attribute",
                    Text("AttributeName", "restore"),
                    new XElement(
                        "AttributeValues",
                        snapshot.SharedWith.Select(v => Text("AttributeValue", v))
                    )
                )
            )
        );
}
