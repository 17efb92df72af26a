using System.Text.Json.Nodes;
using Amazon.KeyManagementService.Model;
using LocalCloud.Faults;

namespace Scenarios;

/// <summary>What would make tonight's relays fail is found today, with its fix; nothing is changed by looking.</summary>
public sealed class TheDoctor
{
    [Theory]
    [InlineData("copy")]
    [InlineData("share")]
    [InlineData("region")]
    public async Task Of_a_healthy_estate_there_is_nothing_to_tell(string mode)
    {
        await using var estate = await Estate.Healthy(mode);

        var report = await estate.Doctor();

        Estate.Findings(report).ShouldBeEmpty();
        report["message"].ShouldBeNull();
        ((int)report["databases"]!).ShouldBe(1);
        // Whether the copier may do what it is for, only its account knows.
        Estate.Open(report).Count.ShouldBe(mode == "copy" ? 1 : 0);
        estate.Metric(Estate.Source, "DoctorFindings").ShouldBe(0);
    }

    [Fact]
    public async Task Of_healthy_copy_jobs_there_is_nothing_to_tell_either()
    {
        await using var estate = await WithBackups();

        var report = await estate.Doctor();

        Estate.Findings(report).ShouldBeEmpty();
        Estate.Open(report).ShouldHaveSingleItem().ShouldStartWith("roles: ");
    }

