using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    /// <summary>A snapshot as the caller sees it: one that is another account's is named by its ARN, its type is shared or public (code).</summary>
    private XElement Xml(AwsCall call, DbSnapshot snapshot, string? status = null)
    {
        var own = snapshot.Arn.AccountId == call.Caller.AccountId;
        var seen = new Seen(
            own ? snapshot.Arn.Identifier : snapshot.Arn.ToString(),
            own ? snapshot.SnapshotType
                : snapshot.SharedWith.Contains(call.Caller.AccountId) ? "shared"
                : "public",
            status ?? snapshot.Status,
            snapshot.PercentProgress(_agenda.Now)
        );
        return snapshot.Kind == RdsKind.Cluster
            ? ClusterSnapshot(snapshot, seen)
            : InstanceSnapshot(snapshot, seen);
    }

    private XElement Xml(RdsDatabase database) =>
        database.Kind == RdsKind.Cluster ? Cluster(database, _state.MembersOf(database)) : Instance(database);

    private static XElement Xml(IReadOnlyList<RdsTag> tags) =>
        new("TagList", tags.Select(t => new XElement("Tag", Text("Key", t.Key), Text("Value", t.Value))));

    private static XElement Zones(IReadOnlyList<string> zones) =>
        new("AvailabilityZones", zones.Select(z => Text("AvailabilityZone", z)));

    private static string Address(RdsDatabase database) =>
        $"{database.Arn.Identifier}.local.{database.Arn.Region}.rds.amazonaws.com";

    /// <summary>What of a snapshot depends on who looks, and when.</summary>
    private sealed record Seen(string Identifier, string Type, string Status, int PercentProgress);
}
