namespace Relay.Tests;

public sealed class SnapshotEventsTests
{
    private static readonly SnapshotEvent Automated = new(
        "aws.rds",
        "RDS DB Snapshot Event",
        "111111111111",
        "eu-west-1",
        "SNAPSHOT",
        "rds:orders-2026-11-20-03-00",
        "arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-00",
        "RDS-EVENT-0091",
        "Automated snapshot created"
    );

    private static readonly SnapshotEvent Manual = Automated with
    {
        SourceIdentifier = "orders-before-upgrade",
        SourceArn = "arn:aws:rds:eu-west-1:111111111111:snapshot:orders-before-upgrade",
        EventId = "RDS-EVENT-0042",
        Message = "Manual snapshot created",
    };

    private static readonly SnapshotEvent Cluster = new(
        "aws.rds",
        "RDS DB Cluster Snapshot Event",
        "111111111111",
        "eu-west-1",
        "CLUSTER_SNAPSHOT",
        "rds:shop-2026-11-20-03-00",
        "arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:rds:shop-2026-11-20-03-00",
        "RDS-EVENT-0169",
        "Automated cluster snapshot created"
    );

    public static TheoryData<string, SnapshotEvent, string> CompletedClusters =>
        new()
        {
            { "automated", Cluster, "rds:shop-2026-11-20-03-00" },
            {
                "identifier without rds:",
                Cluster with
                {
                    SourceIdentifier = "shop-2026-11-20-03-00",
                },
                "rds:shop-2026-11-20-03-00"
            },
            { "no EventID", Cluster with { EventId = null }, "rds:shop-2026-11-20-03-00" },
            { "no SourceType", Cluster with { SourceType = null }, "rds:shop-2026-11-20-03-00" },
            {
                "no identifier, but an ARN",
                Cluster with
                {
                    SourceIdentifier = "",
                },
                "rds:shop-2026-11-20-03-00"
            },
            {
                "ARN of type cluster, no EventID",
                Cluster with
                {
                    EventId = null,
                    SourceIdentifier = null,
                    SourceArn = "arn:aws:rds:eu-west-1:111111111111:cluster:shop-2026-11-20-03-00",
                },
                "rds:shop-2026-11-20-03-00"
            },
            {
                "manual",
                Cluster with
                {
                    EventId = "RDS-EVENT-0075",
                    SourceIdentifier = "shop-final",
                },
                "shop-final"
            },
            {
                "manual without EventID",
                Cluster with
                {
                    EventId = null,
                    Message = "Manual cluster snapshot created",
                    SourceIdentifier = "shop-final",
                },
                "shop-final"
            },
        };

    [Theory]
    [MemberData(nameof(CompletedClusters))]
    public void So_does_one_of_a_cluster_snapshot(string how, SnapshotEvent e, string name) =>
        SnapshotEvents
            .Read(e, Some.Settings())
            .ShouldBe(new EventReading.Completed(Some.ClusterSnapshot(name)), how);

    [Theory]
    [InlineData("off", "the setting RecoveryPoints is off")]
    [InlineData("rescue", "whose own event starts its relay")]
    public void RDSs_event_of_AWS_Backups_snapshot_says_who_starts_its_relay(string setting, string reason) =>
        SnapshotEvents
            .Read(
                Cluster with
                {
                    EventId = "RDS-EVENT-0075",
                    SourceIdentifier = "awsbackup:job-1",
                },
                Some.Settings(("RECOVERY_POINTS", setting))
            )
            .ShouldBeOfType<EventReading.Ignored>()
            .Reason.ShouldContain(reason);

    [Theory]
    [InlineData("jobs")]
    [InlineData("rescue")]
    public void The_automated_snapshot_behind_a_continuous_recovery_point_starts_its_relay_by_RDSs_event(
        string setting
    )
    {
        var settings = Some.Settings([.. Some.Jobs(), ("RECOVERY_POINTS", setting)]);
        SnapshotEvents
            .Read(Automated with { SourceIdentifier = "awsbackup:job-1" }, settings)
            .ShouldBe(new EventReading.Completed(Some.Snapshot("awsbackup:job-1")));
        SnapshotEvents
            .Read(Cluster with { EventId = "RDS-EVENT-0169", SourceIdentifier = "awsbackup:job-1" }, settings)
            .ShouldBe(new EventReading.Completed(Some.ClusterSnapshot("awsbackup:job-1")));
    }

