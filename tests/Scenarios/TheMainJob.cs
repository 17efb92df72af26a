using LocalCloud.Faults;

namespace Scenarios;

public sealed class TheMainJob
{
    [Fact]
    public async Task Given_an_automated_snapshot_when_its_event_arrives_then_the_DR_account_owns_a_verified_copy_under_its_own_key()
    {
        await using var estate = await Estate.WithDatabase();
        var snapshot = estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();

        var execution = estate.Succeeded();
        Estate
            .States(execution)
            .ShouldBe([
                "PlanRelay",
                "ChooseRoute",
                "CopyToRegion",
                "AfterRegionCopy",
                "WaitForRegionCopy",
                "CheckRegionCopy",
                "BeforeAccountCopy",
                "ShareRegionCopy",
                "AfterShare",
                "CopyToAccount",
                "AfterAccountCopy",
                "WaitForAccountCopy",
                "CheckAccountCopy",
                "StopSharing",
                "AfterSharing",
                "VerifyCopy",
                "RelayCompleted",
            ]);
        var copy = (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
        copy.Status.ShouldBe("available");
        copy.KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn);
        copy.AllocatedStorage.ShouldBe(100);
        copy.TagList.ShouldContain(t =>
            t.Key == "snapshot-relay:source-snapshot" && snapshot.EndsWith(t.Value)
        );
        ((string?)Estate.Output(execution)["verification"]!["copyArn"]).ShouldBe(copy.DBSnapshotArn);
        (await estate.SharedWith(copy.DBSnapshotIdentifier)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Given_a_snapshot_under_the_default_key_then_the_region_copy_re_encrypts_it()
    {
        await using var estate = Estate.Start();
        await estate.Database("billing");
        estate.AutomatedSnapshot("billing");
        await estate.RunUntilIdle();
        (await estate.Copies(Estate.Source))
            .ShouldHaveSingleItem()
            .KmsKeyId.ShouldBe(estate.Relay.RegionKeyArn);
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem().KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn);
    }

    [Fact]
    public async Task Given_a_manual_snapshot_with_tags_then_its_copies_carry_them_beside_ours()
    {
        await using var estate = Estate.Start();
        await estate.Database("crm", await estate.Key());
        await estate.ManualSnapshot("crm", "crm-before-upgrade", tags: ("team", "sales"));
        await estate.RunUntilIdle();
        foreach (var account in new[] { Estate.Source, Estate.Dr })
        {
            (await estate.Copies(account))
                .ShouldHaveSingleItem()
                .TagList.ShouldContain(t => t.Key == "team" && t.Value == "sales");
        }
    }

    [Fact]
    public async Task Given_no_DR_account_then_the_copy_in_the_DR_Region_is_the_destination_and_nothing_is_shared()
    {
        await using var estate = Estate.Start(mode: "region");
        await estate.Database("orders");
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.States(execution).ShouldNotContain("ShareRegionCopy");
        var copy = (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        copy.KmsKeyId.ShouldBe(estate.Relay.RegionKeyArn);
        estate.Shares.ShouldBeEmpty();
    }

    [Fact]
    public async Task Given_a_region_key_of_the_teams_own_then_the_region_copy_is_under_it()
    {
        await using var estate = Estate.Start(regionKey: cloud =>
            cloud.Kms.Keys.CreateKey(
                Estate.Source,
                cloud.Options.DrRegion,
                PolicyOfOwnKey(),
                "ours",
                rotation: true
            )
        );
        await estate.Database("orders", await estate.Key());
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.Copies(Estate.Source))
            .ShouldHaveSingleItem()
            .KmsKeyId.ShouldBe(estate.Relay.Settings.RegionKeyId);
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem().KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn);
    }

