using LocalCloud.Faults;
using LocalCloud.Rds;

namespace Scenarios;

/// <summary>DB clusters: Aurora, DocumentDB, Neptune; and those of which AWS takes no copies.</summary>
public sealed class ClustersToo
{
    [Theory]
    [InlineData("aurora-mysql", true)]
    [InlineData("aurora-mysql", false)]
    [InlineData("aurora-postgresql", true)]
    [InlineData("aurora-postgresql", false)]
    [InlineData("docdb", true)]
    [InlineData("neptune", false)]
    public async Task A_snapshot_of_a_cluster_becomes_a_verified_copy_that_the_DR_account_owns(
        string engine,
        bool automated
    )
    {
        await using var estate = Estate.Start();
        await estate.Cluster("ledger", await estate.Key(), engine);
        var snapshot = automated
            ? estate.AutomatedClusterSnapshot("ledger")
            : await estate.ManualClusterSnapshot("ledger", "ledger-before-upgrade");
        await estate.RunUntilIdle();

        var execution = estate.Succeeded();
        var copy = (await estate.ClusterCopies(Estate.Dr)).ShouldHaveSingleItem();
        copy.Status.ShouldBe("available");
        copy.Engine.ShouldBe(engine);
        copy.KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn);
        copy.DBClusterSnapshotIdentifier.Length.ShouldBeLessThanOrEqualTo(63);
        copy.TagList.ShouldContain(t =>
            t.Key == "snapshot-relay:source-snapshot" && snapshot.EndsWith(t.Value)
        );
        Estate.Route(execution).ShouldBe("RegionThenAccount");
        ((string?)Estate.Output(execution)["verification"]!["copyArn"]).ShouldBe(copy.DBClusterSnapshotArn);
        estate.Shares.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cluster_under_the_default_key_is_re_encrypted_on_its_way()
    {
        await using var estate = Estate.Start();
        await estate.Cluster("catalog", engine: "docdb");
        estate.AutomatedClusterSnapshot("catalog");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.ClusterCopies(Estate.Source)).Single().KmsKeyId.ShouldBe(estate.Relay.RegionKeyArn);
        (await estate.ClusterCopies(Estate.Dr)).Single().KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn);
    }

    [Theory]
    [InlineData("region")]
    [InlineData("share")]
    [InlineData("copy")]
    public async Task An_unencrypted_cluster_keeps_to_be_unencrypted_and_its_copy_is_verified_as_such(
        string mode
    )
    {
        await using var estate = Estate.Start(mode);
        await estate.Cluster("old", encrypted: false);
        estate.AutomatedClusterSnapshot("old");
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        var copy = (
            await estate.ClusterCopies(mode == "copy" ? Estate.Dr : Estate.Source)
        ).ShouldHaveSingleItem();
        copy.StorageEncrypted.ShouldBe(false);
        Estate.Output(execution)["verification"]!["kmsKeyId"].ShouldBeNull();
    }

    [Fact]
    public async Task A_cluster_under_a_key_that_AWS_owns_is_tried_and_arrives_under_the_account_key()
    {
        await using var estate = Estate.Start();
        await estate.Cluster("new");
        estate.AutomatedClusterSnapshot("new");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.ClusterCopies(Estate.Dr)).Single().KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn);
    }

    [Fact]
    public async Task By_setting_a_cluster_under_a_key_that_AWS_owns_is_refused_before_anything_is_changed()
    {
        await using var estate = Estate.Start(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["SseRds"] = "refuse" },
            }
        );
        await estate.Cluster("new");
        estate.AutomatedClusterSnapshot("new");
        await estate.RunUntilIdle();
        estate.Failed("SnapshotRefusedException").Cause.ShouldNotBeNull().ShouldContain("sse-rds");
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("region", SseRdsCopies.Refused, "AwsOwnedKeyRefusedException")]
    [InlineData("region", SseRdsCopies.KeepsOwnedKey, "CopyNotVerifiedException")]
    [InlineData("share", SseRdsCopies.KeepsOwnedKey, "AwsOwnedKeyRefusedException")]
    [InlineData("copy", SseRdsCopies.KeepsOwnedKey, "AwsOwnedKeyRefusedException")]
    public async Task Where_AWS_does_not_take_such_a_cluster_the_failure_says_so_in_words(
        string mode,
        SseRdsCopies copies,
        string error
    )
    {
        await using var estate = Estate.Start(
            mode,
            options: o => o with { Rds = o.Rds with { SseRdsCopies = copies } }
        );
        await estate.Cluster("new");
        estate.AutomatedClusterSnapshot("new");
        await estate.RunUntilIdle();
        var cause = estate.Failed(error).Cause.ShouldNotBeNull();
        cause.ShouldContain("sse-rds");
        cause.ShouldContain("customer managed key");
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("mysql")]
    public async Task A_Multi_AZ_DB_cluster_is_refused_in_words_that_a_person_can_act_on(string engine)
    {
        await using var estate = Estate.Start();
        await estate.Cluster("three-nodes", await estate.Key(), engine);
        await estate.ManualClusterSnapshot("three-nodes", "s");
        await estate.RunUntilIdle();
        var refused = estate.Failed("SnapshotRefusedException");
        refused.Cause.ShouldNotBeNull().ShouldContain("Multi-AZ DB cluster");
        refused.Cause.ShouldContain("read replica of the cluster in its own Region");
        refused.Cause.ShouldContain("snapshot-relay:mode=skip");
        Estate.States(refused).ShouldBe(["PlanRelay", "ExplainFailure", "RelayFailed"]);
    }

    [Fact]
    public async Task A_wave_of_clusters_waits_for_the_slots_of_clusters_and_not_behind_instances()
    {
        await using var estate = await Estate.WithDatabase(
            options: o => o with { Rds = o.Rds with { CopiesInProgress = 2, ClusterCopiesInProgress = 1 } },
            deploy: s =>
                s with
                {
                    Parameters = new Dictionary<string, string>
                    {
                        ["CopiesInProgress"] = "2",
                        ["ClusterCopiesInProgress"] = "1",
                    },
                }
        );
        var key = await estate.Key();
        for (var i = 1; i <= 5; i++)
        {
            await estate.Database($"db-{i}", key, sizeGiB: 400);
        }

        for (var i = 1; i <= 3; i++)
        {
            await estate.Cluster($"ledger-{i}", key);
        }

        for (var i = 1; i <= 5; i++)
        {
            await estate.ManualSnapshot($"db-{i}", $"s-{i}");
        }

        await estate.RunFor(TimeSpan.FromMinutes(5));
        for (var i = 1; i <= 3; i++)
        {
            await estate.ManualClusterSnapshot($"ledger-{i}", $"c-{i}");
        }

        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(8);
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
        // The clusters began later and are done first: nobody of them stands behind an instance.
        var ends = estate.Executions.ToLookup(
            e => e.Name.StartsWith("cluster-", StringComparison.Ordinal),
            e => e.StopDate
        );
        ends[true].Max().ShouldNotBeNull().ShouldBeLessThan(ends[false].Max()!.Value);
        estate.Executions.Count(e => Estate.States(e).Contains("WaitForSlot")).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_cluster_snapshot_deleted_and_made_again_under_its_name_gets_a_relay_and_a_copy_of_its_own()
    {
        await using var estate = Estate.Start();
        await estate.Cluster("ledger", await estate.Key());
        await estate.ManualClusterSnapshot("ledger", "nightly");
        await estate.RunUntilIdle();
        using (var rds = estate.Rds(Estate.Source, estate.SourceRegion))
        {
            await rds.DeleteDBClusterSnapshotAsync(
                new Amazon.RDS.Model.DeleteDBClusterSnapshotRequest
                {
                    DBClusterSnapshotIdentifier = "nightly",
                }
            );
        }

        await estate.ManualClusterSnapshot("ledger", "nightly");
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        (await estate.ClusterCopies(Estate.Dr)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_copy_of_a_cluster_is_told_and_the_next_start_makes_a_new_attempt()
    {
        await using var estate = Estate.Start();
        await estate.Cluster("ledger", await estate.Key());
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Account = Estate.Dr,
                Percent = 40,
            }
        );
        var snapshot = await estate.ManualClusterSnapshot("ledger", "s");
        await estate.RunUntilIdle();
        estate.Failed("CopyFailedException");
        estate.Shares.ShouldBeEmpty();

        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        (await estate.ClusterCopies(Estate.Dr))
            .Single(c => c.Status == "available")
            .DBClusterSnapshotIdentifier.ShouldEndWith("-r1");
    }
}
