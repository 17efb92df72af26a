namespace Scenarios;

/// <summary>Which snapshots are relayed, and how: by settings, by tags of databases and snapshots, by hand.</summary>
public sealed class WhatIsWanted
{
    [Theory]
    [InlineData("SelectTag", "dr=yes", "has the tag dr=yes")]
    [InlineData("SelectDatabases", "crm-*", "matches nothing in SelectDatabases")]
    [InlineData("ExcludeDatabases", "ord*", "in ExcludeDatabases")]
    [InlineData("SelectKinds", "cluster", "DB snapshots are not in SelectKinds")]
    [InlineData("SelectTypes", "automated,awsbackup", "manual snapshots are not in SelectTypes")]
    public async Task What_is_not_selected_is_left_alone_and_the_log_says_why_but_by_hand_it_is_relayed(
        string setting,
        string value,
        string reason
    )
    {
        await using var estate = await Estate.WithDatabase(deploy: s => With(s, setting, value));
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Executions.ShouldBeEmpty();
        estate.DeadLetters.ShouldBeEmpty();
        estate.EventOutcomes.ShouldContain(outcome => outcome.Contains(reason, StringComparison.Ordinal));

        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Succeeded();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tag_that_selects_may_be_on_the_snapshot_or_on_its_database(bool onSnapshot)
    {
        await using var estate = await Estate.WithDatabase(deploy: s => With(s, "SelectTag", "dr"));
        if (onSnapshot)
        {
            await estate.ManualSnapshot("orders", "s", tags: ("dr", "whatever"));
        }
        else
        {
            await estate.Tag(estate.InstanceArn("orders"), "dr", "");
            estate.AutomatedSnapshot("orders");
        }

        await estate.RunUntilIdle();
        estate.Succeeded();
    }

    [Theory]
    [InlineData("region", "RegionOnly")]
    [InlineData("share", "RegionThenShare")]
    [InlineData("copy", "RegionThenAccount")]
    public async Task A_tag_of_the_database_says_how_its_snapshots_are_relayed(string mode, string route)
    {
        await using var estate = await Estate.WithDatabase(deploy: s =>
            s with
            {
                Mode = mode == "copy" ? "region" : "copy",
            }
        );
        await estate.Tag(estate.InstanceArn("orders"), "snapshot-relay:mode", mode);
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe(route);
        Estate.Reason(execution).ShouldContain("by the tag snapshot-relay:mode of the database");
    }

    [Fact]
    public async Task The_snapshots_own_tag_wins_over_its_databases()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.Tag(estate.InstanceArn("orders"), "snapshot-relay:mode", "skip");
        await estate.ManualSnapshot("orders", "s", tags: ("snapshot-relay:mode", "region"));
        await estate.RunUntilIdle();
        Estate.Route(estate.Succeeded()).ShouldBe("RegionOnly");
    }

    [Fact]
    public async Task A_cluster_that_is_tagged_to_be_skipped_is_skipped_and_by_hand_with_a_mode_relayed()
    {
        await using var estate = Estate.Start();
        await estate.Cluster("ledger", await estate.Key());
        await estate.Tag(estate.ClusterArn("ledger"), "snapshot-relay:mode", "skip");
        var snapshot = estate.AutomatedClusterSnapshot("ledger");
        await estate.RunUntilIdle();
        estate.Executions.ShouldBeEmpty();
        estate.EventOutcomes.ShouldContain(outcome =>
            outcome.Contains("says skip", StringComparison.Ordinal)
        );

        await estate.StartByHand(snapshot, "without-a-mode");
        await estate.RunUntilIdle();
        Estate.States(estate.Succeeded()).ShouldContain("NothingToDo");
        await estate.StartByHand(snapshot, "with-a-mode", mode: "copy");
        await estate.RunUntilIdle();
        Estate.Route(estate.Executions[^1]).ShouldBe("RegionThenAccount");
        (await estate.ClusterCopies(Estate.Dr)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("snapshot-relay:mode", "everything")]
    [InlineData("snapshot-relay:retention-days", "for ever")]
    public async Task A_tag_with_a_wrong_value_is_told_before_anything_is_changed(string tag, string value)
    {
        await using var estate = await Estate.WithDatabase();
        await estate.Tag(estate.InstanceArn("orders"), tag, value);
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate
            .Failed("TagInvalidException")
            .Cause.ShouldNotBeNull()
            .ShouldContain($"The tag {tag} of the database is '{value}'");
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("400", "400")]
    [InlineData("7", "35")]
    public async Task A_tag_lengthens_how_long_copies_are_to_be_kept_and_never_shortens_it(
        string asked,
        string kept
    )
    {
        await using var estate = await Estate.WithDatabase();
        await estate.Tag(estate.InstanceArn("orders"), "snapshot-relay:retention-days", asked);
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.Copies(Estate.Dr))
            .ShouldHaveSingleItem()
            .TagList.ShouldContain(t => t.Key == "snapshot-relay:retention-days" && t.Value == kept);
    }

    [Theory]
    [InlineData("region", null, "RegionOnly")]
    [InlineData("share", null, "RegionThenShare")]
    [InlineData(null, "RegionOnly", "RegionOnly")]
    [InlineData(null, "RegionThenAccount", "RegionThenAccount")]
    [InlineData("copy", "DirectToAccount", "DirectToAccount")]
    public async Task By_hand_a_mode_or_a_route_is_given_instead(string? mode, string? route, string taken)
    {
        await using var estate = await Estate.Directly(parameters: ("SelectTypes", "automated"));
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        await estate.StartByHand(snapshot, mode: mode, route: route);
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe(taken);
        Estate.Reason(execution).ShouldContain(" by hand");
    }

    [Theory]
    [InlineData("copy", "DirectToAccount", "the setting DirectToAccount is off")]
    [InlineData("copy", "BackupCopyJob", "not a recovery point")]
    [InlineData("region", "RegionThenAccount", "does not lead to mode region")]
    public async Task What_is_not_possible_is_refused_before_anything_is_changed(
        string mode,
        string route,
        string reason
    )
    {
        await using var estate = await Estate.WithDatabase(deploy: s => With(s, "SelectTypes", "automated"));
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        await estate.StartByHand(snapshot, mode: mode, route: route);
        await estate.RunUntilIdle();
        estate.Failed("RouteRefusedException").Cause.ShouldNotBeNull().ShouldContain(reason);
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    [Fact]
    public async Task Mode_share_without_a_DR_account_is_refused_with_the_parameter_to_set()
    {
        await using var estate = await Estate.WithDatabase("region");
        await estate.ManualSnapshot("orders", "s", tags: ("snapshot-relay:mode", "share"));
        await estate.RunUntilIdle();
        estate.Failed("RouteRefusedException").Cause.ShouldNotBeNull().ShouldContain("DrAccountId");
    }

    private static Deployment With(Deployment settings, string parameter, string value) =>
        settings with
        {
            Parameters = new Dictionary<string, string> { [parameter] = value },
        };
}
