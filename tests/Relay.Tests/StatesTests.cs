using System.Text.Json;

namespace Relay.Tests;

/// <summary>AWS's words, one by one.</summary>
public sealed class StatesTests
{
    [Theory]
    [InlineData("available", SnapshotState.Available)]
    [InlineData("COMPLETED", SnapshotState.Available)]
    [InlineData("AVAILABLE", SnapshotState.Available)]
    [InlineData("failed", SnapshotState.Lost)]
    [InlineData("deleted", SnapshotState.Lost)]
    [InlineData("deleting", SnapshotState.Lost)]
    [InlineData("incompatible-restore", SnapshotState.Lost)]
    [InlineData("FAILED", SnapshotState.Lost)]
    [InlineData("PARTIAL", SnapshotState.Lost)]
    [InlineData("DELETING", SnapshotState.Lost)]
    [InlineData("EXPIRED", SnapshotState.Lost)]
    [InlineData("STOPPED", SnapshotState.Lost)]
    [InlineData("creating", SnapshotState.InProgress)]
    [InlineData("copying", SnapshotState.InProgress)]
    [InlineData("pending", SnapshotState.InProgress)]
    [InlineData("CREATED", SnapshotState.InProgress)]
    [InlineData("RUNNING", SnapshotState.InProgress)]
    [InlineData("a word that nobody has seen", SnapshotState.InProgress)]
    public void A_status_means(string status, SnapshotState state) =>
        SnapshotStates.Of(status).ShouldBe(state);

    [Theory]
    [InlineData("RDS", true)]
    [InlineData("Aurora", true)]
    [InlineData("DocumentDB", true)]
    [InlineData("Neptune", true)]
    [InlineData("EBS", false)]
    [InlineData("EFS", false)]
    [InlineData("", false)]
    public void RDS_takes_the_snapshots_of_databases(string type, bool database) =>
        RecoveryPointFacts.IsDatabase(type).ShouldBe(database);

    [Theory]
    [InlineData("CloudFormation", true)]
    [InlineData("DynamoDB", true)]
    [InlineData("EFS", true)]
    [InlineData("SAP HANA on Amazon EC2", true)]
    [InlineData("Timestream", true)]
    [InlineData("VirtualMachine", true)]
    [InlineData("EBS", false)]
    [InlineData("RDS", false)]
    public void Cold_storage_is_for(string type, bool cold)
    {
        var source = Some.Source() with { RecoveryPoint = Some.RecoveryPoint(type) };
        LifecycleRules
            .ColdStorageAfterDays(source, Some.Settings(("COLD_STORAGE_AFTER_DAYS", "30")))
            .ShouldBe(cold ? 30 : null);
    }

    [Fact]
    public void The_kinds_are_called_as_people_and_AWS_call_them()
    {
        Kinds
            .All.Select(k =>
                $"{k.Kind}: {k.Word}, {k.Noun}, {k.ArnType ?? "-"}, {k.LongestName}, {k.TakesKeyWhenUnencrypted}"
            )
            .ShouldBe([
                "Instance: instance, DB snapshot, snapshot, 255, True",
                "Cluster: cluster, DB cluster snapshot, cluster-snapshot, 63, False",
                "RecoveryPoint: copyjob, recovery point, -, 63, True",
            ]);
        // Amazon RDS User Guide and Amazon Aurora User Guide, Amazon RDS event categories and event messages.
        Kinds
            .All.Select(k => k.Events)
            .ShouldBe([
                new("RDS DB Snapshot Event", "SNAPSHOT", "snapshot", "RDS-EVENT-0042", "RDS-EVENT-0091"),
                new(
                    "RDS DB Cluster Snapshot Event",
                    "CLUSTER_SNAPSHOT",
                    "cluster snapshot",
                    "RDS-EVENT-0075",
                    "RDS-EVENT-0169"
                ),
                null,
            ]);
    }

    [Theory]
    [InlineData("rds:orders-2026-11-20-03-00", "", SnapshotType.Automated)]
    [InlineData("orders-2026-11-20-03-00", "automated", SnapshotType.Automated)]
    [InlineData("orders-2026-11-20-03-00", "manual", SnapshotType.Manual)]
    public void Either_name_or_type_tells_an_automated_snapshot(
        string name,
        string type,
        SnapshotType expected
    ) => Selection.TypeOf(Some.Facts(Some.Snapshot(name)) with { SnapshotType = type }).ShouldBe(expected);

    [Fact]
    public void A_metrics_unit_is_CloudWatchs()
    {
        using var line = JsonDocument.Parse(EmbeddedMetrics.Line(Some.Time, [], "Seconds", [("Age", 7)]));
        line.RootElement.GetProperty("_aws")
            .GetProperty("CloudWatchMetrics")[0]
            .GetProperty("Metrics")[0]
            .GetRawText()
            .ShouldBe("""{"Name":"Age","Unit":"Seconds"}""");
    }
}
