using LocalCloud.Faults;
using LocalCloud.Lambda;

namespace Chaos;

/// <summary>
/// The worst moments with real processes: AWS has done what it was asked for, and before it answers the process is killed (SIGKILL). Lambda
/// reports the crash, and Step Functions, or Lambda's own retry, calls the function anew in another process.
/// </summary>
public sealed class KilledForReal(RealEstate world) : IClassFixture<RealEstate>
{
    /// <summary>The function, and its call that takes effect and is never answered.</summary>
    public static TheoryData<string, string> Moments =>
        new()
        {
            { "CopyToRegion", "CopyDBSnapshot" },
            { "ShareRegionCopy", "ModifyDBSnapshotAttribute" },
            { "CopyToAccount", "CopyDBSnapshot" },
            { "StopSharing", "ModifyDBSnapshotAttribute" },
        };

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_function_that_is_killed_before_its_answer_leads_to_one_copy_all_the_same(
        string function,
        string operation
    )
    {
        // The copier's role is the DR account's.
        var isCopier = function == "CopyToAccount";
        world.Estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Crash,
                After = true,
                Operation = operation,
                Account = isCopier ? Estate.Dr : Estate.Source,
                CallerRole = isCopier ? null : $"snapshot-relay-{function}",
            }
        );
        var name = $"killed-{function}".ToLowerInvariant();
        await world.Snapshot(name);
        await Relayed(name, function);
    }

    [Fact]
    public async Task Reconcile_that_is_killed_once_it_has_started_a_relay_starts_no_second_one()
    {
        const string name = "killed-reconcile";
        world.Estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Drop,
                Region = world.Estate.SourceRegion,
                Identifier = name,
                Times = int.MaxValue,
            }
        );
        world.Estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Crash,
                After = true,
                Operation = "StartExecution",
                CallerRole = "snapshot-relay-Reconcile",
            }
        );
        await world.Snapshot(name);
        // Until then its event may still come.
        await world.Pass(TimeSpan.FromHours(1));
        await world.Run.Doings.Scheduled("Reconcile");
        await Relayed(name, "Reconcile");
    }

    // Its relay has ended, and whoever was killed has been called again and has ended well.
    private async Task Relayed(string name, string function)
    {
        await world.Until(() =>
            world.Estate.Executions.Count(e => e.Input.Contains($":{name}\"", StringComparison.Ordinal)) == 1
            && world.Estate.Executions.All(e => e.Status != "RUNNING")
            && InvocationsOf(function).LastOrDefault() is { ErrorType: null }
            && InvocationsOf(function).Any(i => i.ErrorType is not null)
        );
        lock (world.Estate.Cloud.Agenda.Gate)
        {
            var calls = InvocationsOf(function).ToList();
            var killed = calls.FindIndex(i => i.ErrorType is not null);
            calls[killed].ErrorType.ShouldBe("Runtime.ExitError");
            calls[killed + 1].ErrorType.ShouldBeNull();
            calls[killed + 1].ColdStart.ShouldBeTrue();
            world.Run.Look();
            world.Estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
            var source = world.Run.Sources.Seen.Single(s => s.Arn.Identifier == name);
            var copies = world.Run.Sources.Copies(source).ToList();
            copies
                .Select(c => (c.Arn.AccountId, c.Status))
                .ShouldBe([(Estate.Source, "available"), (Estate.Dr, "available")], ignoreOrder: true);
            copies.ShouldAllBe(c => c.SharedWith.Count == 0);
        }

        Invariants.Judge(world.Run).Violations.ShouldBeEmpty();
    }

    private IEnumerable<Invocation> InvocationsOf(string function) =>
        world.Estate.Cloud.Lambda.Invocations.Where(i => i.FunctionName == $"snapshot-relay-{function}");
}
