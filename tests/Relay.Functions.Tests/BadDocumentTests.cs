using System.Text.Json.Nodes;
using static Relay.Functions.Tests.BadInput;

namespace Relay.Functions.Tests;

/// <summary>What the steps of the state machine say to a document that is wrong, or that lacks what they need.</summary>
public sealed class BadDocumentTests
{
    /// <summary>What is changed in the good input (a JSON path and a JSON value, null to remove), and the field that the error names.</summary>
    private static readonly (string Path, string? Value, string Named)[] Changes =
    [
        ("now", null, "now"),
        ("now", "\"yesterday\"", "now"),
        ("now", "17", "now"),
        ("execution", null, "execution"),
        ("execution", "\"e\"", "execution"),
        ("execution", "[]", "execution"),
        ("execution.name", null, "execution.name"),
        ("execution.name", "{}", "execution.name"),
        ("execution.startedAt", null, "execution.startedAt"),
        ("execution.startedAt", "true", "execution.startedAt"),
        ("relay", null, "relay"),
        ("relay", "\"orders\"", "relay"),
        ("relay", "[1]", "relay"),
        ("relay.snapshotArn", null, "relay.snapshotArn"),
        ("relay.snapshotArn", "42", "relay.snapshotArn"),
        ("relay.snapshotArn", "{}", "relay.snapshotArn"),
        ("relay.snapshotArn", "\"\"", "relay.snapshotArn"),
        ("relay.snapshotArn", "\"orders\"", "relay.snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:rds:eu-west-1:111111111111:db:orders\"", "relay.snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:rds:eu-west-1:111111111111:cluster:orders\"", "relay.snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:rds:nowhere:111111111111:snapshot:orders\"", "relay.snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:rds:us-east-1:111111111111:snapshot:orders\"", "snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:rds:eu-west-1:333333333333:snapshot:orders\"", "snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:rds:eu-west-1:12:snapshot:orders\"", "relay.snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:rds:eu-west-1:111111111111:snapshot:-x\"", "relay.snapshotArn"),
        (
            "relay.snapshotArn",
            "\"arn:aws:rds:us-east-1:111111111111:cluster-snapshot:orders\"",
            "snapshotArn"
        ),
        (
            "relay.snapshotArn",
            "\"arn:aws:rds:eu-west-1:333333333333:cluster-snapshot:rds:orders\"",
            "snapshotArn"
        ),
        (
            "relay.snapshotArn",
            "\"arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:\"",
            "relay.snapshotArn"
        ),
        (
            "relay.snapshotArn",
            "\"arn:aws-cn:rds:eu-west-1:111111111111:snapshot:orders\"",
            "relay.snapshotArn"
        ),
        (
            "relay.snapshotArn",
            "\"arn:aws:rds:us-east-1:111111111111:snapshot:awsbackup:job-1\"",
            "snapshotArn"
        ),
        ("relay.snapshotArn", "\"arn:aws:backup:eu-west-1:333333333333:recovery-point:1\"", "snapshotArn"),
        (
            "relay.snapshotArn",
            "\"arn:aws:backup:eu-west-1:111111111111:backup-vault:prod\"",
            "relay.snapshotArn"
        ),
        ("relay.snapshotArn", "\"arn:aws:ec2:us-east-1::snapshot/snap-1\"", "snapshotArn"),
        ("relay.snapshotArn", "\"arn:aws:ec2:eu-west-1::volume/vol-1\"", "relay.snapshotArn"),
        ("relay.mode", "\"none\"", "relay.mode"),
        ("relay.mode", "\"\"", "relay.mode"),
        ("relay.mode", "\"skip\"", "relay.mode"),
        ("relay.mode", "2", "relay.mode"),
        ("relay.mode", "[\"copy\"]", "relay.mode"),
        ("relay.route", "\"Elsewhere\"", "relay.route"),
        ("relay.route", "\"direct\"", "relay.route"),
        ("relay.route", "4", "relay.route"),
        ("relay.route", "{}", "relay.route"),
        ("relay.plan", """{"route":"RegionOnly","reason":"x","means":"Tape"}""", "relay.plan.means"),
        (
            "relay.plan",
            """{"route":"BackupCopyJob","reason":"x","accountVaultArn":"vault"}""",
            "relay.plan.accountVaultArn"
        ),
        ("relay.snapshotCreateTime", "\"soon\"", "relay.snapshotCreateTime"),
        ("relay.snapshotCreateTime", "1", "relay.snapshotCreateTime"),
        ("relay.plan", "7", "relay.plan"),
        ("relay.plan", """{"route":"Elsewhere","reason":"x"}""", "relay.plan.route"),
        ("relay.plan", """{"route":"RegionOnly","regionKeyArn":"alias/x"}""", "relay.plan.regionKeyArn"),
        ("relay.source", """{"arn":"x"}""", "relay.source.arn"),
        ("relay.source", "{}", "relay.source"),
        (
            "relay.source",
            """{"arn":"arn:aws:rds:eu-west-1:111111111111:snapshot:orders","createTime":null}""",
            "relay.source.createTime"
        ),
        (
            "relay.source",
            """{"arn":"arn:aws:rds:eu-west-1:111111111111:snapshot:orders","database":null}""",
            "relay.source.database"
        ),
        ("relay.plan", """{"reason":"x"}""", "relay.plan"),
        ("relay.regionCopy", """{"status":"available"}""", "relay.regionCopy"),
        (
            "relay.snapshotArn",
            "\"arn:aws:rds:eu-west-1:111111111111:snapshot:orders\\n\"",
            "relay.snapshotArn"
        ),
        ("relay.wait", """{"for":"Godot","seconds":1}""", "relay.wait.for"),
        ("relay.wait", """{"for":"Copy","seconds":"many"}""", "relay.wait.seconds"),
        ("relay.regionCopy", """{"arn":"x","status":"available"}""", "relay.regionCopy.arn"),
        ("relay.accountCopy", "\"x\"", "relay.accountCopy"),
        ("relay.errors", "\"x\"", "relay.errors"),
    ];

