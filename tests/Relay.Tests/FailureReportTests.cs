using System.Text.Json;

namespace Relay.Tests;

public sealed class FailureReportTests
{
    private const string Unknown = "(its database is not known)";

    private static string Snapshot => Some.Snapshot().ToString();

    [Fact]
    public void The_database_is_the_one_that_PlanRelay_has_written_of_this_snapshot() =>
        FailureReport
            .Of(Failed("Broke. What to do: x.", new { arn = Snapshot, database = "orders" }))
            .Cause.ShouldBe(
                $"The relay of {Snapshot} (database orders) failed at CheckRegionCopy: Broke. What to do: x."
            );

    [Fact]
    public void What_AWS_Backup_alone_keeps_is_of_a_resource() =>
        FailureReport
            .Of(Failed("Broke. What to do: x.", new { arn = Snapshot, database = "arn:aws:efs:x" }))
            .Cause.ShouldStartWith($"The relay of {Snapshot} (resource arn:aws:efs:x) failed");

    [Theory]
    [InlineData("""{"arn":"arn:aws:rds:eu-west-1:111111111111:snapshot:another","database":"crm"}""")]
    [InlineData("""{"database":"crm"}""")]
    [InlineData("""["crm"]""")]
    public void What_tells_of_another_snapshot_or_of_none_names_no_database(string source) =>
        FailureReport
            .Of(Failed("Broke. What to do: x.", JsonSerializer.Deserialize<JsonElement>(source)))
            .Cause.ShouldStartWith($"The relay of {Snapshot} {Unknown} failed");

    [Theory]
    [InlineData("""{"arn":"ARN","database":5}""")]
    [InlineData("""{"arn":"ARN","database":""}""")]
    public void A_database_that_is_no_text_is_none(string source) =>
        FailureReport
            .Of(
                Failed(
                    "Broke. What to do: x.",
                    JsonSerializer.Deserialize<JsonElement>(
                        source.Replace("ARN", Snapshot, StringComparison.Ordinal)
                    )
                )
            )
            .Cause.ShouldStartWith($"The relay of {Snapshot} {Unknown} failed");

    [Fact]
    public void Whoever_refuses_a_snapshot_that_was_seen_names_its_database_once()
    {
        var refusal = new SnapshotUnusableException(Some.Snapshot(), "failed") { Database = "orders" };
        refusal.Message.ShouldBe(
            $"Snapshot {Snapshot} has status 'failed' and can't be copied. (The snapshot is of database orders.) What to do: {refusal.ToDo}"
        );
        FailureReport
            .Of(Failed(refusal.Message, null))
            .Cause.ShouldBe($"The relay of {Snapshot} failed at CheckRegionCopy: {refusal.Message}");
    }

    private static FailedRelay Failed(string message, object? source) =>
        new(
            JsonSerializer.SerializeToElement(Snapshot),
            new Dictionary<string, CaughtError>(StringComparer.Ordinal)
            {
                ["CheckRegionCopy"] = new("X", JsonSerializer.Serialize(new { errorMessage = message })),
            },
            source is null ? null : JsonSerializer.SerializeToElement(source)
        );

    [Fact]
    public void A_failure_names_the_snapshot_the_step_the_cause_and_the_next_action()
    {
        var failure = Report(
            (
                "CopyToRegion",
                new CaughtError(
                    "CopyFailedException",
                    """{"errorType":"CopyFailedException","errorMessage":"It broke. What to do: mend it."}"""
                )
            )
        );
        failure.ShouldBe(
            new Failure(
                "CopyFailedException",
                $"The relay of {Some.Snapshot()} {Unknown} failed at CopyToRegion: It broke. What to do: mend it."
            )
        );
    }

    [Fact]
    public void Its_texts_stay_one_text_between_the_quotes_of_a_notifications_template()
    {
        var failure = Report(
            (
                "PlanRelay",
                new CaughtError(
                    "A \"B\"",
                    """{"errorType":"A \"B\"","errorMessage":"AWS says:\r\n\t\"C:\\d\" What to do: x."}"""
                )
            )
        );
        failure.Error.ShouldBe("A 'B'");
        failure.Cause.ShouldEndWith("AWS says:   'C:/d' What to do: x.");
        JsonSerializer.Deserialize<string>($"\"{failure.Cause}\"").ShouldBe(failure.Cause);
    }

    [Theory]
    [InlineData("Sandbox.Timedout", """{"errorMessage":"Task timed out after 60 seconds"}""")]
    [InlineData("States.Timeout", null)]
    [InlineData("Lambda.Unknown", "not JSON")]
    [InlineData("NullReferenceException", "[1]")]
    [InlineData(null, """{"errorMessage":5}""")]
    public void What_the_relay_does_not_know_still_tells_where_to_look(string? error, string? cause) =>
        Report(("CheckRegionCopy", new CaughtError(error, cause)))
            .Cause.ShouldContain("log group of CheckRegionCopy");

    [Fact]
    public void A_share_that_could_not_be_withdrawn_is_told_besides_the_first_cause()
    {
        var failure = Report(
            ("CopyToAccount", new CaughtError("A", """{"errorMessage":"First. What to do: x."}""")),
            ("StopSharing", new CaughtError("B", """{"errorMessage":"Second. What to do: y."}"""))
        );
        failure.Error.ShouldBe("A");
        failure.Cause.ShouldEndWith("Besides, StopSharing failed: Second. What to do: y.");
    }

    [Fact]
    public void An_error_inside_another_one_is_the_one_that_counts() =>
        // Lambda wraps what a handler's constructor throws.
        Report(
                (
                    "PlanRelay",
                    new CaughtError(
                        "TargetInvocationException",
                        """{"errorType":"TargetInvocationException","errorMessage":"Thrown.","cause":{"errorType":"SettingInvalidException","errorMessage":"MODE is wrong. What to do: deploy."}}"""
                    )
                )
            )
            .ShouldBe(
                new Failure(
                    "SettingInvalidException",
                    $"The relay of {Some.Snapshot()} {Unknown} failed at PlanRelay: MODE is wrong. What to do: deploy."
                )
            );

    [Fact]
    public void Even_without_anything_to_go_by_it_says_where_to_look() =>
        FailureReport.Of(new FailedRelay()).Cause.ShouldContain("execution's history");

    [Theory]
    [InlineData("\"orders-1\"", $"The relay of orders-1 {Unknown} failed")]
    [InlineData("[5]", $"The relay of [5] {Unknown} failed")]
    [InlineData("null", "The relay of a snapshot that the input does not name failed")]
    [InlineData("\"\"", "The relay of a snapshot that the input does not name failed")]
    public void Whatever_was_given_as_the_snapshot_is_named(string given, string start) =>
        FailureReport
            .Of(new FailedRelay(JsonSerializer.Deserialize<JsonElement>(given)))
            .Cause.ShouldStartWith(start);

    [Fact]
    public void A_cause_stays_short_enough_for_Step_Functions() =>
        Report(("PlanRelay", new CaughtError("X", new string('x', 300_000))))
            .Cause.Length.ShouldBeLessThan(32_768);

    private static Failure Report(params (string Step, CaughtError Error)[] errors) =>
        FailureReport.Of(
            new FailedRelay(
                JsonSerializer.SerializeToElement(Some.Snapshot().ToString()),
                errors.ToDictionary(e => e.Step, e => e.Error, StringComparer.Ordinal)
            )
        );
}
