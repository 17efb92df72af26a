using System.Text.Json;

namespace Relay.Tests;

/// <summary>An event that can't be understood names the field, since a person finds it in the dead-letter queue.</summary>
public sealed class EventWordsTests
{
    private static readonly SnapshotEvent Rds = new(
        "aws.rds",
        "RDS DB Snapshot Event",
        "111111111111",
        "eu-west-1",
        "SNAPSHOT",
        "orders",
        null,
        "RDS-EVENT-0042",
        null
    );

    private static readonly BackupEvent Backup = new(
        "aws.backup",
        BackupEvents.DetailType,
        "111111111111",
        "eu-west-1",
        [$"{Some.Snapshot("awsbackup:job-1")}"],
        "COMPLETED",
        "prod",
        "RDS",
        "1"
    );

    public static TheoryData<string, SnapshotEvent, string> RdsEvents =>
        new()
        {
            { "source", Rds with { Source = null }, "it is missing." },
            { "detail-type", Rds with { DetailType = "" }, "it is missing." },
            { "account", Rds with { Account = null }, "it is missing." },
            { "account", Rds with { Account = "1" }, "twelve digits" },
            {
                "region",
                Rds with
                {
                    Region = "us-east-1",
                },
                "one of this relay's source Regions (eu-west-1, eu-west-2); add it to SourceRegions."
            },
            { "detail.EventID", Rds with { EventId = "42" }, "'42' is not like RDS-EVENT-0042." },
            {
                "detail.Message",
                Rds with
                {
                    EventId = null,
                    Message = "Hello",
                },
                "there is no EventID, and 'Hello' is no message that RDS documents."
            },
            {
                "detail.SourceIdentifier",
                Rds with
                {
                    SourceIdentifier = null,
                },
                "it is missing, and detail.SourceArn does not name a snapshot either."
            },
        };

    [Theory]
    [MemberData(nameof(RdsEvents))]
    public void RDSs_event(string field, SnapshotEvent e, string problem)
    {
        var error = Should.Throw<EventNotUnderstoodException>(() => SnapshotEvents.Read(e, Some.Settings()));
        error.Path.ShouldBe(field);
        error.Message.ShouldContain(problem);
    }

    public static TheoryData<string, BackupEvent> BackupFields =>
        new()
        {
            { "source", Backup with { Source = null } },
            { "detail-type", Backup with { DetailType = null } },
            { "detail.state", Backup with { State = null } },
            { "detail.backupVaultName", Backup with { VaultName = null } },
            { "detail.resourceType", Backup with { ResourceType = null } },
            { "resources[0]", Backup with { Resources = [] } },
        };

    [Theory]
    [MemberData(nameof(BackupFields))]
    public void AWS_Backups_event(string field, BackupEvent e)
    {
        var error = Should.Throw<EventNotUnderstoodException>(() =>
            BackupEvents.Read(e, Some.Settings(Some.Jobs()))
        );
        error.Path.ShouldBe(field);
        error.Message.ShouldContain("it is missing.");
    }

    [Fact]
    public void What_starts_nothing_says_which_list_it_is_not_in() =>
        Reason(BackupEvents.Read(Backup with { VaultName = "daily" }, Some.Settings(Some.Jobs())))
            .ShouldBe("its vault daily is not in SourceVaults (prod, weekly)");

    [Fact]
    public void An_event_of_another_kind_is_told_by_its_id_or_by_its_message()
    {
        Reason(
                SnapshotEvents.Read(
                    Rds with
                    {
                        EventId = "RDS-EVENT-0041",
                        Message = "Deleted it",
                    },
                    Some.Settings()
                )
            )
            .ShouldBe("RDS-EVENT-0041 does not say that a snapshot is complete");
        Reason(SnapshotEvents.Read(Rds with { EventId = null, Message = "Deleted it" }, Some.Settings()))
            .ShouldBe("'Deleted it' does not say that a snapshot is complete");
    }

    [Fact]
    public void A_vault_is_told_by_its_name_or_else_by_its_ARN()
    {
        Of(
            """{"backupVaultName":"prod","backupVaultArn":"arn:aws:backup:eu-west-1:111111111111:backup-vault:x"}"""
        )
            .VaultName.ShouldBe("prod");
        Of("""{"backupVaultArn":"arn:aws:backup:eu-west-1:111111111111:backup-vault:x"}""")
            .VaultName.ShouldBe("x");
        Of("{}").VaultName.ShouldBeNull();
        Of("{}").Resources.ShouldBeEmpty();

        static BackupEvent Of(string detail)
        {
            using var json = JsonDocument.Parse(detail);
            return BackupEvent.Of("aws.backup", "x", null, null, null, json.RootElement);
        }
    }

    [Fact]
    public void A_canary_without_a_time_is_not_understood()
    {
        var error = Should.Throw<EventNotUnderstoodException>(() =>
            CanaryEvents.Read("111111111111", "eu-west-1", default, Some.Settings())
        );
        error.Path.ShouldBe("time");
        error.Message.ShouldContain("it is missing.");
    }

    [Fact]
    public void A_plan_without_a_reason_has_none() =>
        new ExecutionReport("e", "SUCCEEDED", Some.Time)
            .With(null, """{"plan":{"route":"RegionOnly"}}""")
            .Plan.ShouldBe(new PlanReport("RegionOnly", ""));

    [Theory]
    [InlineData("regionCopy", "eu-central-1:111111111111:snapshot:a", null, null, "a")]
    [InlineData(
        "regionCopy",
        "eu-central-1:111111111111:snapshot:a",
        "accountCopy",
        "eu-central-1:222222222222:snapshot:b",
        "b"
    )]
    [InlineData("accountCopy", "nonsense", null, null, null)]
    [InlineData("plan", "eu-central-1:111111111111:snapshot:a", null, null, null)]
    public void The_last_copy_that_an_execution_made_is_the_account_s_or_else_the_Region_s(
        string member,
        string arn,
        string? second,
        string? secondArn,
        string? expected
    )
    {
        var report = new ExecutionReport("e", "SUCCEEDED", Some.Time).With(
            null,
            $$$"""{"{{{member}}}":{"arn":"arn:aws:rds:{{{arn}}}"},"{{{second ?? "x"}}}":{"arn":"arn:aws:rds:{{{secondArn}}}"}}"""
        );
        (report.Copy?.Name).ShouldBe(expected);
    }

    private static string Reason(EventReading reading) =>
        reading.ShouldBeOfType<EventReading.Ignored>().Reason;
}
