using System.Text.Json;

namespace Relay.Tests;

public sealed class BackupEventsTests
{
    private const string Point = "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-a827233a";

    private const string Detail = """
        {
          "backupJobId": "a827233a", "backupSizeInBytes": "36048", "bytesTransferred": 36048,
          "backupVaultArn": "arn:aws:backup:eu-west-1:111111111111:backup-vault:prod", "backupVaultName": "prod",
          "iamRoleArn": {}, "resourceArn": "arn:aws:rds:eu-west-1:111111111111:db:orders", "resourceType": "RDS",
          "state": "COMPLETED", "percentDone": "100", "retryCount": 3
        }
        """;

    private const string Continuous = "arn:aws:backup:eu-west-1:111111111111:recovery-point:continuous:";

    private static readonly RelaySettings Jobs = Some.Settings(Some.Jobs());

    [Theory]
    [InlineData(Point)]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:awsbackup:job-4ece7121")]
    [InlineData("arn:aws:backup:eu-west-1:111111111111:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45")]
    [InlineData("arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0")]
    public void A_complete_backup_job_names_its_recovery_point(string arn) =>
        Read(resources: [arn]).ShouldBe(new EventReading.Completed(SnapshotArn.Parse(arn)));

    [Fact]
    public void A_vault_that_is_told_by_its_ARN_only_will_do() =>
        Read(Without("backupVaultName")).ShouldBeOfType<EventReading.Completed>();

    [Theory]
    [InlineData("RUNNING", "backup job a827233a is RUNNING; only a COMPLETED one has made a recovery point")]
    [InlineData("FAILED", "is FAILED")]
    [InlineData("CREATED", "is CREATED")]
    [InlineData("EXPIRED", "is EXPIRED")]
    public void Any_other_state_starts_nothing(string state, string reason) =>
        Ignored(Read(With("state", $"\"{state}\""))).ShouldContain(reason);

    [Fact]
    public void A_job_that_has_only_begun_says_hardly_anything() =>
        Ignored(
                Read(
                    """{"backupJobId":"a","state":"CREATED","creationDate":"2026-11-20T03:00:00.000Z"}""",
                    []
                )
            )
            .ShouldContain("is CREATED");

    [Theory]
    [InlineData("RECOVERY_POINTS", "off", "the setting RecoveryPoints is off")]
    [InlineData("SOURCE_VAULTS", "weekly", "its vault prod is not in SourceVaults (weekly)")]
    [InlineData(
        "BACKUP_RESOURCE_TYPES",
        "Aurora,EFS",
        "resource type RDS is not in BackupResourceTypes (Aurora, EFS)"
    )]
    [InlineData("SOURCE_ACCOUNT_ID", "333333333333", "it comes from account 111111111111")]
    public void What_the_settings_do_not_want_is_ignored_with_the_setting_that_says_so(
        string setting,
        string value,
        string reason
    ) => Ignored(Read(settings: Some.Settings([.. Some.Jobs(), (setting, value)]))).ShouldContain(reason);

    [Fact]
    public void A_rescue_takes_snapshots_of_RDS_only_and_without_a_list_those_of_every_vault()
    {
        var rescue = Some.Settings(("RECOVERY_POINTS", "rescue"), ("BACKUP_RESOURCE_TYPES", "RDS,EBS"));
        Read(settings: rescue).ShouldBeOfType<EventReading.Completed>();
        Ignored(Read(resources: ["arn:aws:ec2:eu-west-1::snapshot/snap-1"], settings: rescue))
            .ShouldContain("is no snapshot of RDS, and the setting RecoveryPoints is rescue");
    }

    [Theory]
    [InlineData("jobs", "db-abc")]
    [InlineData("rescue", "cluster-abc")]
    public void A_continuous_recovery_point_of_a_database_is_left_alone_since_RDS_tells_of_the_snapshots_behind_it(
        string setting,
        string id
    ) =>
        Ignored(
                Read(
                    resources: [Continuous + id],
                    settings: Some.Settings([.. Some.Jobs(), ("RECOVERY_POINTS", setting)])
                )
            )
            .ShouldContain(
                "is continuous, and nothing copies such recovery points; RDS's own event starts the relay of the automated snapshot behind it"
            );

