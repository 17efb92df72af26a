using LocalCloud.Faults;

namespace Scenarios;

/// <summary>Sweeps: the same thing goes wrong at each of a relay's calls to AWS in turn, and with several orders of things.</summary>
public sealed class WhateverHappens
{
    private const string Functions = "snapshot-relay-*";
    private const int FewestCalls = 20;

    [Fact]
    public async Task In_whichever_order_things_happen_the_main_job_is_done()
    {
        for (var seed = 1; seed <= 15; seed++)
        {
            await using var estate = await Estate.WithDatabase(options: o => o with { Seed = seed });
            await estate.Database("billing");
            estate.AutomatedSnapshot("orders");
            await estate.ManualSnapshot("billing", "by-hand");
            await estate.RunUntilIdle();
            await ShouldBeDone(estate, copies: 2, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(61, 4)]
    [InlineData(1100, 7)]
    public async Task When_two_relays_of_a_snapshot_overlap_and_one_is_denied_a_call_the_other_comes_to_its_end(
        int secondsLater,
        int firstCall
    )
    {
        var call = firstCall;
        for (var hit = true; hit; call += 9)
        {
            await using var estate = await Overlapping(call, secondsLater);
            hit = estate.Cloud.Faults.All.Single().Matches >= call;
            var failed = estate.Executions.Where(e => e.Status != "SUCCEEDED").ToList();
            failed.Count.ShouldBeLessThanOrEqualTo(1, $"call {call}");
            (await estate.Copies(Estate.Source)).Count.ShouldBe(1, $"call {call}");
            var copy = (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem($"call {call}");
            copy.Status.ShouldBe("available");
            if (failed.All(e => e.Cause?.Contains("StopSharing failed", StringComparison.Ordinal) != true))
            {
                estate.Shares.ShouldBeEmpty($"call {call}");
            }
        }

        call.ShouldBeGreaterThan(FewestCalls);
    }

    private static async Task<Estate> Overlapping(int nth, int secondsLater)
    {
        var estate = Estate.Start(options: o =>
            o with
            {
                Seed = nth,
                Rds = o.Rds with { WithdrawnShareFailsCopy = true },
            }
        );
        await estate.Database("orders", await estate.Key());
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Count == 1);
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                CallerRole = Functions,
                Nth = nth,
            }
        );
        await estate.RunFor(TimeSpan.FromSeconds(secondsLater));
        await estate.StartByHand(snapshot, "second");
        await estate.RunUntilIdle();
        return estate;
    }

    private static async Task ShouldBeDone(Estate estate, int copies, string when)
    {
        estate.Executions.Count.ShouldBe(copies, when);
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED", when);
        (await estate.Copies(Estate.Source)).Count.ShouldBe(copies, when);
        var made = await estate.Copies(Estate.Dr);
        made.Count.ShouldBe(copies, when);
        foreach (var copy in made)
        {
            copy.Status.ShouldBe("available", when);
            copy.KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn, when);
            estate.Shares.ShouldBeEmpty(when);
        }

        estate.DeadLetters.ShouldBeEmpty(when);
    }
}
