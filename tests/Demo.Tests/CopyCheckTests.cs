using Amazon.RDS.Model;

namespace Demo.Tests;

public class CopyCheckTests
{
    public static TheoryData<string> Ways => [.. Enum.GetNames<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Copies_with_everything_right_are_verified(string way)
    {
        var answer = Judge(Of(way), Good.Answers(Of(way)));

        answer.Problems.ShouldBeEmpty();
        answer.Verified.ShouldBeTrue();
        (answer.RegionCopy is not null).ShouldBe(Of(way).HasRegionCopy());
        (answer.AccountCopy is not null).ShouldBe(Of(way).HasAccountCopy());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void No_copy_at_all_is_told_of_every_account_that_should_have_one(string way)
    {
        var nothing = Good.Answers(Of(way)) with
        {
            RegionCopies = [],
            AccountCopies = [],
            RegionPoints = [],
            AccountPoints = [],
            SharedWithDrAccount = [],
        };
        string[] expected =
        [
            .. Of(way).HasRegionCopy() ? [Good.SourceAccount] : Array.Empty<string>(),
            .. Of(way).HasAccountCopy() ? [Good.DrAccount] : Array.Empty<string>(),
        ];

        var problems = Judge(Of(way), nothing).Problems;

        problems.Count.ShouldBe(expected.Length);
        problems.Zip(expected).ShouldAllBe(p => p.First.StartsWith($"account {p.Second} has no"));
    }

    [Fact]
    public void A_copy_where_the_way_leads_to_none_is_told() =>
        Judge(Way.RegionOnly, Good.Answers(Way.RegionThenAccount))
            .Problems.ShouldHaveSingleItem()
            .ShouldContain($"account {Good.DrAccount} should have no copy");

    [Fact]
    public void A_snapshot_that_is_gone_is_told() =>
        Judge(Way.RegionOnly, Good.Answers(Way.RegionOnly) with { Sources = [] })
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("is gone");

    [Fact]
    public void A_later_snapshot_of_the_same_name_is_another()
    {
        var copy = Good.Answers(Way.RegionOnly).RegionCopies[0];

        CopyCheck.IsMadeFrom(copy, Good.Snapshot).ShouldBeTrue();
        CopyCheck
            .IsMadeFrom(copy, Good.Snapshot with { CreateTime = Some.At(3600).UtcDateTime })
            .ShouldBeFalse();
    }

    [Theory]
    [InlineData("account")]
    [InlineData("region")]
    [InlineData("snapshot")]
    [InlineData("create-time")]
    public void Without_a_creation_tag_nobody_knows_where_a_copy_is_from(string missing)
    {
        var copy = Good.Answers(Way.RegionOnly).RegionCopies[0];
        var tags = copy.Tags.Where(t => t.Key != $"snapshot-relay:source-{missing}").ToDictionary();

        CopyCheck.IsMadeFrom(copy with { Tags = tags }, Good.Snapshot).ShouldBeFalse();
    }

    private static readonly Dictionary<string, Func<AnsweredSnapshot, AnsweredSnapshot>> Faults = new()
    {
        ["owner"] = c => c with { Arn = "arn:aws:rds:eu-west-1:222222222222:snapshot:x" },
        ["status"] = c => c with { Status = "creating" },
        ["key is missing"] = c => c with { KmsKeyId = null },
        ["key"] = c => c with { KmsKeyId = Good.RegionKey },
        ["database"] = c => c with { Database = "billing" },
        ["engine"] = c => c with { Engine = "mysql" },
        ["engine version"] = c => c with { EngineVersion = "16.1" },
        ["size"] = c => c with { SizeGiB = 40 },
    };

    public static TheoryData<string> WrongInACopy => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(WrongInACopy))]
    public void Whatever_is_wrong_with_a_copy_is_named(string what)
    {
        var good = Good.Answers(Way.RegionThenAccount);
        var spoilt = Faults[what](good.AccountCopies[0]);

        Judge(Way.RegionThenAccount, good with { AccountCopies = [spoilt] })
            .Problems.ShouldHaveSingleItem()
            .ShouldContain($"its {what}");
    }

