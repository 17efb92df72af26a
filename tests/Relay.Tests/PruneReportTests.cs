namespace Relay.Tests;

public sealed class PruneReportTests
{
    private static readonly PruneReport Run = new("snapshot-relay", Some.Time, DryRun: false, 7, Deleted: 3)
    {
        Failures = ["a", "b"],
        NotVerified = 4,
    };

    [Fact]
    public void Where_nothing_is_strange_nobody_is_told() => Run.Message.ShouldBeNull();

    [Fact]
    public void A_dry_run_tells_nobody() =>
        (Run with { DryRun = true, Strange = ["x is strange"] }).Message.ShouldBeNull();

    [Fact]
    public void What_is_strange_is_told_by_name_in_one_plain_text_and_with_what_to_do()
    {
        var message = (Run with { Strange = ["x is \"strange\"", "y too"] }).Message!;
        message.ShouldStartWith("Pruning of 2026-11-20 03:04:05Z: 2 snapshots of the last day ");
        message.ShouldContain("x is 'strange'; y too. None of them is deleted.");
        message.ShouldEndWith("Find out who made them.");
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "; and 1 more. ")]
    [InlineData(40, "; and 30 more. ")]
    public void A_long_list_is_cut(int strange, string? more)
    {
        string[] all = [.. Enumerable.Range(1, strange).Select(i => $"s{i}-")];
        var message = (Run with { Strange = all }).Message!;
        message.ShouldContain("s1-; s2-; ");
        all.Count(s => message.Contains($" {s}")).ShouldBe(10);
        message.Contains(" more").ShouldBe(more is not null);
        message.ShouldContain(more ?? "s10-. None");
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    public void Its_metrics_count_what_was_deleted_and_not_what_would_be(bool dryRun, int deleted) =>
        (Run with { DryRun = dryRun })
            .Metrics()
            .ShouldBe([
                ("Copies", 7),
                ("CopiesDeleted", deleted),
                ("DeletesFailed", 2),
                ("CopiesNotVerified", 4),
            ]);
}
