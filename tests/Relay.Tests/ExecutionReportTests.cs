namespace Relay.Tests;

public sealed class ExecutionReportTests
{
    private static readonly ExecutionReport Plain = new("e", "SUCCEEDED", Some.Time);

    [Theory]
    [InlineData("RUNNING", ExecutionState.Running)]
    [InlineData("PENDING_REDRIVE", ExecutionState.Running)]
    [InlineData("SUCCEEDED", ExecutionState.Succeeded)]
    [InlineData("FAILED", ExecutionState.Failed)]
    [InlineData("TIMED_OUT", ExecutionState.Failed)]
    [InlineData("ABORTED", ExecutionState.Failed)]
    public void A_status_says_where_it_stands(string status, ExecutionState state) =>
        new ExecutionReport("e", status, Some.Time).State.ShouldBe(state);

    [Fact]
    public void Input_and_output_tell_snapshot_and_plan()
    {
        var newer = Some.Snapshot("rds:orders-2026-11-21-03-00");
        var read = Plain.With(
            $$"""{"snapshotArn":"{{Some.Snapshot()}}"}""",
            """{"plan":{"route":"NothingToDo","reason":"Because.","supersededBy":"NEWER"}}""".Replace(
                "NEWER",
                $"{newer}"
            )
        );
        read.Snapshot.ShouldBe(Some.Snapshot());
        read.Plan.ShouldBe(new PlanReport("NothingToDo", "Because.", newer));
        read.Plan!.IsNothing.ShouldBeTrue();
        new PlanReport("RegionOnly", "").IsNothing.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("{", "[1]")]
    [InlineData("7", "null")]
    [InlineData("{\"snapshotArn\":7}", "{\"plan\":{\"route\":1}}")]
    [InlineData("{\"snapshotArn\":\"orders\"}", "{\"plan\":7}")]
    public void What_they_do_not_say_is_not_known(string? input, string? output) =>
        Plain.With(input, output).ShouldBe(Plain);

    [Fact]
    public void Half_a_character_that_JSON_can_spell_and_no_text_can_hold_is_told_as_it_is_spelt() =>
        Plain
            .With("{}", """{"plan":{"route":"NothingToDo","reason":"half \ud83d"}}""")
            .Plan!.Reason.ShouldBe(
                """
                "half \ud83d"
                """
            );
}
