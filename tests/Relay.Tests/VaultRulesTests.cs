namespace Relay.Tests;

public sealed class VaultRulesTests
{
    private static readonly SourceSnapshot Source = Some.Source(Some.Snapshot("awsbackup:job-1")) with
    {
        RecoveryPoint = Some.RecoveryPoint(),
    };

    [Fact]
    public void A_vault_under_the_expected_key_takes_the_copy()
    {
        Check(Vault());
        Check(Vault() with { Locked = true, MinRetentionDays = 7, MaxRetentionDays = 35 });
        // Limits without a lock bind nobody.
        Check(Vault() with { MinRetentionDays = 90 });
    }

    public static TheoryData<VaultFacts?, string, string> Refused =>
        new()
        {
            { null, "does not exist", "Set DrVaultArn" },
            { Vault("Default"), "is AWS Backup's default vault", "Use a vault of its own" },
            { Vault() with { KeyArn = null }, "is under a key that AWS owns", "customer managed key" },
            {
                Vault() with
                {
                    KeyArn = Some.RegionKey.ToString(),
                },
                $"is under {Some.RegionKey}, but its copies are to be under {Some.AccountKey}",
                "Set AccountKeyId"
            },
            {
                Vault() with
                {
                    Locked = true,
                    MinRetentionDays = 90,
                },
                "takes nothing that is kept less than 90 days, but this copy is to be kept 35",
                "Set RetentionDays to at least 90."
            },
            {
                Vault() with
                {
                    Locked = true,
                    MaxRetentionDays = 30,
                },
                "takes nothing that is kept more than 30 days",
                "at most 30."
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void One_that_can_not_take_it_is_refused_with_its_name_and_the_fix(
        VaultFacts? vault,
        string problem,
        string fix
    )
    {
        var refusal = Should.Throw<VaultRefusedException>(() => Check(vault));
        refusal.Message.ShouldContain($"Recovery point {Source.Arn} can't be relayed: the account vault ");
        refusal.Message.ShouldContain(problem);
        refusal.ToDo.ShouldContain(fix);
    }

    [Fact]
    public void A_missing_region_vault_is_the_relays_own_stacks_matter() =>
        Should
            .Throw<VaultRefusedException>(() =>
                VaultRules.Check(Source.Arn, VaultRules.RegionVault, Some.RegionVault, null, Plan)
            )
            .ToDo.ShouldContain("the relay's stack again with RecoveryPoints set to jobs");

    [Theory]
    [InlineData("arn:aws:backup:eu-west-1:222222222222:backup-vault:snapshot-relay")]
    [InlineData("arn:aws:backup:eu-central-1:333333333333:backup-vault:snapshot-relay")]
    public void One_that_has_the_name_but_not_the_account_or_Region_of_DrVaultArn_is_not_taken_for_it(
        string given
    )
    {
        var refusal = Should.Throw<VaultRefusedException>(() =>
            VaultRules.Check(Source.Arn, VaultRules.AccountVault, VaultArn.Parse(given), Vault(), Plan)
        );
        refusal.Message.ShouldContain($"the vault of that name there is {Some.AccountVault}");
        refusal.ToDo.ShouldContain("Set DrVaultArn");
    }

    [Fact]
    public void Where_copies_stay_unencrypted_the_vaults_key_does_not_matter() =>
        VaultRules.Check(
            Source.Arn,
            VaultRules.AccountVault,
            Some.AccountVault,
            Vault() with
            {
                KeyArn = Some.SourceKey.ToString(),
            },
            Plan with
            {
                RegionKeyArn = null,
                AccountKeyArn = null,
            }
        );

    private static RelayPlan Plan =>
        new(Route.BackupTwoJobs, "…", Some.RegionKey, Some.AccountKey)
        {
            Means = CopyMeans.CopyJob,
            RetentionDays = 35,
            RegionVaultArn = Some.RegionVault,
            AccountVaultArn = Some.AccountVault,
        };

    private static VaultFacts Vault(string name = "snapshot-relay") =>
        new(Some.AccountVault with { Name = name }, Some.AccountKey.ToString(), Locked: false, null, null);

    private static void Check(VaultFacts? answer) =>
        VaultRules.Check(Source.Arn, VaultRules.AccountVault, answer?.Arn ?? Some.AccountVault, answer, Plan);
}
