namespace Relay.Tests;

/// <summary>A finding of Doctor's names the thing, the setting and the place, so that nobody has to look for them.</summary>
public sealed class DoctorWordsTests
{
    private static readonly RelaySettings Jobs = Some.Settings(Some.Jobs());

    private static readonly PolicyQuestion Copier = KeyPolicies.OfSourceKey(
        Route.DirectToAccount,
        Some.SourceKey,
        Jobs
    )[0];

    [Fact]
    public void A_key_whose_policy_only_AWS_can_judge_is_named_with_whom_it_is_to_let_in() =>
        KeyPolicy(
            """{"Effect":"Allow","Principal":"*","Action":"kms:*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}"""
        )
            .NotProven.ShouldHaveSingleItem()
            .What.ShouldBe(
                $"that the policy of the source key {Some.SourceKey} lets the DR account's copier in"
            );

    [Fact]
    public void What_a_keys_policy_lacks_is_listed() =>
        KeyPolicy("""{"Effect":"Allow","Principal":"*","NotAction":["kms:CreateGrant","kms:Decrypt"]}""")
            .Findings.ShouldHaveSingleItem()
            .Value.ShouldBe("kms:Decrypt, kms:CreateGrant through rds.eu-west-1.amazonaws.com");

    [Fact]
    public void A_vault_is_named_with_whom_it_keeps_out()
    {
        var question = KeyPolicies.OfVault(Jobs.RecoveryPoints.CopyRole!);
        var finding = Diagnosis.VaultPolicy(Some.AccountVault, null, question).Findings.Single();
        finding.What.ShouldContain($"account vault {Some.AccountVault} does not let {question.Who}");
        finding.Value.ShouldBe(question.Principal);
    }

    [Fact]
    public void The_organizations_switch_is_named()
    {
        var finding = Diagnosis.CrossAccountBackup(false).Findings.Single();
        finding.What.ShouldStartWith("AWS Backup may not copy across accounts");
        finding.Value.ShouldBe("isCrossAccountBackupEnabled");
    }

    [Fact]
    public void An_option_group_is_told_with_the_setting_that_names_it_and_the_one_whose_like_it_is_to_be()
    {
        var finding = Diagnosis.OptionGroup("tde", "tde-dr", null, Some.DrRegion).Findings.Single();
        finding.Value.ShouldBe("OptionGroups tde=tde-dr");
        finding.Fix.ShouldContain("major version of tde,");
    }

    [Theory]
    [InlineData(SnapshotKind.Instance, 20, "DB snapshots", " CopiesInProgress ")]
    [InlineData(SnapshotKind.Cluster, 5, "DB cluster snapshots", " ClusterCopiesInProgress ")]
    public void Slots_that_others_take_are_told_with_place_kind_and_setting(
        SnapshotKind kind,
        int slots,
        string noun,
        string setting
    )
    {
        var others = Enumerable
            .Range(0, slots)
            .Select(i => Some.Facts(Some.Snapshot($"other-{i}"), "creating", copiedFrom: "x"));
        var finding = Diagnosis.Slots("there", kind, others, Some.Settings()).Findings.Single();
        finding.What.ShouldStartWith($"copies of {noun} that the relay has not made");
        finding.What.ShouldEndWith(" there");
        finding.Fix.ShouldContain(setting);
    }

    [Fact]
    public void A_retention_that_cold_storage_forbids_is_told_with_both_settings()
    {
        var settings = Jobs with { Retention = new RetentionSettings(119, 30) };
        var finding = Diagnosis.Retention(settings).Findings.Single();
        finding.What.ShouldStartWith("a copy of a recovery point ");
        finding.Value.ShouldBe("RetentionDays 119, ColdStorageAfterDays 30");
    }

    [Fact]
    public void A_Region_without_canary_is_told_with_the_template_that_belongs_there()
    {
        var finding = Diagnosis.NoCanary(Some.SourceRegion).Findings.Single();
        finding.What.ShouldStartWith("no canary has come from eu-west-1 ");
        finding.Fix.ShouldStartWith("Deploy templates/source-region.yaml in eu-west-1;");
    }

    private static Diagnosed KeyPolicy(string statement) =>
        Diagnosis.KeyPolicy(
            "source key",
            Some.SourceKey,
            $$"""{"Statement":{{statement}}}""",
            [Copier],
            "nothing is copied"
        );
}
