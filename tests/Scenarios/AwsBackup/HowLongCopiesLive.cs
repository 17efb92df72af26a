namespace Scenarios.AwsBackup;

/// <summary>The lifecycle of copied recovery points.</summary>
public sealed class HowLongCopiesLive
{
    private const string Tag = "snapshot-relay:retention-days";

    [Theory]
    [InlineData(null, 35)]
    [InlineData("90", 90)]
    [InlineData("7", 35)]
    public async Task The_databases_tag_lengthens_the_retention_and_never_shortens_it(string? tag, int days)
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders();
        if (tag is not null)
        {
            await estate.Tag(database, Tag, tag);
        }

        await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupCopyJob");
        await estate.ShouldHaveVerified(relay, Estate.Dr, database);
        var copy = (await estate.VaultCopies(Estate.Dr)).Single();
        (copy.Lifecycle.DeleteAfterDays, copy.Lifecycle.MoveToColdStorageAfterDays).ShouldBe((days, null));
    }

    [Fact]
    public async Task Both_copies_of_two_jobs_live_as_long()
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders(ownKey: false);
        await estate.Tag(database, Tag, "90");
        await estate.BackUp(database);
        await estate.RunUntilIdle();

        estate.ShouldBeRelayedBy("BackupTwoJobs");
        foreach (var account in new[] { Estate.Source, Estate.Dr })
        {
            (await estate.VaultCopies(account)).ShouldHaveSingleItem().Lifecycle.DeleteAfterDays.ShouldBe(90);
        }
    }

    [Theory]
    [InlineData("EFS", 30L)]
    [InlineData("EBS", null)]
    [InlineData("RDS", null)]
    public async Task Cold_storage_is_for_resource_types_that_have_it(string type, long? coldAfterDays)
    {
        await using var estate = await WithColdStorage(retentionDays: 120);
        await estate.BackUp(type == "RDS" ? await estate.Orders() : await estate.Resource(type));
        await estate.RunUntilIdle();

        estate.ShouldBeRelayedBy("BackupCopyJob");
        var copy = (await estate.VaultCopies(Estate.Dr)).ShouldHaveSingleItem();
        (copy.Lifecycle.DeleteAfterDays, copy.Lifecycle.MoveToColdStorageAfterDays).ShouldBe(
            (120, coldAfterDays)
        );
    }

    [Fact]
    public async Task A_retention_too_short_for_cold_storage_is_refused_in_words_before_anything_is_changed()
    {
        await using var estate = await WithColdStorage(retentionDays: 119);
        await estate.BackUp(await estate.Resource("EFS"));
        await estate.RunUntilIdle();

        var failed = estate.Failed("LifecycleRefusedException");
        failed
            .Cause.ShouldNotBeNull()
            .ShouldContain(
                "its copy is to go to cold storage after 30 days, where it has to stay 90, but it is to be kept 119 days only."
            );
        failed.Cause.ShouldContain("Set RetentionDays to at least 120");
        estate.CopyJobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recovery_point_older_than_its_copy_would_be_kept_is_refused_in_words()
    {
        await using var estate = await Estate.WithVault();
        var point = await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();
        await estate.RunFor(TimeSpan.FromDays(36));
        await estate.StartByHand(point, "late");
        await estate.RunUntilIdle();

        var late = estate.Executions[^1];
        late.Error.ShouldBe("LifecycleRefusedException", late.Cause);
        late.Cause.ShouldNotBeNull().ShouldContain("would be deleted at once");
    }

    [Theory]
    [InlineData(
        "60",
        "0",
        "is locked and takes nothing that is kept less than 60 days, but this copy is to be kept 35."
    )]
    [InlineData(
        "7",
        "30",
        "is locked and takes nothing that is kept more than 30 days, but this copy is to be kept 35."
    )]
    public async Task What_the_DR_accounts_vault_lock_does_not_let_in_is_refused_in_words_before_anything_is_changed(
        string least,
        string most,
        string problem
    )
    {
        await using var estate = await WithLock(least, most);
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        var failed = estate.Failed("VaultRefusedException");
        failed.Cause.ShouldNotBeNull().ShouldContain($"the account vault {estate.DrVaultArn} {problem}");
        estate.CopyJobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_lock_lets_in_is_copied()
    {
        await using var estate = await WithLock(least: "35", most: "35");
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        estate.ShouldBeRelayedBy("BackupCopyJob");
    }

    private static Task<Estate> WithLock(string least, string most) =>
        Estate.WithVault(deploy: s =>
            s with
            {
                DrAccountParameters = new Dictionary<string, string>
                {
                    ["VaultLock"] = "governance",
                    ["VaultLockMinRetentionDays"] = least,
                    ["VaultLockMaxRetentionDays"] = most,
                },
            }
        );

    private static Task<Estate> WithColdStorage(int retentionDays) =>
        Estate.WithVault(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string>
                {
                    ["BackupResourceTypes"] = "RDS,EFS,EBS",
                    ["RetentionDays"] = $"{retentionDays}",
                    ["ColdStorageAfterDays"] = "30",
                },
            }
        );
}
