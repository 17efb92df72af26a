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

    [Theory]
    [InlineData("CREATED", 2, 720)]
    [InlineData("RUNNING", 3, 900)]
    [InlineData("RUNNING", 8, 900)]
    [InlineData("RUNNING", 23, 2484)]
    public void A_copy_job_may_stay_without_a_sign_for_hours_and_is_looked_at_every_quarter_of_an_hour_or_3_percent_of_them(
        string status,
        double hours,
        int seconds
    )
    {
        var (copy, wait) = CopyWatch.Judge(Job, OfJob(status), Some.Time.AddHours(hours), Deadline);
        (copy.Status, wait).ShouldBe((status, seconds));
    }

    [Theory]
    [InlineData("FAILED", "Both source and destination account must be a member of the same organization")]
    [InlineData("PARTIAL", null)]
    public void A_copy_job_that_failed_says_why(string status, string? message)
    {
        var failure = Should.Throw<CopyFailedException>(() =>
            CopyWatch.Judge(Job, OfJob(status, message), Some.Time, Deadline)
        );
        failure.Answer.ShouldBe(message);
        failure.Message.ShouldContain($"The copy job 1234 of AWS Backup ended with status '{status}'");
        failure.Message.ShouldContain(message ?? "most often");
    }

    [Fact]
    public void The_deadline_is_for_copy_jobs_too() =>
        Should.Throw<CopyOverdueException>(() =>
            CopyWatch.Judge(Job, OfJob("CREATED"), Some.Time.AddHours(25), Deadline)
        );

    [Fact]
    public void The_copy_that_a_job_has_made_is_known_when_it_ends()
    {
        var arn = SnapshotArn.Parse("arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-1");
        var (copy, wait) = CopyWatch.Judge(Job, OfJob("COMPLETED") with { Arn = arn }, Some.Time, Deadline);
        (copy.Arn, wait).ShouldBe((arn, null));
    }

    private static CopyProgress Job => new(null, "CREATED", Some.Time, JobId: "1234");

    private static CopyFacts OfJob(string status, string? message = null) =>
        new(null, "token", status, SnapshotStates.Of(status), 0, [], "1234", message);

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
}