    public static TheoryData<string, string> Inputs
    {
        get
        {
            var inputs = new TheoryData<string, string>
            {
                { "null", "relay" },
                { "\"orders\"", "(the whole input)" },
                { "17", "(the whole input)" },
                { "[]", "(the whole input)" },
                { "{}", "relay" },
                { "{", "(the whole input)" },
                { "", "(the whole input)" },
            };
            foreach (var (path, value, named) in Changes)
            {
                inputs.Add(Changed(path, value), named);
            }

            inputs.Add(Changed("relay.snapshotArn", $"\"{new string('x', 300_000)}\""), "relay.snapshotArn");
            return inputs;
        }
    }

    [Fact]
    public void The_table_has_forty_bad_inputs_or_more() => Inputs.Count.ShouldBeGreaterThanOrEqualTo(40);

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Every_step_refuses_a_bad_input_by_naming_its_field_before_AWS_is_asked(
        string json,
        string named
    )
    {
        foreach (var (name, handle) in Steps)
        {
            var error = await Should.ThrowAsync<InputInvalidException>(
                () => handle(Read<StepInput>(json)),
                name
            );
            error.Path.ShouldBe(named, name);
            error.Message.Length.ShouldBeLessThan(1500);
        }
    }

    public static TheoryData<string, string> MissingFromEarlierSteps =>
        new()
        {
            { nameof(CopyToRegion), "relay.plan" },
            { nameof(CheckRegionCopy), "relay.plan" },
            { nameof(ShareSource), "relay.source" },
            { nameof(ShareRegionCopy), "relay.regionCopy" },
            { nameof(CopyToAccount), "relay.plan" },
            { nameof(CheckAccountCopy), "relay.plan" },
            { nameof(VerifyCopy), "relay.plan" },
        };

    [Theory]
    [MemberData(nameof(MissingFromEarlierSteps))]
    public async Task A_step_names_what_the_steps_before_it_should_have_written(string step, string named) =>
        (
            await Should.ThrowAsync<InputInvalidException>(() => Steps[step](Read<StepInput>(Good)))
        ).Path.ShouldBe(named);