    // Nobody else tells of what is behind it: its relay says in words that it can't be.
    [Fact]
    public void A_continuous_recovery_point_of_anything_else_starts_a_relay() =>
        Read(
                With("resourceType", "\"S3\""),
                [Continuous + "bucket-abc"],
                settings: Some.Settings(Some.Jobs(("BACKUP_RESOURCE_TYPES", "RDS,S3")))
            )
            .ShouldBeOfType<EventReading.Completed>();

    [Theory]
    [InlineData("aws.rds", "Backup Job State Change")]
    [InlineData("aws.backup", "Copy Job State Change")]
    [InlineData("aws.backup", "Recovery Point State Change")]
    public void Other_events_are_none_of_its_business(string source, string detailType) =>
        Ignored(Read(source: source, detailType: detailType)).ShouldContain("does not tell of a backup job");

    [Theory]
    [InlineData("detail.state", "state")]
    [InlineData("detail.resourceType", "resourceType")]
    public void An_event_that_may_matter_and_lacks_what_is_needed_is_an_error_that_names_it(
        string field,
        string member
    )
    {
        NotUnderstood(() => Read(Without(member))).ShouldBe(field);
        NotUnderstood(() => Read(With(member, "{}"))).ShouldBe(field);
        NotUnderstood(() => Read(With(member, "null"))).ShouldBe(field);
        NotUnderstood(() => Read(With(member, "\"\""))).ShouldBe(field);
    }

    [Fact]
    public void So_is_one_without_vault_recovery_point_account_or_Region()
    {
        NotUnderstood(() => Read("""{"state":"COMPLETED","resourceType":"RDS"}"""))
            .ShouldBe("detail.backupVaultName");
        NotUnderstood(() => Read(resources: [])).ShouldBe("resources[0]");
        NotUnderstood(() => Read(resources: ["arn:aws:rds:eu-west-1:111111111111:db:orders"]))
            .ShouldBe("resources[0]");
        NotUnderstood(() => Read(account: null)).ShouldBe("account");
        NotUnderstood(() => Read(region: null)).ShouldBe("region");
        NotUnderstood(() => Read(region: "us-east-1")).ShouldBe("region");
        NotUnderstood(() => Read(source: null)).ShouldBe("source");
        NotUnderstood(() => Read("[]")).ShouldBe("detail.state");
        NotUnderstood(() => Read("7")).ShouldBe("detail.state");
    }

    private static string Ignored(EventReading reading) =>
        reading.ShouldBeOfType<EventReading.Ignored>().Reason;

    private static string NotUnderstood(Action read) => Should.Throw<EventNotUnderstoodException>(read).Path;

    private static string With(string member, string json)
    {
        var detail = System.Text.Json.Nodes.JsonNode.Parse(Detail)!.AsObject();
        detail[member] = System.Text.Json.Nodes.JsonNode.Parse(json);
        return detail.ToJsonString();
    }

    private static string Without(string member)
    {
        var detail = System.Text.Json.Nodes.JsonNode.Parse(Detail)!.AsObject();
        detail.Remove(member).ShouldBeTrue();
        return detail.ToJsonString();
    }

    private static EventReading Read(
        string detail = Detail,
        IReadOnlyList<string>? resources = null,
        RelaySettings? settings = null,
        string? source = "aws.backup",
        string? detailType = "Backup Job State Change",
        string? account = "111111111111",
        string? region = "eu-west-1"
    )
    {
        using var json = JsonDocument.Parse(detail);
        return BackupEvents.Read(
            BackupEvent.Of(source, detailType, account, region, resources ?? [Point], json.RootElement),
            settings ?? Jobs
        );
    }
}
