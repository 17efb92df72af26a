namespace Relay.Tests;

public sealed class ReconciliationRefusalsTests
{
    private const string Refused =
        "The relay of x failed at PlanRelay: the key is disabled. What to do: enable it.";
    private const string Failed = "The relay of x failed at CheckRegionCopy: it failed. What to do: look.";
    private static readonly DateTimeOffset Now = Some.Time.AddHours(30);

    [Theory]
    [InlineData(0.1, Refused, Refused, true)]
    [InlineData(23.9, Refused, Refused, true)]
    [InlineData(24, Refused, Refused, false)]
    [InlineData(0.1, Failed, Refused, false)]
    [InlineData(0.1, null, Refused, false)]
    public void One_that_was_refused_twice_running_rests_for_a_day(
        double hours,
        string? before,
        string cause,
        bool rests
    )
    {
        var (since, ended) = (Some.Time, Now.AddHours(-hours));
        ExecutionReport[] attempts =
        [
            new("x", "FAILED", since, ended.AddHours(-1), "KeyRefusedException", before),
            new("x-r1", "FAILED", ended, ended, "KeyRefusedException", cause),
        ];
        var choice = Reconciliation.Judge("x", attempts, _ => false, _ => false, Now);
        if (rests)
        {
            var left = choice.ShouldBeOfType<ReconcileChoice.Leave>();
            left.IsMissing.ShouldBeTrue();
            left.Reason.ShouldContain(
                "x-r1 was refused with KeyRefusedException, as was the attempt before it"
            );
            return;
        }

        choice.ShouldBe(
            new ReconcileChoice.RetryUnlessRefused("x-r2", "x-r1 was refused with KeyRefusedException")
        );
    }

    [Theory]
    [InlineData(3, 10, 1)]
    [InlineData(10, 10, 1)]
    [InlineData(11, 10, 2)]
    [InlineData(41, 10, 5)]
    [InlineData(1000, 200, 5)]
    public void Each_has_its_turn_within_as_many_runs_as_it_takes(int count, int inARun, int runs)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        var seen = Enumerable
            .Range(0, runs)
            .SelectMany(hour => Reconciliation.InTurn(all, inARun, Now.AddHours(hour)).Take(inARun));
        seen.Distinct().Count().ShouldBe(count);
        Reconciliation.InTurn(all, inARun, Now).Order().ShouldBe(all);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Those_that_one_run_can_look_at_keep_their_order_whatever_the_hour(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        for (var hour = 0; hour < 12; hour++)
        {
            Reconciliation.InTurn(all, 10, Now.AddHours(hour)).ShouldBe(all);
        }
    }
}