    public static TheoryData<string, SnapshotEvent, string> Completed =>
        new()
        {
            { "automated", Automated, "rds:orders-2026-11-20-03-00" },
            { "manual", Manual, "orders-before-upgrade" },
            {
                "identifier without rds:",
                Automated with
                {
                    SourceIdentifier = "orders-2026-11-20-03-00",
                },
                "rds:orders-2026-11-20-03-00"
            },
            {
                "ARN of type db, no EventID",
                Automated with
                {
                    EventId = null,
                    SourceArn = "arn:aws:rds:eu-west-1:111111111111:db:orders-2026-11-20-03-00",
                },
                "rds:orders-2026-11-20-03-00"
            },
            { "manual without EventID", Manual with { EventId = null }, "orders-before-upgrade" },
            { "no identifier, but an ARN", Manual with { SourceIdentifier = null }, "orders-before-upgrade" },
            { "no ARN", Manual with { SourceArn = null }, "orders-before-upgrade" },
            { "no SourceType", Manual with { SourceType = null }, "orders-before-upgrade" },
            { "no message", Manual with { Message = null }, "orders-before-upgrade" },
        };

    [Theory]
    [MemberData(nameof(Completed))]
    public void An_event_of_a_completed_snapshot_names_it_however_it_is_written(
        string how,
        SnapshotEvent e,
        string name
    ) =>
        SnapshotEvents
            .Read(e, Some.Settings())
            .ShouldBe(new EventReading.Completed(Some.Snapshot(name)), how);

    public static TheoryData<string, SnapshotEvent> Ignored =>
        new()
        {
            {
                "start of a manual snapshot",
                Manual with
                {
                    EventId = "RDS-EVENT-0040",
                    Message = "Creating manual snapshot",
                }
            },
            { "start without EventID", Manual with { EventId = null, Message = "Creating manual snapshot" } },
            { "start of an automated snapshot", Automated with { EventId = "RDS-EVENT-0090" } },
            { "deletion", Manual with { EventId = "RDS-EVENT-0041", Message = "Deleted user snapshot" } },
            {
                "deletion without EventID",
                Manual with
                {
                    EventId = null,
                    Message = "Deleted manual snapshot",
                }
            },
            { "a copy from another Region", Manual with { EventId = "RDS-EVENT-0060" } },
            { "a copy in the Region", Manual with { EventId = "RDS-EVENT-0197" } },
            { "export", Manual with { EventId = "RDS-EVENT-0161" } },
            {
                "restore without EventID",
                Manual with
                {
                    EventId = null,
                    Message = "Restored from snapshot orders",
                }
            },
            { "an instance", Manual with { SourceType = "DB_INSTANCE" } },
            { "a cluster snapshot's event of something else", Cluster with { EventId = "RDS-EVENT-0168" } },
            {
                "a cluster snapshot's event with an instance's EventID",
                Cluster with
                {
                    EventId = "RDS-EVENT-0091",
                }
            },
            { "an event that contradicts itself", Cluster with { SourceType = "SNAPSHOT" } },
            {
                "start of a cluster snapshot without EventID",
                Cluster with
                {
                    EventId = null,
                    Message = "Creating manual cluster snapshot",
                }
            },
            { "a cluster", Cluster with { DetailType = "RDS DB Cluster Event", SourceType = "CLUSTER" } },
            {
                "AWS Backup's event",
                Manual with
                {
                    Source = "aws.backup",
                    DetailType = "Backup Job State Change",
                }
            },
            { "AWS Backup's snapshot", Manual with { SourceIdentifier = "awsbackup:job-1234" } },
            {
                "the snapshot behind a continuous recovery point, with RecoveryPoints off",
                Automated with
                {
                    SourceIdentifier = "awsbackup:job-1234",
                }
            },
            { "another account", Manual with { Account = "333333333333" } },
        };

    [Theory]
    [MemberData(nameof(Ignored))]
    public void Any_other_event_starts_nothing_and_says_why(string what, SnapshotEvent e) =>
        SnapshotEvents
            .Read(e, Some.Settings())
            .ShouldBeOfType<EventReading.Ignored>(what)
            .Reason.ShouldNotBeEmpty();

    public static TheoryData<string, SnapshotEvent> NotUnderstood =>
        new()
        {
            { "source", Manual with { Source = null } },
            { "detail-type", Manual with { DetailType = "" } },
            { "account", Manual with { Account = null } },
            { "account", Manual with { Account = "prod" } },
            { "region", Manual with { Region = null } },
            { "region", Manual with { Region = "us-east-1" } },
            { "detail.EventID", Manual with { EventId = "42" } },
            { "detail.Message", Manual with { EventId = null, Message = null } },
            { "detail.Message", Manual with { EventId = null, Message = "Something new" } },
            { "detail.SourceIdentifier", Manual with { SourceIdentifier = null, SourceArn = null } },
            { "detail.SourceIdentifier", Manual with { SourceIdentifier = "not a name" } },
            { "detail.SourceIdentifier", Manual with { SourceIdentifier = new string('x', 300_000) } },
        };

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public void An_event_that_cannot_be_understood_is_an_error_that_names_the_field(
        string field,
        SnapshotEvent e
    )
    {
        var error = Should.Throw<EventNotUnderstoodException>(() => SnapshotEvents.Read(e, Some.Settings()));
        error.Path.ShouldBe(field);
        error.Message.Length.ShouldBeLessThan(1000);
    }
}
