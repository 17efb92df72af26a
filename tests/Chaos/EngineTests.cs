using LocalCloud.Gateway;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>The engine itself: what a script can say takes effect, and what must never be is noticed.</summary>
public sealed class EngineTests
{
    private static readonly Lazy<Task<ChaosResult>> OfRds = new(() =>
        ChaosRun.JudgeAsync(Clean(backup: false))
    );
    private static readonly Lazy<Task<ChaosResult>> OfBackup = new(() =>
        ChaosRun.JudgeAsync(Clean(backup: true))
    );

    public static TheoryData<ChaosKind> Kinds => [.. Enum.GetValues<ChaosKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_a_script_says_makes_a_difference(ChaosKind kind)
    {
        var ofBackup = kind is ChaosKind.FailCopyJob or ChaosKind.HoldCopyJob;
        var clean = Clean(ofBackup);
        var step = kind switch
        {
            ChaosKind.DropEvent or ChaosKind.DoubleEvent or ChaosKind.DelayEvent => new ChaosStep(kind)
            {
                Seconds = 100,
            },
            ChaosKind.DeleteAccountCopy or ChaosKind.CancelAccountCopy or ChaosKind.EndShares =>
                new ChaosStep(kind) { At = 1500 },
            ChaosKind.CancelRegionCopy or ChaosKind.RevokeGrants or ChaosKind.FillShares => new ChaosStep(
                kind
            )
            {
                At = 600,
                Which = kind == ChaosKind.RevokeGrants ? 1 : 0,
                Seconds = 5000,
            },
            _ => new ChaosStep(kind)
            {
                OnCall = HitsRegionCopies(kind) ? 3 : 17,
                Percent = 50,
                Seconds = 5000,
                Which = 1,
            },
        };
        var without = await (ofBackup ? OfBackup : OfRds).Value;
        var with = await ChaosRun.JudgeAsync(clean with { Steps = [.. clean.Steps, step] });
        without.Violations.ShouldBeEmpty();
        with.Violations.ShouldBeEmpty();
        with.Trace.ShouldNotBe(without.Trace);
    }

    private static bool HitsRegionCopies(ChaosKind kind) =>
        kind is ChaosKind.FailRegionCopy or ChaosKind.HoldRegionCopy or ChaosKind.StallRegionCopy;

    [Fact]
    public async Task A_second_copy_is_noticed() =>
        await ShouldNotice("one copy in one place", (estate, copy) => Twin(estate, copy, "twin"));

    [Fact]
    public async Task A_share_that_is_left_is_noticed() =>
        await ShouldNotice("no share is left", (_, copy) => copy.SharedWith.Add("333333333333"));

    [Fact]
    public async Task A_copy_that_is_gone_is_noticed() =>
        await ShouldNotice("nothing is deleted", (estate, copy) => estate.Cloud.Rds.State.Remove(copy));

    [Fact]
    public async Task A_snapshot_without_a_copy_is_noticed() =>
        await ShouldNotice(
            "every snapshot ends as a copy or as a failure that names it",
            (estate, copy) => estate.Cloud.Rds.State.Remove(copy)
        );

    [Fact]
    public async Task A_tag_on_someone_elses_snapshot_is_noticed() =>
        await ShouldNotice(
            "nothing of others is touched",
            (estate, _) =>
                estate
                    .Cloud.Rds.State.Snapshots.First(s => s.Arn.Identifier == "payroll-final")
                    .Tags.Add(new RdsTag("a", "b"))
        );

    [Fact]
    public async Task A_crash_of_a_handler_is_noticed()
    {
        await ShouldNotice(
            "every error is one of ours",
            (estate, _) =>
                estate.Cloud.Lambda.Add(
                    estate.Cloud.Lambda.Invocations[^1] with
                    {
                        ErrorType = nameof(NullReferenceException),
                    }
                )
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_a_world_of_days_the_schedules_prune_what_is_old_in_both_accounts(bool aroundTheClock)
    {
        var clean = Exhaustive.CleanDays();
        clean = clean with
        {
            World = clean.World with { AroundTheClock = aroundTheClock, Days = aroundTheClock ? 2 : 3 },
        };
        await using var run = await ChaosRun.PlayAsync(clean);
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        run.Sources.CopiesSeen.Where(run.Keeping.HasJudged)
            .Select(c => c.Arn.AccountId)
            .Distinct()
            .ShouldBe([Estate.Source, Estate.Dr], ignoreOrder: true);
        var kept = run.Sources.CopiesSeen.Where(run.Estate.Cloud.Rds.State.Holds).ToList();
        kept.Select(c => c.Arn.AccountId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task What_was_kept_its_time_is_not_copied_again_though_reconciliation_looks_further_back()
    {
        var clean = Exhaustive.CleanDays();
        await using var run = await ChaosRun.PlayAsync(
            clean with
            {
                World = clean.World with { RetentionDays = 1 },
                Steps =
                [
                    new ChaosStep(ChaosKind.AutomatedSnapshot),
                    new ChaosStep(ChaosKind.AutomatedSnapshot) { At = 6 * 3600 },
                    new ChaosStep(ChaosKind.AutomatedSnapshot) { At = 12 * 3600 },
                ],
            }
        );
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        run.Keeping.Pruned.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Pruning_of_the_last_copy_is_noticed()
    {
        await using var run = await ChaosRun.PlayAsync(Clean(backup: false));
        var copy = run.Sources.CopiesSeen.Single(c => c.Arn.AccountId == Estate.Dr);
        var role = $"arn:aws:iam::{Estate.Dr}:role/snapshot-relay/snapshot-relay/snapshot-relay-PruneCopies";
        SessionCredentials session;
        lock (run.Estate.Cloud.Agenda.Gate)
        {
            session = run.Estate.Cloud.Sts.Roles.SessionFor(role, "broken", TimeSpan.FromHours(1));
        }

        await run
            .Estate.Cloud.As(SigningKey.Of(session), run.Estate.DrRegion)
            .QueryAsync("rds", "DeleteDBSnapshot", ("DBSnapshotIdentifier", copy.Arn.Identifier));
        Invariants
            .Judge(run)
            .Violations.Select(v => v.Rule)
            .ShouldContain("no good copy goes that is needed");
    }

    [Theory]
    [InlineData(ChaosKind.Reconcile)]
    [InlineData(ChaosKind.Prune)]
    [InlineData(ChaosKind.Measure)]
    public async Task What_is_scheduled_and_runs_out_of_time_each_time_is_told(ChaosKind kind)
    {
        // Each of three attempts, in two accounts, waits for an answer until its time is over.
        var clean = Clean(backup: false);
        var script = clean with
        {
            Steps =
            [
                .. clean.Steps,
                new ChaosStep(ChaosKind.Silence) { At = 20_000, Again = 5 },
                new ChaosStep(kind) { At = 20_001 },
            ],
        };
        await using var run = await ChaosRun.PlayAsync(script);
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        run.Estate.Cloud.Lambda.Invocations.Count(i => i.ErrorType == "Sandbox.Timedout")
            .ShouldBeGreaterThanOrEqualTo(3);
        run.Estate.Cloud.Sns.Inbox.ShouldContain(m =>
            m.Text.Contains("has failed or been throttled twice", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_measure_that_is_not_true_is_noticed() =>
        await ShouldNotice(
            "what is measured is true",
            (estate, copy) =>
                estate.Cloud.CloudWatch.Put(
                    Measured.Of(estate, Estate.Dr, $"{copy.Copy!.Source.Database.Arn}"),
                    5,
                    estate.Cloud.Scheduler.Runs.Last(r => Measured.IsMeasuring(r.ScheduleArn, Estate.Dr)).At,
                    "Seconds"
                )
        );

    private static ChaosScript Clean(bool backup) =>
        new(
            3,
            new World { Way = backup ? Way.BackupTwoJobs : Way.RegionThenAccount },
            [new ChaosStep(backup ? ChaosKind.Backup : ChaosKind.ManualSnapshot)]
        );

    private static async Task ShouldNotice(string rule, Action<Estate, DbSnapshot> defect)
    {
        await using var run = await ChaosRun.PlayAsync(Clean(backup: false));
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        var copy = run.Sources.CopiesSeen.Single(c => c.Arn.AccountId == Estate.Dr);
        lock (run.Estate.Cloud.Agenda.Gate)
        {
            defect(run.Estate, copy);
        }

        Invariants.Judge(run).Violations.Select(v => v.Rule).ShouldContain(rule);
    }

    private static void Twin(Estate estate, DbSnapshot copy, string name)
    {
        var twin = new DbSnapshot
        {
            Arn = copy.Arn with { Identifier = name },
            Database = copy.Database,
            Encryption = copy.Encryption,
            Copy = copy.Copy,
        };
        twin.Complete(estate.Cloud.Agenda.Now, estate.Cloud.Agenda.Now);
        estate.Cloud.Rds.State.Add(twin);
    }
}
