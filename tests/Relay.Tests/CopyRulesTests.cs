namespace Relay.Tests;

public sealed class CopyRulesTests
{
    private static readonly CopyProgress Progress = new(Some.Copy().Arn, "pending", Some.Time);
    private static readonly TimeSpan Deadline = TimeSpan.FromHours(24);

    [Fact]
    public void An_available_copy_needs_no_more_waiting() =>
        CopyWatch
            .Judge(Progress, CopyFacts.Of(Some.Copy()), Some.Time.AddHours(1), Deadline)
            .WaitSeconds.ShouldBeNull();

    [Fact]
    public void A_copy_in_progress_is_looked_at_again() =>
        CopyWatch
            .Judge(
                Progress,
                CopyFacts.Of(Some.Copy(status: "copying", percent: 0)),
                Some.Time.AddHours(1),
                Deadline
            )
            .WaitSeconds.ShouldBe(360);

    [Fact]
    public void A_failed_a_vanished_and_an_overdue_copy_are_told_apart()
    {
        Should.Throw<CopyFailedException>(() =>
            CopyWatch.Judge(Progress, CopyFacts.Of(Some.Copy(status: "failed")), Some.Time, Deadline)
        );
        Should.Throw<CopyVanishedException>(() =>
            CopyWatch.Judge(Progress, null, Some.Time.AddMinutes(6), Deadline)
        );
        Should
            .Throw<CopyOverdueException>(() =>
                CopyWatch.Judge(
                    Progress,
                    CopyFacts.Of(Some.Copy(status: "copying", percent: 42)),
                    Some.Time.AddHours(25),
                    Deadline
                )
            )
            .Message.ShouldContain("at 42 % after 25 hours");
    }

    [Fact]
    public void A_copy_that_was_just_asked_for_may_not_be_visible_yet()
    {
        var (copy, wait) = CopyWatch.Judge(Progress, null, Some.Time.AddSeconds(30), Deadline);
        copy.Polls.ShouldBe(1);
        wait.ShouldBe(30);
        Should.Throw<CopyVanishedException>(() =>
            CopyWatch.Judge(
                PollSchedule.Seen(Progress, CopyFacts.Of(Some.Copy(percent: 3)), Some.Time.AddSeconds(30)),
                null,
                Some.Time.AddSeconds(60),
                Deadline
            )
        );
    }

    [Theory]
    [InlineData("Cannot copy more than 5 snapshots across regions", false)]
    [InlineData("Cannot copy more than 20 snapshots across regions", false)]
    [InlineData("Cannot create more than 100 manual snapshots", true)]
    [InlineData("A text that nobody has seen", false)]
    public void One_error_code_is_two_quotas_and_the_message_tells_which(string message, bool manual) =>
        QuotaRules.IsManualSnapshots(message).ShouldBe(manual);

    [Fact]
    public void A_copy_that_is_what_it_should_be_is_verified() => Mismatches(Some.Copy()).ShouldBeEmpty();

    [Fact]
    public void Where_RDS_names_no_source_the_creation_tags_decide() =>
        Mismatches(Some.Copy() with { CopiedFrom = null }).ShouldBeEmpty();

    public static TheoryData<string, SnapshotFacts> Wrong =>
        new()
        {
            { "status", Some.Copy(status: "creating") },
            { "not encrypted", Some.Copy() with { Encrypted = false } },
            { "key", Some.Copy() with { KmsKeyId = Some.RegionKey.ToString() } },
            { "key", Some.Copy() with { KmsKeyId = null } },
            { "size", Some.Copy() with { SizeGiB = 99 } },
            { "engine version", Some.Copy() with { EngineVersion = "16.5" } },
            { "engine", Some.Copy() with { Engine = "mysql" } },
            { "database", Some.Copy() with { Database = "other" } },
            {
                "source-create-time",
                Some.Copy(of: Some.Source() with { CreateTime = Some.Time.AddDays(-1) })
            },
            { "source-snapshot", Some.Copy() with { Tags = [] } },
            { "source", Some.Copy() with { CopiedFrom = Some.Snapshot("another").ToString() } },
            { "original create time", Some.Copy() with { TakenAt = Some.Time.AddSeconds(1) } },
        };

    [Fact]
    public void An_original_create_time_that_RDS_does_not_tell_is_not_held_against_a_copy() =>
        Mismatches(Some.Copy() with { TakenAt = null }).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Whatever_differs_is_named(string what, SnapshotFacts copy) =>
        Mismatches(copy).ShouldContain(sentence => sentence.Contains(what, StringComparison.Ordinal));

    [Theory]
    [InlineData("available", true)]
    [InlineData("failed", true)]
    [InlineData("creating", false)]
    public void A_share_is_never_withdrawn_while_an_account_copy_is_in_progress(string status, bool may) =>
        Sharing
            .MayWithdraw([CopyFacts.Of(Some.Copy()), CopyFacts.Of(Some.Copy(status: status))])
            .ShouldBe(may);

    [Fact]
    public void A_share_that_no_copy_needs_is_withdrawn() => Sharing.MayWithdraw([]).ShouldBeTrue();

    private static IReadOnlyList<string> Mismatches(SnapshotFacts copy) =>
        Verifier.Mismatches(
            "snapshot-relay",
            Some.Source(),
            CopyMeans.Snapshot,
            Some.AccountKey,
            [Some.RegionCopy],
            copy
        );
}