    private static readonly Dictionary<string, Func<AnsweredPoint, AnsweredPoint>> FaultsOfPoints = new()
    {
        ["account and Region"] = p => p with { VaultArn = Good.Vault("eu-west-1", Good.DrAccount) },
        ["status of its recovery point"] = p => p with { Status = "EXPIRED" },
        ["key of its recovery point"] = p => p with { KmsKeyId = null },
        ["vault that it was copied from"] = p => p with { SourceVaultArn = null },
    };

    public static TheoryData<string> WrongInARecoveryPoint => [.. FaultsOfPoints.Keys];

    [Theory]
    [MemberData(nameof(WrongInARecoveryPoint))]
    public void Whatever_is_wrong_with_a_recovery_point_is_named(string what)
    {
        var good = Good.Answers(Way.BackupTwoJobs);
        var spoilt = FaultsOfPoints[what](good.AccountPoints[0]);

        Judge(Way.BackupTwoJobs, good with { AccountPoints = [spoilt] })
            .Problems.ShouldHaveSingleItem()
            .ShouldContain($"its {what}");
    }

    [Fact]
    public void The_recovery_point_of_another_backup_of_the_database_is_none_of_this_one()
    {
        var good = Good.Answers(Way.BackupCopyJob);
        var other = good.AccountPoints[0] with { CreationDate = Some.At(-3600).UtcDateTime };

        Judge(Way.BackupCopyJob, good with { AccountPoints = [other] })
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("has no recovery point");
    }

    [Fact]
    public void A_share_that_stays_is_asked_of_both_sides()
    {
        var good = Good.Answers(Way.RegionThenShare);

        Judge(Way.RegionThenShare, good)
            .RegionCopy!.AnsweredBy.ShouldBe([Good.SourceAccount, Good.DrAccount]);
        Judge(Way.RegionThenShare, good with { SharedWithDrAccount = [] })
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("does not see it");
        Judge(Way.RegionThenShare, good with { Shares = new Dictionary<string, IReadOnlyList<string>>() })
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("shared with nobody");
    }

    [Fact]
    public void A_share_that_was_not_withdrawn_is_told()
    {
        var good = Good.Answers(Way.RegionThenAccount);
        var shared = new Dictionary<string, IReadOnlyList<string>>
        {
            [good.RegionCopies[0].Arn] = [Good.DrAccount],
        };

        Judge(Way.RegionThenAccount, good with { Shares = shared, SharedWithDrAccount = good.RegionCopies })
            .Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void The_source_is_to_be_as_it_was_not_shared_and_without_our_intent_tag()
    {
        var tagged = Good.Snapshot with
        {
            Tags = new Dictionary<string, string> { ["snapshot-relay:shared-with"] = Good.DrAccount },
        };
        var shares = new Dictionary<string, IReadOnlyList<string>> { [Some.SnapshotArn] = [Good.DrAccount] };

        Judge(
            Way.DirectToAccount,
            Good.Answers(Way.DirectToAccount) with
            {
                Sources = [tagged],
                Shares = shares,
            }
        )
            .Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void What_RDS_says_of_instances_and_clusters_is_read_alike()
    {
        var instance = AnsweredSnapshot.Of(
            new DBSnapshot
            {
                DBSnapshotArn = Some.SnapshotArn,
                Encrypted = false,
                KmsKeyId = "left over",
                DBInstanceIdentifier = "orders",
                AllocatedStorage = 100,
            }
        );
        var cluster = AnsweredSnapshot.Of(
            new DBClusterSnapshot
            {
                DBClusterSnapshotArn = Some.SnapshotArn,
                StorageEncrypted = false,
                KmsKeyId = "left over",
                DBClusterIdentifier = "orders",
                AllocatedStorage = 100,
            }
        );

        (cluster with { Tags = instance.Tags }).ShouldBe(instance);
        instance.KmsKeyId.ShouldBeNull();
        (instance.Owner, instance.Region).ShouldBe((Good.SourceAccount, "eu-west-1"));
    }

    private static Way Of(string way) => Enum.Parse<Way>(way);

    private static CopyAnswer Judge(Way way, Answers answers) =>
        CopyCheck.Judge(Good.Source(way), answers, Good.Places);
}