    [Theory]
    [InlineData(nameof(CopyToRegion), "RegionOnly", "Snapshot", "relay.source")]
    [InlineData(nameof(CopyToRegion), "BackupTwoJobs", "CopyJob", "relay.plan.regionVaultArn")]
    [InlineData(nameof(CheckRegionCopy), "RegionOnly", "Snapshot", "relay.source")]
    [InlineData(nameof(CopyToAccount), "RegionThenAccount", "Snapshot", "relay.regionCopy")]
    [InlineData(nameof(CopyToAccount), "BackupCopyJob", "CopyJob", "relay.plan.accountVaultArn")]
    [InlineData(nameof(CopyToAccount), "BackupTwoJobs", "CopyJob", "relay.plan.regionVaultArn")]
    [InlineData(nameof(CheckAccountCopy), "DirectToAccount", "Snapshot", "relay.source")]
    [InlineData(nameof(VerifyCopy), "DirectToAccount", "Snapshot", "relay.accountCopy")]
    [InlineData(nameof(VerifyCopy), "RegionThenShare", "Snapshot", "relay.regionCopy")]
    [InlineData(nameof(StopSharing), "DirectToAccount", "Snapshot", "relay.source")]
    public async Task A_step_names_what_its_route_needs_besides(
        string step,
        string route,
        string means,
        string named
    ) =>
        (
            await Should.ThrowAsync<InputInvalidException>(() =>
                Steps[step]
                    (
                        Read<StepInput>(
                            Changed(
                                "relay.plan",
                                $$"""{"route":"{{route}}","means":"{{means}}","reason":"x","copyName":"c"}"""
                            )
                        )
                    )
            )
        ).Path.ShouldBe(named);

    [Theory]
    [InlineData(nameof(CheckAccountCopy), "check-account-copy", "accountCopy")]
    [InlineData(nameof(CheckRegionCopy), "check-region-copy", "regionCopy")]
    public async Task A_copy_that_no_job_makes_needs_an_ARN(string step, string sample, string copy)
    {
        var input = JsonNode.Parse(Repository.Read($"events/{sample}.json"))!;
        input["relay"]![copy]!["arn"] = null;
        (
            await Should.ThrowAsync<InputInvalidException>(() =>
                Steps[step](Read<StepInput>(input.ToJsonString()))
            )
        ).Path.ShouldBe($"relay.{copy}.arn");
    }

    [Fact]
    public async Task A_recovery_point_of_AWS_Backups_own_is_nothing_that_RDS_shares_or_copies()
    {
        const string point =
            "arn:aws:backup:eu-west-1:111111111111:recovery-point:00000000-0000-0000-0000-000000000000";
        var input = JsonNode.Parse(
            Changed("relay.plan", """{"route":"RegionThenShare","reason":"x","copyName":"c"}""")
        )!;
        input["relay"]!["regionCopy"] = JsonNode.Parse(
            $$"""{"arn":"{{point}}","status":"available","requestedAt":"2026-11-20T03:05:00Z"}"""
        );
        var error = await Should.ThrowAsync<InputInvalidException>(() =>
            Steps[nameof(ShareRegionCopy)](Read<StepInput>(input.ToJsonString()))
        );
        error.Path.ShouldBe("relay");
        error.Message.ShouldContain(point);
    }

    [Fact]
    public async Task A_canary_is_planned_without_asking_AWS_and_with_a_snapshot_it_is_none()
    {
        var canary = new Canary(Region.Parse("eu-west-1"), DateTimeOffset.UnixEpoch);
        var planned = await new PlanRelay(Untouched).HandleAsync(
            new StepInput(null, null, new RelayDocument { Canary = canary })
        );
        planned.Plan!.Route.ShouldBe(Route.NothingToDo);
        planned.Canary.ShouldBe(canary);
    }

    [Fact]
    public async Task Half_a_character_is_shown_as_it_is_spelt_and_an_error_that_is_null_is_none()
    {
        const string input = """{"relay":{"snapshotArn":"a\ud83db","errors":{"PlanRelay":null}}}""";
        var failure = await ExplainFailure.HandleAsync(Read<FailureInput>(input));
        failure.Cause.ShouldContain("ud83db");
        failure.Cause.ShouldContain("no error was recorded");
    }

    [Fact]
    public async Task Even_ExplainFailure_names_what_is_missing() =>
        (
            await Should.ThrowAsync<InputInvalidException>(() =>
                ExplainFailure.HandleAsync(Read<FailureInput>("{}"))
            )
        ).Path.ShouldBe("relay");
}
