using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

/// <summary>What becomes of a snapshot that is missing, by its relay's attempts.</summary>
public sealed class ReconciliationChoicesTests
{
    private static readonly DateTimeOffset Now = Some.Time.AddHours(30);
    private static readonly SnapshotArn Newer = Some.Snapshot("rds:orders-2026-11-21-03-00");
    private const string Refused =
        "The relay of x failed at PlanRelay: the key is disabled. What to do: enable it.";
    private const string Failed = "The relay of x failed at CheckRegionCopy: it failed. What to do: look.";

    /// <summary>Status, hours since it ended, error, cause, route of its plan, superseded: what follows.</summary>
    public static TheoryData<string, double, string?, string?, string?, bool?, string> Table =>
        new()
        {
            { "RUNNING", 0, null, null, null, null, "leave" },
            { "PENDING_REDRIVE", 1, null, null, null, null, "leave" },
            { "SUCCEEDED", 1, null, null, "NothingToDo", null, "retry" },
            { "SUCCEEDED", 1, null, null, "NothingToDo", true, "leave" },
            { "SUCCEEDED", 1, null, null, "NothingToDo", false, "retry" },
            { "SUCCEEDED", 0.1, null, null, "RegionThenAccount", null, "leave" },
            { "SUCCEEDED", 0.3, null, null, "RegionThenAccount", null, "retry" },
            { "SUCCEEDED", 1, null, null, null, null, "retry" },
            { "FAILED", 23.9, "CopyFailedException", Failed, null, null, "missing" },
            { "FAILED", 24, "CopyFailedException", Failed, null, null, "retry" },
            { "FAILED", 1, "States.Timeout", Failed, null, null, "missing" },
            { "TIMED_OUT", 1, null, null, null, null, "missing" },
            { "TIMED_OUT", 25, null, null, null, null, "retry" },
            { "ABORTED", 1, null, null, null, null, "missing" },
            { "ABORTED", 25, null, null, null, null, "retry" },
            { "FAILED", 0.1, "KeyRefusedException", Refused, null, null, "ask" },
            { "FAILED", 30, "KeyRefusedException", Refused, null, null, "ask" },
            { "FAILED", 1, "AwsThrottledException", Refused, null, null, "missing" },
            { "FAILED", 25, "AwsUnavailableException", Refused, null, null, "retry" },
            { "FAILED", 1, "Lambda.TooManyRequestsException", Refused, null, null, "missing" },
            { "FAILED", 1, "KeyRefusedException", Failed, null, null, "missing" },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_became_of_the_last_attempt_decides(
        string status,
        double hours,
        string? error,
        string? cause,
        string? route,
        bool? caredFor,
        string expected
    )
    {
        var plan = route is null ? null : new PlanReport(route, "Because", caredFor is null ? null : Newer);
        var at = Now.AddHours(-hours);
        ExecutionReport last = new("x-r1", status, at, at, error, cause, null, plan);
        ExecutionReport first = new("x", "FAILED", Some.Time, Some.Time);
        var choice = Reconciliation.Judge(
            "x",
            [first, last],
            arn => arn == Newer && caredFor == true,
            _ => false,
            Now
        );
        (
            choice switch
            {
                ReconcileChoice.Start => "start",
                ReconcileChoice.Retry { Name: "x-r2" } => "retry",
                ReconcileChoice.RetryUnlessRefused { Name: "x-r2" } => "ask",
                ReconcileChoice.Leave { IsMissing: true } => "missing",
                ReconcileChoice.Leave => "leave",
                _ => choice.ToString(),
            }
        ).ShouldBe(expected);
    }

    [Theory]
    [InlineData("SUCCEEDED", true, "leave")]
    [InlineData("SUCCEEDED", false, "retry")]
    [InlineData("FAILED", true, "retry")]
    public void A_copy_by_copy_job_that_its_own_relay_made_is_enough(
        string status,
        bool isThere,
        string expected
    )
    {
        var copy = SnapshotArn.Parse("arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-9");
        ExecutionReport last = new("x", status, Some.Time, Now.AddHours(-25)) { Copy = copy };
        var choice = Reconciliation.Judge("x", [last], _ => false, asked => asked == copy && isThere, Now);
        (
            choice switch
            {
                ReconcileChoice.Retry => "retry",
                ReconcileChoice.Leave { IsMissing: false, Reason: var reason }
                    when reason == $"x has made {copy}" => "leave",
                _ => $"{choice}",
            }
        ).ShouldBe(expected);
    }

    [Theory]
    [InlineData("NothingToDo", 23, false)]
    [InlineData("NothingToDo", 24, true)]
    [InlineData("RegionOnly", 1, true)]
    public void One_that_twice_had_nothing_to_do_rests_for_a_day(string before, double hours, bool again)
    {
        ExecutionReport[] attempts =
        [
            new("x", "SUCCEEDED", Some.Time, Some.Time) { Plan = new PlanReport(before, "skip") },
            new("x-r1", "SUCCEEDED", Now.AddHours(-hours), Now)
            {
                Plan = new PlanReport("NothingToDo", "The tag says skip"),
            },
        ];
        Reconciliation
            .Judge("x", attempts, _ => false, _ => false, Now)
            .ShouldBe(
                again
                    ? new ReconcileChoice.Retry("x-r2", "x-r1 had nothing to do, but there is something now")
                    : new ReconcileChoice.Leave("x-r1 and the attempt before it: The tag says skip", false)
            );
    }

    [Fact]
    public void A_snapshot_that_nobody_has_started_a_relay_for_gets_its_first() =>
        Reconciliation.Judge("x", [], _ => false, _ => false, Now).ShouldBe(new ReconcileChoice.Start("x"));

    [Fact]
    public void A_failed_relay_is_tried_again_at_most_once_a_day_however_often_it_is_looked_at() =>
        Prop.ForAll(
                Gen.ArrayOf(Gen.Choose(1, 300), 200).ToArbitrary(),
                minutes =>
                {
                    var (now, attempts) = (Some.Time, new List<ExecutionReport>());
                    foreach (var pause in minutes)
                    {
                        now = now.AddMinutes(pause);
                        var choice = Reconciliation.Judge("x", attempts, _ => false, _ => false, now);
                        if (choice is ReconcileChoice.Start or ReconcileChoice.Retry)
                        {
                            var started = now;
                            now = now.AddMinutes(10 * pause);
                            attempts.Add(new("x", "FAILED", started, now, "CopyFailedException", Failed));
                        }
                    }

                    return attempts
                        .Zip(attempts.Skip(1))
                        .All(p => p.Second.StartedAt - p.First.StartedAt >= Reconciliation.Rest);
                }
            )
            .QuickCheckThrowOnFailure();
}
