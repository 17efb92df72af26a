namespace Chaos;

/// <summary>What is deleted or made anew between two calls of its relay is told as that. Each was found by the rule of the right cause.</summary>
public sealed class WhatWasDeleted
{
    [Theory]
    [InlineData(Way.RegionThenAccount, 11)]
    [InlineData(Way.DirectToAccount, 11)]
    [InlineData(Way.DirectToAccount, 24)]
    public async Task A_snapshot_that_was_made_anew_while_its_relay_ran_is_told_as_replaced(
        Way way,
        int onCall
    )
    {
        var clean = Exhaustive.Clean(way, cluster: false);
        var step = new ChaosStep(ChaosKind.RecreateSource) { OnCall = onCall };
        (await FirstError(clean, step)).ShouldBe("SnapshotReplacedException");
    }

    [Theory]
    [InlineData(
        Way.DirectToAccount,
        ChaosKind.DeleteSource,
        "DescribeDBSnapshotAttributes",
        "SnapshotNotFoundException"
    )]
    [InlineData(
        Way.DirectToAccount,
        ChaosKind.DeleteSource,
        "AddTagsToResource",
        "SnapshotNotFoundException"
    )]
    [InlineData(
        Way.DirectToAccount,
        ChaosKind.DeleteSource,
        "ModifyDBSnapshotAttribute",
        "SnapshotNotFoundException"
    )]
    [InlineData(
        Way.RegionThenAccount,
        ChaosKind.DeleteRegionCopy,
        "ModifyDBSnapshotAttribute",
        "CopyVanishedException"
    )]
    public async Task What_is_deleted_right_before_it_is_shared_is_told_as_gone(
        Way way,
        ChaosKind kind,
        string call,
        string error
    )
    {
        var clean = Exhaustive.Clean(way, cluster: false);
        int before;
        await using (var undisturbed = await ChaosRun.PlayAsync(clean))
        {
            before = undisturbed
                .Estate.Cloud.Requests.Requests.Where(r => r.InvocationId is not null)
                .ToList()
                .FindIndex(r => r.Operation == call);
        }

        (await FirstError(clean, new ChaosStep(kind) { OnCall = before })).ShouldBe(error);
    }

    [Fact]
    public async Task A_recovery_point_that_is_deleted_between_two_looks_at_it_is_told_as_not_found() =>
        (
            await FirstError(
                Exhaustive.Clean(Way.BackupCopyJob, cluster: false),
                new ChaosStep(ChaosKind.DeleteSource) { OnCall = 5 }
            )
        ).ShouldBe("SnapshotNotFoundException");

    [Fact]
    public async Task A_key_that_is_disabled_while_AWS_Backup_copies_what_is_under_a_key_that_AWS_owns_is_not_ruled_out()
    {
        var script = new ChaosScript(
            7557,
            new World { Way = Way.BackupTwoJobs, Clusters = 1 },
            [new ChaosStep(ChaosKind.Backup), new ChaosStep(ChaosKind.DisableKey) { OnCall = 9, Which = 1 }]
        );
        await using var run = await ChaosRun.PlayAsync(script);
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        var first = Invariants.Executions(run)[0];
        first.Error.ShouldBe("AwsOwnedKeyRefusedException");
        first.Cause.ShouldNotBeNull().ShouldContain("See that the key of the copies can be used");
    }

    [Fact]
    public async Task A_recovery_point_s_copy_that_took_longer_than_it_is_kept_is_told_as_that()
    {
        var script = new ChaosScript(
            4127,
            new World
            {
                Way = Way.BackupTwoJobs,
                Quick = true,
                Days = 2,
                RetentionDays = 2,
            },
            [new ChaosStep(ChaosKind.Backup), new ChaosStep(ChaosKind.StallAccountCopy) { Seconds = 196_835 }]
        );
        await using var run = await ChaosRun.PlayAsync(script);
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        Invariants
            .Executions(run)[^1]
            .Cause.ShouldNotBeNull()
            .ShouldContain("or RetentionDays have passed since its backup");
    }

    private static async Task<string?> FirstError(ChaosScript clean, ChaosStep step)
    {
        await using var run = await ChaosRun.PlayAsync(clean with { Steps = [.. clean.Steps, step] });
        Invariants.Judge(run).Violations.ShouldBeEmpty();
        return run.Estate.Executions[0].Error;
    }
}
