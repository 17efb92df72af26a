namespace Relay.Tests;

/// <summary>What each look of Doctor's means.</summary>
public sealed class DiagnosisTests
{
    private static readonly RelaySettings Jobs = Some.Settings(Some.Jobs());

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(79, 20, false)]
    [InlineData(79, 21, false)]
    [InlineData(79, 22, true)]
    [InlineData(80, 0, true)]
    [InlineData(100, 0, true)]
    public void A_quota_is_a_finding_when_four_fifths_are_used_or_the_next_copies_do_not_fit(
        int used,
        int tonight,
        bool found
    )
    {
        var diagnosed = Diagnosis.Quota("here", new QuotaFacts(SnapshotKind.Cluster, used, 100), tonight);

        diagnosed.NotProven.ShouldBeEmpty();
        diagnosed.Findings.Count.ShouldBe(found ? 1 : 0);
        foreach (var finding in diagnosed.Findings)
        {
            finding.Check.ShouldBe("quotas");
            finding.What.ShouldBe("the quota of manual DB cluster snapshots here is nearly used up");
            finding.Value.ShouldBe($"{used} of 100, {tonight} more with the next copy of each database");
            finding.Fix.ShouldStartWith("Raise the quota of manual DB cluster snapshots");
        }
    }

    [Fact]
    public void Only_copies_in_progress_that_are_not_the_relays_and_not_AWS_Backups_take_slots_from_it()
    {
        SnapshotFacts Copy(string name, string status = "creating", string? of = "x", bool ours = false) =>
            Some.Facts(
                Some.Snapshot(name),
                status,
                copiedFrom: of,
                tags: ours ? [new Tag("snapshot-relay:relay", "snapshot-relay")] : []
            );
        SnapshotFacts[] harmless =
        [
            .. Enumerable.Range(0, 20).Select(i => Copy($"snapshot-relay-{i}", ours: true)),
            .. Enumerable.Range(0, 20).Select(i => Copy($"awsbackup:copyjob-{i}")),
            .. Enumerable.Range(0, 20).Select(i => Copy($"done-{i}", "available")),
            .. Enumerable.Range(0, 20).Select(i => Copy($"snapshot-{i}", of: null)),
            .. Enumerable.Range(0, 15).Select(i => Copy($"other-{i}")),
        ];
        Slots(harmless).Findings.ShouldBeEmpty();

        var finding = Slots([.. harmless, Copy("other-15")]).Findings.ShouldHaveSingleItem();
        finding.Value.ShouldBe("16 of 20 in progress");
        finding.Fix.ShouldContain(" CopiesInProgress ");

        static Diagnosed Slots(IEnumerable<SnapshotFacts> there) =>
            Diagnosis.Slots("here", SnapshotKind.Instance, there, Some.Settings());
    }

    [Theory]
    [InlineData("jobs", "30", "119", true)]
    [InlineData("jobs", "30", "120", false)]
    [InlineData("jobs", "0", "1", false)]
    [InlineData("rescue", "30", "35", false)]
    public void What_goes_to_cold_storage_has_to_stay_there_for_ninety_days(
        string recoveryPoints,
        string cold,
        string days,
        bool found
    )
    {
        var settings = Jobs with
        {
            RecoveryPoints = Jobs.RecoveryPoints with
            {
                Use = recoveryPoints == "jobs" ? RecoveryPointUse.Jobs : RecoveryPointUse.Rescue,
            },
            Retention = new RetentionSettings(int.Parse(days, null), int.Parse(cold, null)),
        };

        var findings = Diagnosis.Retention(settings).Findings;

        findings.Count.ShouldBe(found ? 1 : 0);
        findings.ShouldAllBe(f => f.Fix.StartsWith("Set RetentionDays to at least 120"));
    }

    [Fact]
    public void What_PlanRelay_would_refuse_is_a_finding_and_what_passes_or_may_not_be_seen_is_not_proved()
    {
        var key = new KeyRefusedException(null, "region key", "k", "is disabled", "Enable k.");
        key.Message.ShouldStartWith("Nothing can be relayed: the region key k is disabled.");
        Of(key)
            .Findings.ShouldBe([new Finding("databases", "the region key k is disabled", "s", "Enable k.")]);

        new VaultRefusedException(null, "account vault v", "is gone", "Make it.").Message.ShouldStartWith(
            "Nothing can be relayed: the account vault v is gone."
        );
        Of(new VaultRefusedException(Some.Snapshot(), "account vault v", "is gone", "Make it."))
            .Findings.ShouldBe([new Finding("databases", "the account vault v is gone", "s", "Make it.")]);

        var tag = Of(new TagInvalidException("t", "orders", "x", "y")).Findings.ShouldHaveSingleItem();
        tag.What.ShouldBe("The tag t of orders is 'x'; expected y");
        tag.Fix.ShouldStartWith("Correct the tag t");

        foreach (
            var error in new RelayException[]
            {
                new AwsThrottledException("c", "slow down"),
                new AwsUnavailableException("c", "down"),
                new AwsAccessDeniedException("c", "no"),
                new AwsRefusedException("c", "X", "no"),
            }
        )
        {
            Of(error).Findings.ShouldBeEmpty();
            Of(error).NotProven.ShouldBe([new Unproven("databases", "s", error.What)]);
        }

        Of(new SnapshotNotFoundException(Some.Snapshot())).ShouldBe(Diagnosed.Well);
        Of(new SnapshotReplacedException(Some.Snapshot(), Some.Time, Some.Time)).ShouldBe(Diagnosed.Well);

        static Diagnosed Of(RelayException error) => Diagnosis.Of(Checkup.Databases, error, "s");
    }

    [Fact]
    public void The_same_problem_of_several_is_one_finding_that_names_three()
    {
        static Diagnosed Ill(string what, string value) =>
            Diagnosed.Ill(Checkup.Databases, what, value, "Do.");
        var open = Diagnosed.Open(Checkup.Keys, "k", "y");

        var all = Diagnosed.Of([
            Ill("a", "1"),
            Ill("b", "1"),
            open,
            Ill("a", "2"),
            Ill("a", "2"),
            Ill("a", "3"),
            Ill("a", "4"),
            open,
        ]);

        all.Findings.Select(f => $"{f.What}: {f.Value}").ShouldBe(["a: 1, 2, 3, and 1 more", "b: 1"]);
        all.NotProven.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_templates_own_policy_lets_in_whom_the_region_key_must_let_in_and_without_the_DR_account_it_does_not()
    {
        const string own =
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"}""";
        const string there = """
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":["kms:DescribeKey","kms:Encrypt","kms:Decrypt","kms:ReEncryptFrom","kms:ReEncryptTo","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"],"Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"rds.eu-central-1.amazonaws.com"}}},
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"],"Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"rds.eu-central-1.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":"true"}}}
            """;
        const string backup =
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"kms:DescribeKey","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"}}}""";
        RegionKey(Some.Settings(), own, there).ShouldBe([]);
        RegionKey(Jobs, own, there, backup).ShouldBe([]);
        RegionKey(Jobs, own, there).ShouldHaveSingleItem().Value.ShouldBe("all that it needs");
        RegionKey(Some.Settings(("MODE", "region"), ("DR_ACCOUNT_ID", "")), own).ShouldBe([]);
        RegionKey(Some.Settings(("MODE", "share"), ("ACCOUNT_KEY_ID", "")), own, there).ShouldBe([]);

        var missing = RegionKey(Some.Settings(), own).ShouldHaveSingleItem();
        missing.What.ShouldContain("does not let the DR account 222222222222 in, so nothing is copied");
        missing.Value.ShouldBe("all that it needs through rds.eu-central-1.amazonaws.com");
        RegionKey(Some.Settings(), own, there.Split('\n')[0].TrimEnd(','))
            .ShouldHaveSingleItem()
            .Value.ShouldBe("kms:CreateGrant through rds.eu-central-1.amazonaws.com");
        missing.Fix.ShouldContain("docs/keys.md");
        RegionKey(Some.Settings(), there)
            .ShouldHaveSingleItem()
            .What.ShouldContain("the relay in this account");

        static IReadOnlyList<Finding> RegionKey(RelaySettings settings, params string[] statements) =>
            Diagnosis
                .KeyPolicy(
                    "region key",
                    Some.RegionKey,
                    $$"""{"Statement":[{{string.Join(',', statements)}}]}""",
                    KeyPolicies.OfRegionKey(settings),
                    "nothing is copied"
                )
                .Findings;
    }

    [Theory]
    [InlineData(Route.DirectToAccount, 2)]
    [InlineData(Route.BackupCopyJob, 3)]
    [InlineData(Route.RegionThenAccount, 0)]
    [InlineData(Route.BackupTwoJobs, 0)]
    public void A_source_keys_policy_is_asked_on_the_routes_on_which_the_DR_account_reads_the_source(
        Route route,
        int questions
    ) => KeyPolicies.OfSourceKey(route, Some.SourceKey, Jobs).Count.ShouldBe(questions);

    [Theory]
    [InlineData(null, 1)]
    [InlineData("""{"Statement":[]}""", 1)]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}}""",
        0
    )]
    public void The_DR_accounts_vault_has_to_let_the_copy_role_in(string? policy, int findings)
    {
        var diagnosed = Diagnosis.VaultPolicy(
            Some.AccountVault,
            policy,
            KeyPolicies.OfVault(Jobs.RecoveryPoints.CopyRole!)
        );
        diagnosed.Findings.Count.ShouldBe(findings);
        diagnosed.Findings.ShouldAllBe(f => f.Fix.Contains("backup:CopyIntoBackupVault"));
    }

    [Fact]
    public void A_vault_policy_that_asks_for_the_organization_is_not_proved() =>
        Diagnosis
            .VaultPolicy(
                Some.AccountVault,
                """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}""",
                KeyPolicies.OfVault(Jobs.RecoveryPoints.CopyRole!)
            )
            .NotProven.ShouldHaveSingleItem()
            .What.ShouldContain(Some.AccountVault.ToString());

    [Fact]
    public void A_report_without_findings_has_no_message_and_one_with_many_names_ten()
    {
        var report = new DoctorReport("snapshot-relay", Some.Time, 3);
        report.Message.ShouldBeNull();
        report.Metrics().ShouldBe([("DoctorFindings", 0), ("DoctorNotProven", 0)]);

        report = report with
        {
            Findings =
            [
                .. Enumerable.Range(1, 12).Select(i => new Finding("keys", $"\"{i}\" is off", "v", "Do it.")),
            ],
        };
        report
            .Message.ShouldNotBeNull()
            .ShouldContain(
                "(9) '9' is off (v). What to do: Do it. (10) '10' is off (v). What to do: Do it. And 2 more"
            );
        (report with { Findings = [.. report.Findings.Take(10)] })
            .Message.ShouldNotBeNull()
            .ShouldEndWith("(10) '10' is off (v). What to do: Do it.");
        report.Message.ShouldNotContain("\"");
        report.Metrics()[0].ShouldBe(("DoctorFindings", 12));

        report = report with { FindingsLeftOut = 30, NotProvenLeftOut = 1 };
        report.Message.ShouldNotBeNull().ShouldContain("And 32 more");
        report.Metrics().ShouldBe([("DoctorFindings", 42), ("DoctorNotProven", 1)]);
    }

    [Fact]
    public void Small_findings_name_what_is_missing_and_the_fix()
    {
        Diagnosis.CrossAccountBackup(true).ShouldBe(Diagnosed.Well);
        Diagnosis
            .CrossAccountBackup(false)
            .Findings.ShouldHaveSingleItem()
            .Fix.ShouldContain("aws backup update-global-settings");
        Diagnosis
            .OptionGroup("tde", "tde-dr", null, Some.DrRegion)
            .Findings.ShouldHaveSingleItem()
            .What.ShouldBe("there is no option group tde-dr in eu-central-1");
        Diagnosis
            .OptionGroup(
                "tde",
                "tde-dr",
                new OptionGroupFacts("tde-dr", "oracle-ee", "19", []),
                Some.DrRegion
            )
            .ShouldBe(Diagnosed.Well);
        Diagnosis.NoCanary(Some.SourceRegion).Findings.ShouldHaveSingleItem().Value.ShouldBe("eu-west-1");
        Checkup.All.Select(c => c.Name).ShouldBeUnique();
    }
}
