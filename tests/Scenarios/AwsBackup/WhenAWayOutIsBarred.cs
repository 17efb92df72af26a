namespace Scenarios.AwsBackup;

/// <summary>A way out is taken only where it leads somewhere: the plan has looked at the vault that it would need.</summary>
public sealed class WhenAWayOutIsBarred
{
    private const string IsGone =
        "Two copy jobs would be no way out: the region vault arn:aws:backup:eu-central-1:111111111111:backup-vault:snapshot-relay does not exist.";

    [Fact]
    public async Task Without_the_relays_vault_a_refused_copy_job_is_not_made_two_and_RDS_copies_it_within_the_same_execution()
    {
        await using var estate = await WithoutRelayVault(singleActionCopies: false);
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("RegionThenAccount");
        (Estate.Means(relay), Estate.InsteadOf(relay)).ShouldBe(("Snapshot", "BackupCopyJob"));
        Estate.Reason(relay).ShouldContain(IsGone);
        estate.CopyJobs.ShouldHaveSingleItem().State.ShouldBe("FAILED");
        estate.Owned(Estate.Dr).ShouldHaveSingleItem().Status.ShouldBe("available");
    }

    [Fact]
    public async Task Where_one_copy_job_does_it_nobody_misses_the_relays_vault()
    {
        await using var estate = await WithoutRelayVault(singleActionCopies: true);
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupCopyJob");
        Estate.InsteadOf(relay).ShouldBeNull();
        Estate.Reason(relay).ShouldContain(IsGone);
    }

    private static async Task<Estate> WithoutRelayVault(bool singleActionCopies)
    {
        var estate = await Estate.WithVault(options: o =>
            o with
            {
                Backup = o.Backup with { SingleActionCopies = singleActionCopies },
            }
        );
        await estate.DeleteRelayVault(Estate.Source);
        return estate;
    }
}
