namespace Relay.Tests;

/// <summary>A refusal names what is wrong, the setting or thing by which it is put right, and no other.</summary>
public sealed class RefusalWordsTests
{
    private static readonly SnapshotArn Snapshot = Some.Snapshot();
    private static readonly DrAccountSettings Dr = Some.Settings().DrAccount!;

    [Fact]
    public void A_region_keys_refusal_names_RegionKeyId()
    {
        var elsewhere = Some.Settings(("REGION_KEY_ID", "arn:aws:kms:eu-west-1:111111111111:key/1"));
        Key(() => KeyRules.RegionKeyToAsk(Snapshot, elsewhere))
            .ToDo.ShouldBe("Set RegionKeyId to a key in eu-central-1.");
        Region(Facts() with { Symmetric = false })
            .Message.ShouldContain(
                $"the region key {Some.RegionKey} is not a symmetric encryption key, and RDS takes no other. What to do: Set RegionKeyId to a symmetric key"
            );
        Region(Facts() with { AwsManaged = true })
            .Message.ShouldContain(
                "is an AWS managed key, which another account can't use. What to do: Set RegionKeyId to a customer managed key"
            );
        Key(() => KeyRules.CheckRegionKey(Snapshot, Some.Settings(), new KeyLookup.NotFound()))
            .ToDo.ShouldBe("Set RegionKeyId to a key that exists in eu-central-1.");
    }

    [Fact]
    public void An_account_keys_refusal_names_AccountKeyId()
    {
        var foreign = Some.Settings(("ACCOUNT_KEY_ID", "arn:aws:kms:eu-central-1:111111111111:key/1"));
        var refusal = Key(() => KeyRules.AccountKeyToAsk(Snapshot, foreign, foreign.DrAccount!));
        refusal.KeyName.ShouldBe("account key");
        refusal.ToDo.ShouldBe("Set AccountKeyId to a key of account 222222222222.");
        Key(() =>
            KeyRules.CheckAccountKey(
                Snapshot,
                Some.Settings(),
                Dr,
                Found(Facts(Some.AccountKey) with { AwsManaged = true })
            )
        )
            .ToDo.ShouldStartWith("Set AccountKeyId to a customer managed key");
        KeyRules
            .CheckAccountKey(Snapshot, Some.Settings(), Dr, Found(Facts(Some.AccountKey)))
            .ShouldBe(Some.AccountKey);
    }

    [Fact]
    public void A_source_key_that_is_gone_takes_its_snapshots_along()
    {
        var refusal = Key(() => KeyRules.CheckSource(Snapshot, "key-1", new KeyLookup.NotFound()));
        refusal.KeyName.ShouldBe("source key");
        refusal.ToDo.ShouldBe(
            "Create a new snapshot under a key that exists: this one can't be read without its key."
        );
    }

    [Theory]
    [InlineData("region vault", "Deploy the relay's stack again.")]
    [InlineData("account vault", "Set DrVaultArn to the output VaultArn of the DR account's stack.")]
    public void A_vault_that_is_elsewhere_is_put_right_in_the_stack_whose_it_is(string role, string fix)
    {
        var vault = Some.AccountVault with { Region = Some.SourceRegion };
        Vault(role, Vaults(Some.AccountKey), asked: vault).ToDo.ShouldBe(fix);
    }

    [Theory]
    [InlineData("region vault", "Set RegionKeyId to the vault's key")]
    [InlineData("account vault", "Set AccountKeyId to the vault's key")]
    public void A_vault_under_another_key_than_its_copies_is_told_of_that_key_s_setting(
        string role,
        string fix
    ) => Vault(role, Vaults(Some.SourceKey)).ToDo.ShouldStartWith(fix);

    [Fact]
    public void A_region_vault_is_under_the_region_key()
    {
        VaultRules.Check(Snapshot, VaultRules.RegionVault, Some.AccountVault, Vaults(Some.RegionKey), Plan);
        Vault(VaultRules.RegionVault, Vaults(Some.AccountKey))
            .Message.ShouldContain($"are to be under {Some.RegionKey}");
    }

    [Fact]
    public void A_locked_vault_takes_what_is_kept_just_as_long_as_it_asks_for() =>
        VaultRules.Check(
            Snapshot,
            VaultRules.AccountVault,
            Some.AccountVault,
            Vaults(Some.AccountKey) with
            {
                Locked = true,
                MinRetentionDays = 35,
                MaxRetentionDays = 35,
            },
            Plan
        );

