namespace Relay.Tests;

/// <summary>The edges of what a copy is made, waited for, taken, and verified by.</summary>
public sealed class CopyEdgesTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromHours(24);
    private static readonly CopyProgress Progress = new(Some.RegionCopy, "pending", Some.Time);

    [Fact]
    public void A_copy_that_is_not_seen_for_five_minutes_is_gone()
    {
        CopyWatch.Judge(Progress, null, Some.Time.AddSeconds(299), Deadline).Copy.Polls.ShouldBe(1);
        Should.Throw<CopyVanishedException>(() =>
            CopyWatch.Judge(Progress, null, Some.Time.AddSeconds(300), Deadline)
        );
    }

    [Fact]
    public void A_copy_may_take_just_as_long_as_its_deadline()
    {
        var found = CopyFacts.Of(Some.Copy(status: "copying", percent: 0));
        CopyWatch.Judge(Progress, found, Some.Time + Deadline, Deadline).WaitSeconds.ShouldNotBeNull();
        Should.Throw<CopyOverdueException>(() =>
            CopyWatch.Judge(Progress, found, Some.Time + Deadline + TimeSpan.FromSeconds(1), Deadline)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Every_look_counts_and_learns_the_copys_ARN_once_there_is_one(int percent)
    {
        var job = new CopyProgress(null, "CREATED", Some.Time, Polls: 4, JobId: "1");
        var seen = PollSchedule.Seen(job, Facts(null), Some.Time);
        (seen.Polls, seen.Arn, seen.Status).ShouldBe((5, null, "RUNNING"));
        var known = PollSchedule.Seen(seen, Facts(Some.RegionCopy), Some.Time);
        (known.Polls, known.Arn).ShouldBe((6, Some.RegionCopy));
        PollSchedule.Seen(known, Facts(null), Some.Time).Arn.ShouldBe(Some.RegionCopy);
        PollSchedule.Seen(known, Facts(Some.Copy().Arn), Some.Time).Arn.ShouldBe(Some.Copy().Arn);

        CopyFacts Facts(SnapshotArn? arn) =>
            new(arn, "x", "RUNNING", SnapshotState.InProgress, percent, [], "1");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64_000)]
    public void A_copy_job_never_takes_seconds(int sizeGiB) =>
        PollSchedule.First(sizeGiB, CopyMeans.CopyJob).ShouldBe(30);

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1200, 120)]
    [InlineData(100_000, 3600)]
    public void A_source_that_is_still_being_made_is_looked_at_after_a_tenth_of_the_time_so_far(
        int waited,
        int seconds
    ) => PollSchedule.ForSnapshot(TimeSpan.FromSeconds(waited)).ShouldBe(seconds);

    [Theory]
    [InlineData(null, 8640)]
    [InlineData("1", 2592)]
    public void A_snapshot_that_is_queued_for_a_day_is_looked_at_more_seldom_than_a_job(
        string? job,
        int seconds
    ) =>
        PollSchedule
            .Next(new CopyProgress(null, "x", Some.Time, JobId: job), Some.Time.AddDays(1))
            .ShouldBe(seconds);

    [Theory]
    [InlineData(128, 256, true)]
    [InlineData(129, 1, false)]
    [InlineData(1, 257, false)]
    public void A_tag_may_be_as_long_as_RDS_takes_it(int key, int value, bool taken) =>
        CopyTags
            .For(
                "r",
                Some.Source(),
                new RelayPlan(Route.RegionOnly, "…"),
                [new Tag(new string('k', key), new string('v', value))]
            )
            .Dropped.Count.ShouldBe(taken ? 0 : 1);

    [Theory]
    [InlineData("eu-west-1", "eu-west-1")]
    [InlineData("nowhere", null)]
    [InlineData(null, null)]
    public void The_Region_of_a_source_is_told_by_its_tag_or_not(string? tag, string? region)
    {
        Tag[] tags = tag is null ? [] : [new("snapshot-relay:source-region", tag)];
        tags.SourceRegionOf().ShouldBe(region is null ? null : Region.Parse(region));
    }

    [Fact]
    public void A_copy_may_be_made_from_any_attempt_of_the_region_copy()
    {
        var second = Some.RegionCopy with { Name = Some.RegionCopy.Name + "-r1" };
        Verify(Some.Copy() with { CopiedFrom = $"{second}" }, [Some.RegionCopy, second]).ShouldBeEmpty();
        Verify(Some.Copy(), [Some.RegionCopy, second]).ShouldBeEmpty();
    }

    [Fact]
    public void What_differs_is_told_with_what_is_expected()
    {
        Verify(Some.Copy(status: "copying")).ShouldBe(["its status is 'copying', expected 'available'"]);
        Verify(Some.Copy() with { KmsKeyId = "k" })
            .ShouldBe([$"its key is 'k', expected '{Some.AccountKey}'"]);
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(
        61,
        "its creation time is '2026-11-20T03:05:06.6780000+00:00', expected '2026-11-20T03:04:05.6780000+00:00'"
    )]
    public void Two_times_of_AWS_Backup_that_are_a_minute_apart_are_of_the_same_backup(
        int seconds,
        string? problem
    )
    {
        var source = Some.Source() with { RecoveryPoint = Some.RecoveryPoint() };
        var copy = Some.Copy() with
        {
            RecoveryPoint = Some.RecoveryPoint() with { CreatedAt = Some.Time.AddSeconds(seconds) },
        };
        Verifier
            .Mismatches("r", source, CopyMeans.CopyJob, Some.AccountKey, [], copy)
            .ShouldBe(problem is null ? [] : [problem]);
        Verifier
            .Mismatches("r", Some.Source(), CopyMeans.CopyJob, Some.AccountKey, [], copy)
            .ShouldBe(["its source was no recovery point of AWS Backup"]);
    }

    private static IReadOnlyList<string> Verify(
        SnapshotFacts copy,
        IReadOnlyList<SnapshotArn>? from = null
    ) =>
        Verifier.Mismatches(
            "snapshot-relay",
            Some.Source(),
            CopyMeans.Snapshot,
            Some.AccountKey,
            from ?? [Some.RegionCopy],
            copy
        );
}
