using LocalCloud.Faults;
using LocalCloud.Sns;

namespace Chaos;

/// <summary>What a snapshot without a copy takes to pass: a message in the inbox that tells the right cause. Anything less is noticed.</summary>
public sealed class VerdictTests
{
    private const string Untold = "every snapshot ends as a copy or as a failure that names it";
    private const string WrongCause = "the cause is right";
    private const int ForGood = 10_000;

    [Fact]
    public async Task A_lost_Region_that_no_alarm_tells_of_is_noticed()
    {
        var rules = await Broken(
            With(new ChaosStep(ChaosKind.LoseSourceRegion) { At = 59 }),
            run => Keep(run, m => !Says(m, "regions-unknown"))
        );
        rules.ShouldContain(Untold);
        rules.ShouldContain("what went wrong is told");
    }

    [Fact]
    public async Task A_snapshot_that_gave_way_to_one_that_has_no_copy_is_noticed()
    {
        var script = new ChaosScript(
            1,
            new World { Way = Way.RegionOnly },
            [
                new ChaosStep(ChaosKind.FillCopySlots) { Seconds = 7200 },
                new ChaosStep(ChaosKind.AutomatedSnapshot),
                new ChaosStep(ChaosKind.AutomatedSnapshot) { At = 1800 },
            ]
        );
        await using var run = await ChaosRun.PlayAsync(script);
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        var copy = run.Sources.CopiesSeen.Single();
        var older = run.Sources.Seen.Single(s => s != run.Sources.Of(copy));
        run.Estate.Cloud.Rds.State.Remove(copy);
        Invariants
            .Judge(run)
            .Violations.ShouldContain(v =>
                v.Rule == Untold
                && v.What.StartsWith($"{older.Arn}: it has given way", StringComparison.Ordinal)
            );
    }

    [Theory]
    [InlineData(ChaosKind.Deny, "AwsAccessDeniedException", "AwsThrottledException")]
    [InlineData(ChaosKind.Deny, "is not authorized to perform", "may not")]
    [InlineData(ChaosKind.Crash, "Runtime.ExitError", "Lambda.Unknown")]
    [InlineData(ChaosKind.DisableKey, "arn:aws:kms:eu-west-1", "arn:aws:kms:eu-west-3")]
    [InlineData(ChaosKind.DeleteSource, "was deleted", "is misspelt")]
    public async Task A_message_with_another_cause_is_noticed(ChaosKind kind, string said, string other)
    {
        var step = Exhaustive.OnCalls.Contains(kind)
            ? new ChaosStep(kind) { Skip = 3, Again = ForGood }
            : new ChaosStep(kind) { OnCall = 3 };
        var rules = await Broken(
            With(step),
            run => Change(run, m => m with { Text = m.Text.Replace(said, other, StringComparison.Ordinal) })
        );
        rules.ShouldContain(WrongCause);
    }

    [Fact]
    public async Task An_end_that_nothing_in_the_script_leads_to_is_noticed()
    {
        var clean = With();
        var estate = await ChaosWorld.MakeAsync(clean, []);
        await using var run = ChaosRun.Over(clean, estate, []);
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                CallerRole = Doings.Relay,
                Nth = 4,
            }
        );
        await run.Doings.DoAsync(clean.Steps[0]);
        await estate.RunUntilIdle();
        run.Look();
        Invariants.Judge(run).Violations.Select(v => v.Rule).ShouldContain(WrongCause);
    }

    [Theory]
    [InlineData(ChaosKind.DeleteSource, "a relay failed")]
    [InlineData(ChaosKind.DisableKey, "a relay failed")]
    [InlineData(ChaosKind.StopExecution, "was cut off")]
    public async Task A_relay_that_ended_badly_and_is_not_told_is_noticed(ChaosKind kind, string said)
    {
        var steps = new[]
        {
            new ChaosStep(kind) { OnCall = 3 },
            // Without its source, or while its key is lost, Reconcile tries no more.
            new ChaosStep(ChaosKind.DeleteSource) { At = 7200 },
        };
        var rules = await Broken(With(steps), run => Keep(run, m => !Says(m, said)));
        rules.ShouldContain(Untold);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stopped_relay_that_nobody_could_explain_is_told_by_the_dead_letter_or_noticed(
        bool isTold
    )
    {
        var rules = await Broken(
            With(
                new ChaosStep(ChaosKind.StopExecution) { OnCall = 3 },
                new ChaosStep(ChaosKind.Crash) { OnCall = 3, Again = ForGood },
                new ChaosStep(ChaosKind.DeleteSource) { At = 7200 }
            ),
            run => Keep(run, m => isTold || !Says(m, "dead-letters"))
        );
        (rules.Count == 0).ShouldBe(isTold);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_that_was_buried_in_silence_is_noticed(bool isTold)
    {
        // Its function dies each time, and the snapshot is gone before Reconcile looks.
        var rules = await Broken(
            With(
                new ChaosStep(ChaosKind.Crash) { Again = ForGood },
                new ChaosStep(ChaosKind.DeleteSource) { At = 7200 }
            ),
            run => Keep(run, m => isTold || !Says(m, "dead-letters"))
        );
        (rules.Count == 0).ShouldBe(isTold);
    }

    [Fact]
    public void Every_kind_has_its_causes_and_each_is_an_end_that_a_relay_may_have()
    {
        foreach (var cause in Enum.GetValues<ChaosKind>().SelectMany(Causes.Of))
        {
            (cause.Error == "ABORTED" || KnownErrors.Include(cause.Error)).ShouldBeTrue(cause.Error);
            cause.Word.ShouldNotBeEmpty(cause.Error);
        }
    }

    private static ChaosScript With(params ChaosStep[] steps) =>
        new(
            1,
            new World { Way = Way.RegionThenAccount, Quick = true },
            [new ChaosStep(ChaosKind.ManualSnapshot), .. steps]
        );

    // Nothing is wrong with a run; what is after its inbox was tampered with?
    private static async Task<IReadOnlyList<string>> Broken(ChaosScript script, Action<ChaosRun> tamper)
    {
        await using var run = await ChaosRun.PlayAsync(script);
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        tamper(run);
        return [.. Invariants.Judge(run).Violations.Select(v => v.Rule)];
    }

    private static void Keep(ChaosRun run, Func<InboxMessage, bool> keeps) =>
        Change(run, m => keeps(m) ? m : null);

    private static void Change(ChaosRun run, Func<InboxMessage, InboxMessage?> change)
    {
        var sns = run.Estate.Cloud.Sns;
        var messages = sns.Inbox.Select(change).OfType<InboxMessage>().ToList();
        sns.Clear();
        messages.ForEach(sns.Add);
    }

    private static bool Says(InboxMessage message, string text) =>
        message.Text.Contains(text, StringComparison.Ordinal);
}