    [Fact]
    public async Task Given_the_DR_key_is_scheduled_for_deletion_it_finds_it_and_says_how_to_cancel()
    {
        await using var estate = await Estate.Healthy();
        var key = estate.Relay.RegionKeyArn;
        using var kms = estate.Kms(Estate.Source, estate.DrRegion);
        await kms.ScheduleKeyDeletionAsync(
            new ScheduleKeyDeletionRequest { KeyId = key, PendingWindowInDays = 7 }
        );

        var report = await estate.Doctor();

        Estate
            .Findings(report)
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                $"keys: the region key {key} is pending deletion | RegionKeyId {key}, arn:aws:rds:eu-west-1:{Estate.Source}:snapshot:rds:orders-2026-11-20-"
            );
        ((string)report["message"]!).ShouldContain(
            $"What to do: Cancel the deletion of {key} (aws kms cancel-key-deletion) and enable it, at once"
        );
    }

    [Fact]
    public async Task Given_the_account_key_or_a_databases_key_is_disabled_each_is_found_once()
    {
        await using var estate = await Estate.Healthy();
        using (var there = estate.Kms(Estate.Dr, estate.DrRegion))
        {
            await there.DisableKeyAsync(new DisableKeyRequest { KeyId = estate.Relay.AccountKeyArn });
        }

        var source = await estate.Key();
        await estate.Database("crm", source);
        await estate.Database("crm-test", source);
        estate.AutomatedSnapshot("crm");
        estate.AutomatedSnapshot("crm-test");
        await estate.RunUntilIdle();
        using (var here = estate.Kms(Estate.Source, estate.SourceRegion))
        {
            await here.DisableKeyAsync(new DisableKeyRequest { KeyId = source });
        }

        var findings = await estate.Findings();

        findings.Count.ShouldBe(2, string.Join('\n', findings));
        findings[0].ShouldStartWith($"keys: the account key {estate.Relay.AccountKeyArn} is disabled | ");
        findings[1].ShouldStartWith($"databases: the source key {source} is disabled | ");
        findings[1].ShouldContain(":snapshot:rds:crm-test-2026-");
        findings[1].ShouldEndWith($"Enable {source} (aws kms enable-key).");
    }

    [Fact]
    public async Task Given_a_region_key_that_does_not_let_the_DR_account_in_it_says_what_is_missing()
    {
        await using var estate = await Estate.Healthy();
        await estate.PutKeyPolicy(estate.Relay.RegionKeyArn, Estate.Root(Estate.Source));

        var finding = (await estate.Findings()).ShouldHaveSingleItem();

        finding.ShouldStartWith(
            $"key policies: the policy of the region key {estate.Relay.RegionKeyArn} does not let the DR account {Estate.Dr} in, so "
        );
        finding.ShouldContain(" | all that it needs through rds.eu-central-1.amazonaws.com | ");
        finding.ShouldContain("docs/keys.md");
    }

    [Fact]
    public async Task Given_DirectToAccount_a_source_key_that_does_not_let_the_DR_account_in_is_found()
    {
        await using var estate = await Estate.Directly();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        await estate.CanaryComes();
        (await estate.Findings()).ShouldBeEmpty();

        var key = await estate.Key();
        await estate.Database("crm", key);
        await estate.ManualSnapshot("crm", "c");
        await estate.RunUntilIdle();

        (await estate.Findings())
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                $"key policies: the policy of the source key {key} does not let the DR account's copier in, so DirectToAccount is refused and copies take the longer way | all that it needs through rds.eu-west-1.amazonaws.com, all that it needs through rds.eu-central-1.amazonaws.com | Add "
            );
    }

    [Fact]
    public async Task Given_roles_that_can_not_be_assumed_it_says_so_and_goes_on_with_the_rest()
    {
        await using var estate = await Estate.Healthy();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "AssumeRole",
                Times = 100,
            }
        );
        using var kms = estate.Kms(Estate.Source, estate.DrRegion);
        await kms.DisableKeyAsync(new DisableKeyRequest { KeyId = estate.Relay.RegionKeyArn });

        var report = await estate.Doctor();

        var findings = Estate.Findings(report);
        findings.Count.ShouldBe(3, string.Join('\n', findings));
        findings[0]
            .ShouldStartWith($"roles: The DR account's role {estate.Relay.CopierRoleArn} can't be assumed: ");
        findings[1]
            .ShouldStartWith($"roles: The DR account's role {estate.Relay.ReaderRoleArn} can't be assumed: ");
        findings[1]
            .ShouldContain("Deploy templates/dr-account.yaml in the DR account with the same RelayName");
        findings[2].ShouldStartWith("keys: the region key ");
        Estate
            .Open(report)
            .ShouldContain(u => u.StartsWith($"keys: AccountKeyId {estate.Relay.AccountKeyArn}: "));
        Estate
            .Open(report)
            .ShouldContain(u => u.StartsWith("quotas: the quota of manual snapshots of the DR account"));
    }

    [Fact]
    public async Task Given_a_DR_account_that_refuses_everything_nothing_of_it_is_taken_for_proved()
    {
        await using var estate = await Estate.Healthy();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                CallerRole = "snapshot-relay-reader",
                Times = 100,
            }
        );

        var report = await estate.Doctor();

        Estate
            .Findings(report)
            .ShouldHaveSingleItem()
            .ShouldContain("the account key " + estate.Relay.AccountKeyArn + " can't be looked at");
        Estate.Open(report).Count(u => u.StartsWith("quotas: ", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Whatever_call_fails_in_whatever_way_it_says_what_it_could_not_prove_and_never_falls_over()
    {
        await using var estate = await WithBackups();
        await estate.Doctor();
        var operations = estate
            .CallsOf(Estate.Preflight)
            .Keys.Concat(estate.CallsOf("reader").Keys)
            .Distinct();
        operations.Count().ShouldBeGreaterThan(10);
        foreach (var operation in operations.ToList())
        {
            foreach (var effect in new[] { FaultEffect.Throttle, FaultEffect.Deny, FaultEffect.Error })
            {
                estate.Cloud.Faults.Clear();
                estate.Fault(
                    new Fault
                    {
                        Effect = effect,
                        Operation = operation,
                        Times = 1000,
                    }
                );
                var report = await estate.Doctor();
                (Estate.Findings(report).Count + Estate.Open(report).Count).ShouldBeGreaterThan(
                    1,
                    $"{operation} {effect}"
                );
            }
        }
    }

    [Fact]
    public async Task It_changes_nothing_and_only_looks()
    {
        await using var estate = await WithBackups();
        await estate.Doctor();

        string[] asked = [.. estate.CallsOf(Estate.Preflight).Keys, .. estate.CallsOf("reader").Keys];

        asked.ShouldContain("GetKeyPolicy");
        asked.ShouldContain("GetBackupVaultAccessPolicy");
        asked.ShouldAllBe(operation =>
            operation == "AssumeRole"
            || operation.StartsWith("Describe", StringComparison.Ordinal)
            || operation.StartsWith("List", StringComparison.Ordinal)
            || operation.StartsWith("Get", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Given_a_quota_that_tonights_copies_do_not_fit_into_it_says_where_and_how_many()
    {
        await using var estate = await Estate.Healthy();
        estate.Cloud.Rds.Settings = estate.Cloud.Rds.Settings with { ManualSnapshots = 1 };

        var findings = await estate.Findings();

        findings.Count.ShouldBe(2);
        findings[0]
            .ShouldStartWith(
                $"quotas: the quota of manual DB snapshots of this account in {estate.DrRegion} is nearly used up | 1 of 1, 1 more with the next copy of each database | Raise the quota"
            );
        findings[1].ShouldContain($"of the DR account {Estate.Dr} in {estate.DrRegion}");
    }

    [Fact]
    public async Task Given_an_option_group_that_the_settings_name_and_nobody_has_made_it_is_found()
    {
        await using var estate = await Estate.Healthy(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["OptionGroups"] = "tde=tde-dr,crm=default" },
            }
        );

        (await estate.Findings())
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                $"option groups: there is no option group tde-dr in {estate.DrRegion} | OptionGroups tde=tde-dr | Create it "
            );
    }

    [Fact]
    public async Task Given_vaults_and_an_organization_that_will_not_have_the_copies_each_is_found()
    {
        await using var estate = await WithBackups(deploy: s =>
            s with
            {
                DrAccountParameters = new Dictionary<string, string>
                {
                    ["VaultLock"] = "governance",
                    ["VaultLockMinRetentionDays"] = "60",
                },
            }
        );
        await estate.Local("organization", new JsonObject { ["crossAccountBackup"] = false });
        await estate.RunFor(TimeSpan.FromHours(1));
        await estate
            .Cloud.As(Estate.Dr, estate.DrRegion)
            .RestAsync("backup", "DELETE", $"/backup-vaults/{Estate.RelayVault}/access-policy");

        var findings = await estate.Findings();

        findings.ShouldContain(f =>
            f.StartsWith("vaults: the account vault ")
            && f.Contains("takes nothing that is kept less than 60 days")
            && f.EndsWith("Set RetentionDays to at least 60.")
        );
        findings.ShouldContain(f => f.StartsWith("vaults: the access policy of the account vault "));
        findings.ShouldContain(f => f.StartsWith("organization: AWS Backup may not copy across accounts"));
    }

    [Fact]
    public async Task Given_no_canary_for_two_hours_the_Region_is_named()
    {
        await using var estate = await Estate.Healthy();
        await estate.RunFor(TimeSpan.FromHours(2));

        (await estate.Findings())
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                $"canaries: no canary has come from {estate.SourceRegion} in the last two hours"
            );
    }

    [Fact]
    public async Task What_PlanRelay_would_refuse_a_database_for_is_found_with_the_database_and_others_are_not_hit()
    {
        await using var estate = await Estate.Healthy();
        await estate.Cluster("multi-az", await estate.Key(), "postgres");
        estate.AutomatedClusterSnapshot("multi-az");
        await estate.RunUntilIdle();

        var finding = (await estate.Findings()).ShouldHaveSingleItem();

        finding.ShouldStartWith("databases: Snapshot arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:");
        finding.ShouldContain("Multi-AZ DB cluster");
    }

    [Fact]
    public async Task Every_day_its_message_reaches_the_topic()
    {
        await using var estate = await Estate.Healthy();
        using var kms = estate.Kms(Estate.Source, estate.DrRegion);
        await kms.DisableKeyAsync(new DisableKeyRequest { KeyId = estate.Relay.RegionKeyArn });
        estate.TurnSchedulesOn();

        await estate.RunFor(TimeSpan.FromHours(24));

        var told = estate
            .Cloud.Sns.Inbox.Where(m => m.Text.Contains(": Doctor of ", StringComparison.Ordinal))
            .ToList();
        var message = told.ShouldHaveSingleItem();
        message.TopicArn.ShouldBe("arn:aws:sns:eu-central-1:111111111111:snapshot-relay-notifications");
        message.At.TimeOfDay.ShouldBeInRange(new TimeSpan(13, 7, 0), new TimeSpan(13, 10, 0));
        ((string)JsonNode.Parse(message.Text)!).ShouldStartWith(
            "Snapshot Relay 'snapshot-relay': Doctor of 2026-11-20 13:07:00Z has found what would make relays fail: (1) the region key "
        );
    }

    // A relay of recovery points into both vaults, one of which was relayed.
    private static async Task<Estate> WithBackups(Func<Deployment, Deployment>? deploy = null)
    {
        var estate = await Estate.WithVault(deploy: deploy);
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();
        await estate.CanaryComes();
        return estate;
    }
}