    [Fact]
    public async Task Given_two_source_Regions_then_one_relay_serves_both()
    {
        await using var estate = Estate.Start(options: o =>
            o with
            {
                SourceRegions = ["eu-west-1", "us-east-1"],
            }
        );
        foreach (var region in estate.Cloud.Options.SourceRegions)
        {
            await estate.Database("orders", await estate.Key(region), region: region);
            estate.AutomatedSnapshot("orders", region);
        }

        await estate.RunUntilIdle();
        (await estate.Copies(Estate.Dr))
            .Select(c => c.DBSnapshotIdentifier)
            .ShouldBe((await estate.Copies(Estate.Source)).Select(c => c.DBSnapshotIdentifier));
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
        estate.Executions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Given_an_event_that_comes_twice_then_nothing_is_started_twice()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Double,
                EventId = "RDS-EVENT-0042",
                DelaySeconds = 7200,
            }
        );
        await estate.ManualSnapshot("orders", "once");
        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(1);
        (await estate.Copies(Estate.Dr)).Count.ShouldBe(1);
        estate.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Given_a_snapshot_deleted_and_made_again_under_its_name_then_there_are_two_relays_and_two_copies()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "nightly");
        await estate.RunUntilIdle();
        await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "nightly");
        await estate.ManualSnapshot("orders", "nightly");
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        (await estate.Copies(Estate.Dr)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_hand_started_relay_needs_only_the_ARN_and_beside_the_automatic_one_it_is_harmless()
    {
        await using var estate = await Estate.WithDatabase();
        var snapshot = await estate.ManualSnapshot("orders", "by-hand");
        await estate.RunUntil(() => estate.Executions.Count == 1);
        await estate.StartByHand(snapshot);
        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        estate.Shares.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_relay_started_before_the_snapshot_is_complete_waits_for_it()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        var snapshot = await estate.ManualSnapshot("orders", "still-creating");
        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        Estate.States(estate.Executions.ShouldHaveSingleItem()).ShouldContain("WaitForSnapshot");
        (await estate.Copies(Estate.Dr)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_is_never_a_source()
    {
        await using var estate = Estate.Start(options: o =>
            o with
            {
                SourceRegions = ["eu-west-1", "us-east-1"],
            }
        );
        await estate.Database("orders", await estate.Key());
        await estate.ManualSnapshot("orders", "original");
        await estate.RunUntilIdle();

        // A person copies it to the other source Region; that copy says that it is one.
        var key = await estate.Key("us-east-1");
        using var rds = estate.Rds(Estate.Source, "us-east-1");
        await rds.CopyDBSnapshotAsync(
            new Amazon.RDS.Model.CopyDBSnapshotRequest
            {
                SourceDBSnapshotIdentifier = $"arn:aws:rds:eu-west-1:{Estate.Source}:snapshot:original",
                TargetDBSnapshotIdentifier = "copied",
                KmsKeyId = key,
            }
        );
        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(1);
        await estate.StartByHand($"arn:aws:rds:us-east-1:{Estate.Source}:snapshot:copied");
        await estate.RunUntilIdle();
        var execution = estate.Executions[^1];
        execution.Status.ShouldBe("SUCCEEDED");
        Estate.States(execution).ShouldBe(["PlanRelay", "ChooseRoute", "NothingToDo"]);
        ((string)Estate.Output(execution)["plan"]!["reason"]!).ShouldContain("is itself a copy");
    }

    // What docs/keys.md asks of a region key that the stack does not make.
    private static System.Text.Json.Nodes.JsonObject PolicyOfOwnKey()
    {
        const string use =
            """["kms:DescribeKey","kms:Encrypt","kms:Decrypt","kms:ReEncryptFrom","kms:ReEncryptTo","kms:GenerateDataKey","kms:GenerateDataKeyWithoutPlaintext"]""";
        const string drAccount =
            """ "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Resource":"*" """;
        const string relay = """
            "ArnLike":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/snapshot-relay/snapshot-relay/*"},
            "StringEquals":{"kms:ViaService":"rds.eu-central-1.amazonaws.com"}
            """;
        return System
            .Text.Json.Nodes.JsonNode.Parse(
                $$"""
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"},
                  { {{drAccount}},"Action":{{use}},"Condition":{ {{relay}} } },
                  { {{drAccount}},"Action":"kms:CreateGrant","Condition":{ {{relay}},"Bool":{"kms:GrantIsForAWSResource":"true"} } }
                ]}
                """
            )!
            .AsObject();
    }
}