    [Theory]
    [InlineData(
        "arn:aws:rds:eu-west-1:333333333333:snapshot:x",
        "Start the relay of the account that owns the snapshot."
    )]
    [InlineData(
        "arn:aws:rds:us-east-1:111111111111:snapshot:x",
        "this relay serves eu-west-1, eu-west-2. What to do: Add the Region to the stack's SourceRegions"
    )]
    public void A_snapshot_that_is_not_served_is_the_fault_of_the_input(string arn, string words)
    {
        var refusal = Should.Throw<InputInvalidException>(() =>
            SourceRules.CheckServed(SnapshotArn.Parse(arn), Some.Settings())
        );
        refusal.Path.ShouldBe("snapshotArn");
        refusal.Message.ShouldContain(words);
    }

    [Fact]
    public void Why_a_copy_is_never_a_source_tells_what_gives_it_away()
    {
        Never(Some.Facts(copiedFrom: "the-source")).ShouldContain("is itself a copy, of the-source");
        Never(Some.Facts(Some.Snapshot("snapshot-relay-x"), tags: new Tag("snapshot-relay:relay", "y")))
            .ShouldContain("was made by a relay");
        Never(Some.Facts(Some.Snapshot("awsbackup:copyjob-1")))
            .ShouldContain("made by a copy job of AWS Backup");
        SourceRules
            .Judge(
                Snapshot,
                null,
                Some.Facts(Some.Snapshot("snapshot-relayed"), tags: new Tag("snapshot-relay:relay", "y")),
                Some.Settings()
            )
            .ShouldBeOfType<SourceChoice.Ready>();
    }

    [Theory]
    [InlineData("mysql", SnapshotKind.Cluster, true)]
    [InlineData("postgres", SnapshotKind.Cluster, true)]
    [InlineData("aurora-mysql", SnapshotKind.Cluster, false)]
    [InlineData("mysql", SnapshotKind.Instance, false)]
    public void Snapshots_of_Multi_AZ_DB_clusters_are_refused(string engine, SnapshotKind kind, bool refused)
    {
        var source = Some.Source(Snapshot with { Kind = kind }) with { Engine = engine };
        var refusal = Record.Exception(() => SourceRules.CheckCopyable(source, Some.Settings()));
        (refusal is SnapshotRefusedException).ShouldBe(refused);
    }

    [Fact]
    public void A_recovery_point_that_would_be_deleted_at_once_is_told_the_tag_that_lengthens_its_life() =>
        Should
            .Throw<LifecycleRefusedException>(() =>
                LifecycleRules.Check(Some.Source(), Plan, Some.Time.AddDays(40))
            )
            .ToDo.ShouldContain(Wishes.RetentionTag);

    [Theory]
    [InlineData(34, true)]
    [InlineData(33.99, false)]
    public void AWS_Backup_may_round_an_end_by_a_day(double days, bool enough) =>
        LifecycleRules
            .LivesLongEnough(Some.RecoveryPoint() with { DeleteAt = Some.Time.AddDays(days) }, 35)
            .ShouldBe(enough);

    private static RelayPlan Plan =>
        new(Route.BackupTwoJobs, "…", Some.RegionKey, Some.AccountKey)
        {
            Means = CopyMeans.CopyJob,
            RetentionDays = 35,
        };

    private static VaultFacts Vaults(KeyArn key) =>
        new(Some.AccountVault, $"{key}", Locked: false, null, null);

    private static KeyFacts Facts(KeyArn? key = null) => new(key ?? Some.RegionKey, "Enabled", false, true);

    private static KeyLookup.Found Found(KeyFacts key) => new(key);

    private static KeyRefusedException Key(Action check) => Should.Throw<KeyRefusedException>(check);

    private static KeyRefusedException Region(KeyFacts key) =>
        Key(() => KeyRules.CheckRegionKey(Snapshot, Some.Settings(), Found(key)));

    private static VaultRefusedException Vault(string role, VaultFacts answer, VaultArn? asked = null) =>
        Should.Throw<VaultRefusedException>(() =>
            VaultRules.Check(Snapshot, role, asked ?? Some.AccountVault, answer, Plan)
        );

    private static string Never(SnapshotFacts found) =>
        SourceRules
            .Judge(found.Arn, null, found, Some.Settings(("RECOVERY_POINTS", "rescue")))
            .ShouldBeOfType<SourceChoice.Never>()
            .Reason;
}
