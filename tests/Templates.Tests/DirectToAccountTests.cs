namespace Templates.Tests;

/// <summary>What the setting DirectToAccount adds: the right to share production snapshots, and no more of it than is needed.</summary>
public sealed class DirectToAccountTests
{
    private const string Intent = "snapshot-relay:shared-with";

    private static readonly Statement[] OfTheRelay =
    [
        .. Template
            .Relay.Resources("AWS::IAM::Role")
            .SelectMany(r => r.Statements())
            .Where(s => s.If == "SharesSources"),
    ];

    [Fact]
    public void It_is_off_unless_a_person_turns_it_on_and_has_a_DR_account_to_copy_into()
    {
        foreach (var template in (Template[])[Template.Relay, Template.DrAccount])
        {
            template.Section("Parameters")["DirectToAccount"]!["Default"]!.ToString().ShouldBe("off");
        }

        Template.Relay.Section("Conditions")["SharesSources"]!
            .Short()
            .ShouldBe(
                """{"Fn::And":[{"Condition":"CopiesToDrAccount"},{"Fn::Equals":[{"Ref":"DirectToAccount"},"on"]}]}"""
            );
        Template.DrAccount.Section("Conditions")["CopiesSourceSnapshots"]!
            .Short()
            .ShouldBe("""{"Fn::Equals":[{"Ref":"DirectToAccount"},"on"]}""");
    }

    [Fact]
    public void Without_it_nobody_may_share_tag_or_untag_a_source_snapshot()
    {
        string[] changes =
        [
            "rds:ModifyDBSnapshotAttribute",
            "rds:ModifyDBClusterSnapshotAttribute",
            "rds:AddTagsToResource",
            "rds:RemoveTagsFromResource",
        ];
        var changing = Template
            .All.SelectMany(t => t.Resources("AWS::IAM::Role"))
            .Where(r => r.Id != "BackupCopier")
            .SelectMany(r => r.Statements())
            .Where(s =>
                s.Actions.Any(changes.Contains)
                && s.Resources.Any(r => r.EndsWith("snapshot:*", StringComparison.Ordinal))
            )
            .ToList();
        changing.Count.ShouldBe(6);
        changing.ShouldAllBe(s => s.If == "SharesSources");
    }

    [Fact]
    public void Only_what_bears_the_tag_of_the_intent_is_shared_and_no_longer_shared()
    {
        var sharing = OfTheRelay.Where(s => s.Actions.Contains("rds:ModifyDBSnapshotAttribute")).ToList();
        sharing
            .Select(s => s.Sid)
            .ShouldBe([
                "ShareMarkedSourceSnapshots",
                "StopSharingMarkedSourceSnapshots",
                "StopSharingMarkedSourceSnapshots",
            ]);
        sharing.ShouldAllBe(s => s.When("StringEquals", $"aws:ResourceTag/{Intent}") == "Ref:DrAccountId");
    }

    [Fact]
    public void Of_a_source_snapshots_tags_only_that_one_is_set_and_removed()
    {
        var set = OfTheRelay.Single(s => s.Actions.Contains("rds:AddTagsToResource"));
        Statement[] removed = [.. OfTheRelay.Where(s => s.Actions.Contains("rds:RemoveTagsFromResource"))];
        removed.Length.ShouldBe(2, "StopSharing's and Reconcile's");
        set.When("StringEquals", $"aws:RequestTag/{Intent}").ShouldBe("Ref:DrAccountId");
        foreach (var statement in (Statement[])[set, .. removed])
        {
            statement.Actions.Count.ShouldBe(1);
            statement.When("ForAllValues:StringEquals", "aws:TagKeys").ShouldBe($"""["{Intent}"]""");
        }

        // ForAllValues holds of a request without tags, too.
        removed.ShouldAllBe(s => s.When("Null", "aws:TagKeys") == "false");
    }

    [Fact]
    public void All_of_it_is_about_snapshots_of_the_source_Regions_in_this_account()
    {
        OfTheRelay.Length.ShouldBe(10);
        OfTheRelay.ShouldAllBe(s => s.When("StringEquals", "aws:RequestedRegion") == "Ref:SourceRegions");
        OfTheRelay
            .SelectMany(s => s.Resources)
            .Distinct()
            .ShouldBe([
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:snapshot:*",
                "arn:${AWS::Partition}:rds:*:${AWS::AccountId}:cluster-snapshot:*",
            ]);
    }

    [Fact]
    public void The_copier_reads_source_snapshots_and_their_keys_of_the_source_account_and_its_Regions_alone()
    {
        var statements = Template
            .DrAccount.Resource("Copier")
            .Statements()
            .Where(s => s.If == "CopiesSourceSnapshots")
            .ToList();
        statements
            .Select(s => s.Sid)
            .ShouldBe(["CopySourceSnapshots", "UseSourceKeysThroughRds", "LetRdsKeepUsingSourceKeys"]);
        foreach (var statement in statements)
        {
            statement.Resources.ShouldHaveSingleItem().ShouldContain("""{"Ref":"SourceRegions"}""");
            statement.When("StringEqualsIfExists", "aws:ResourceAccount").ShouldBe("Ref:SourceAccountId");
        }
    }
}
