using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> ModifySnapshotAttribute(AwsCall call, QueryInput input)
    {
        var given = input.Optional("DBSnapshotIdentifier");
        var arn = RdsRules.SharedSnapshot(given, call.Caller.AccountId, call.Region);
        var add = input.List("ValuesToAdd", "AttributeValue");
        var remove = input.List("ValuesToRemove", "AttributeValue");
        RdsRules.ShareRequest(input.Required("AttributeName"), add, remove);
        Authorise(call, arn);
        var snapshot = Own(call, _state.Snapshot(arn)) ?? throw RdsErrors.SnapshotNotFound(given!);
        RdsRules.Share(snapshot, add, remove);
        snapshot.SharedWith.UnionWith(add);
        snapshot.SharedWith.ExceptWith(remove);
        if (_settings.WithdrawnShareFailsCopy)
        {
            _copies.FailCopiesOf(snapshot, account => !snapshot.UsableBy(account));
        }

        return [Attributes(snapshot)];
    }

    private IEnumerable<XElement> DescribeSnapshotAttributes(AwsCall call, QueryInput input) =>
        [Attributes(OwnSnapshot(call, input))];

    private static XElement Attributes(DbSnapshot snapshot) =>
        new(
            "DBSnapshotAttributesResult",
            Text("DBSnapshotIdentifier", snapshot.Arn.Identifier),
            new XElement(
                "DBSnapshotAttributes",
                new XElement(
                    "DBSnapshotAttribute",
                    Text("AttributeName", "restore"),
                    new XElement(
                        "AttributeValues",
                        snapshot.SharedWith.Select(v => Text("AttributeValue", v))
                    )
                )
            )
        );
}
