using System.Text.Json;

namespace Relay.Tests;

/// <summary>What a person is told of a relay that was cut off; the scenarios show whole messages.</summary>
public sealed class StoppedRelayTests
{
    private const string Arn = "arn:aws:states:eu-central-1:111111111111:execution:snapshot-relay:instance-x";

    private static readonly DateTime At = new(2026, 11, 20, 3, 15, 4, DateTimeKind.Utc);

    private static readonly string Document = JsonSerializer.Serialize(
        new
        {
            snapshotArn = Some.Snapshot().ToString(),
            source = new { arn = Some.Snapshot().ToString(), database = "orders" },
        }
    );

    [Fact]
    public void What_the_last_step_was_told_names_the_database() =>
        Stopped()
            .Explain(new LastStep("CheckAccountCopy", Document), null)
            .ShouldStartWith(
                $"The relay of {Some.Snapshot()} (database orders) was cut off at CheckAccountCopy at 2026-11-20T03:15:04Z (ABORTED): "
            );

    [Theory]
    [InlineData(null)]
    [InlineData("no JSON")]
    public void Else_what_the_execution_was_told_names_the_snapshot(string? ofTheStep) =>
        Stopped()
            .Explain(new LastStep("PlanRelay", ofTheStep), null)
            .ShouldStartWith(
                $"The relay of {Some.Snapshot()} (its database is not known) was cut off at PlanRelay at "
            );

    [Theory]
    [InlineData(null)]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void An_input_that_names_no_snapshot_is_said_to_name_none(string? input) =>
        (Stopped() with { Input = input })
            .Explain(null, null)
            .ShouldStartWith(
                "The relay of a snapshot that the input does not name was cut off before its first step at "
            );

    [Fact]
    public void Whoever_stopped_it_is_quoted_so_that_it_fits_into_a_notification() =>
        (Stopped() with { Cause = "for \"now\"\n" })
            .Explain(null, null)
            .ShouldContain("tells who), saying 'for 'now' '. ");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Whoever_said_nothing_is_not_quoted(string? cause) =>
        (Stopped() with { Cause = cause })
            .Explain(null, null)
            .ShouldContain("(CloudTrail, StopExecution, tells who). So its snapshot ");

    [Fact]
    public void Why_its_step_is_not_known_is_said() =>
        Stopped()
            .Explain(null, "AWS said no.")
            .ShouldContain(" was cut off at a step that could not be asked for ('AWS said no.') at ");

    [Theory]
    [InlineData("ABORTED", "(ABORTED): somebody has stopped it ", "nothing if that was meant")]
    [InlineData(
        "TIMED_OUT",
        "(TIMED_OUT): it took longer than 20 days. ",
        "read in the execution's history what"
    )]
    [InlineData("LOST", "(LOST): it has ended. ", "read the execution's history, and start")]
    public void Each_status_is_explained_with_advice_and_a_link(string status, string means, string toDo)
    {
        var told = (Stopped() with { Status = status }).Explain(null, null);
        told.ShouldContain(means);
        told.ShouldContain($"What to do: {toDo}");
        told.ShouldEndWith(
            $"Execution instance-x: https://console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/{Arn}"
        );
    }

    [Theory]
    [InlineData("{}", "detail.executionArn")]
    [InlineData("[]", "detail.executionArn")]
    [InlineData("""{"executionArn":5,"status":"ABORTED"}""", "detail.executionArn")]
    [InlineData("""{"executionArn":"x","status":null}""", "detail.status")]
    public void An_event_that_tells_of_no_execution_is_refused(string detail, string path) =>
        Should
            .Throw<EventNotUnderstoodException>(() =>
                StoppedRelay.Read(JsonSerializer.Deserialize<JsonElement>(detail), At)
            )
            .Path.ShouldBe(path);

    [Fact]
    public void The_event_is_read()
    {
        var detail = JsonSerializer.SerializeToElement(
            new
            {
                executionArn = Arn,
                status = "ABORTED",
                input = Document,
                cause = "why",
            }
        );
        StoppedRelay.Read(detail, At).ShouldBe(new StoppedRelay(Arn, "ABORTED", At, Document, "why"));
    }

    private static StoppedRelay Stopped() =>
        new(
            Arn,
            "ABORTED",
            At,
            JsonSerializer.Serialize(new { snapshotArn = Some.Snapshot().ToString() }),
            null
        );
}
