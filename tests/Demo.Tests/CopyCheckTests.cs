using Amazon.RDS.Model;

namespace Demo.Tests;

public class CopyCheckTests
{
    private const string Account = "222222222222";
    private const string Region = "eu-central-1";
    private const string Key = "arn:aws:kms:eu-central-1:222222222222:key/mine";

    private static DBSnapshot Snapshot =>
        new()
        {
            DBSnapshotArn = Some.SnapshotArn,
            SnapshotCreateTime = Some.At(0.25).UtcDateTime,
            DBInstanceIdentifier = "orders",
            Engine = "postgres",
            EngineVersion = "17.6",
            AllocatedStorage = 100,
        };

    private static DBSnapshot Copy =>
        new()
        {
            DBSnapshotArn = $"arn:aws:rds:{Region}:{Account}:snapshot:snapshot-relay-orders",
            Status = "available",
            Encrypted = true,
            KmsKeyId = Key,
            DBInstanceIdentifier = "orders",
            Engine = "postgres",
            EngineVersion = "17.6",
            AllocatedStorage = 100,
            TagList =
            [
                new Tag { Key = "snapshot-relay:source-account", Value = "111111111111" },
                new Tag { Key = "snapshot-relay:source-region", Value = "eu-west-1" },
                new Tag { Key = "snapshot-relay:source-snapshot", Value = "rds:orders-2026-11-20-03-00" },
                new Tag { Key = "snapshot-relay:source-create-time", Value = "2026-11-20T03:00:00.250Z" },
            ],
        };

    [Fact]
    public void A_copy_with_everything_right_is_verified()
    {
        CopyCheck.IsMadeFrom(Copy, Snapshot).ShouldBeTrue();
        CopyCheck.Problems(Snapshot, Copy, Account, Region, Key).ShouldBeEmpty();
    }

    [Fact]
    public void A_later_snapshot_of_the_same_name_is_another()
    {
        var later = Snapshot;
        later.SnapshotCreateTime = Some.At(3600).UtcDateTime;

        CopyCheck.IsMadeFrom(Copy, later).ShouldBeFalse();
    }

    [Theory]
    [InlineData("account")]
    [InlineData("region")]
    [InlineData("snapshot")]
    [InlineData("create-time")]
    public void Without_a_creation_tag_nobody_knows_where_a_copy_is_from(string missing)
    {
        var copy = Copy;
        copy.TagList.RemoveAll(t => t.Key == $"snapshot-relay:source-{missing}");

        CopyCheck.IsMadeFrom(copy, Snapshot).ShouldBeFalse();
    }

    public static TheoryData<string, Action<DBSnapshot>> Faults =>
        new()
        {
            { "owner", c => c.DBSnapshotArn = Some.SnapshotArn },
            { "status", c => c.Status = "creating" },
            { "encryption", c => c.Encrypted = false },
            { "encryption", c => c.Encrypted = null },
            { "key", c => c.KmsKeyId = "arn:aws:kms:eu-central-1:111111111111:key/theirs" },
            { "database", c => c.DBInstanceIdentifier = "billing" },
            { "engine version", c => c.EngineVersion = "16.1" },
            { "size", c => c.AllocatedStorage = 40 },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Whatever_is_wrong_with_a_copy_is_named(string what, Action<DBSnapshot> spoil)
    {
        ArgumentNullException.ThrowIfNull(spoil);
        var copy = Copy;
        spoil(copy);

        CopyCheck
            .Problems(Snapshot, copy, Account, Region, Key)
            .ShouldHaveSingleItem()
            .ShouldContain($"its {what}");
    }
}
