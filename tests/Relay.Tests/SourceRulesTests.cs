namespace Relay.Tests;

public sealed class SourceRulesTests
{
    [Fact]
    public void An_available_snapshot_is_relayed() =>
        Judge(Some.Facts()).ShouldBeOfType<SourceChoice.Ready>().Source.SizeGiB.ShouldBe(100);

    [Theory]
    [InlineData("creating")]
    [InlineData("pending")]
    public void One_that_is_still_being_made_is_waited_for(string status) =>
        Judge(Some.Facts(status: status)).ShouldBe(new SourceChoice.NotYet(status));

    [Fact]
    public void One_that_failed_is_refused() =>
        Should
            .Throw<SnapshotUnusableException>(() => Judge(Some.Facts(status: "failed")))
            .Message.ShouldContain("'failed'");

    [Fact]
    public void One_that_is_gone_is_refused() => Should.Throw<SnapshotNotFoundException>(() => Judge(null));

    [Fact]
    public void One_that_was_deleted_and_made_again_is_not_the_same() =>
        Should.Throw<SnapshotReplacedException>(() =>
            SourceRules.Judge(Some.Snapshot(), Some.Time.AddHours(-1), Some.Facts(), Some.Settings())
        );

    [Fact]
    public void A_recovery_point_whose_snapshot_is_gone_is_gone_since_none_is_ever_made_again() =>
        Should.Throw<SnapshotNotFoundException>(() =>
            SourceRules.Judge(
                Some.Snapshot("awsbackup:job-1"),
                Some.Time.AddSeconds(30),
                Some.Facts(Some.Snapshot("awsbackup:job-1")),
                Some.Settings(Some.Jobs())
            )
        );

    [Fact]
    public void One_that_is_made_again_is_told_with_its_time_once_it_has_one()
    {
        new SnapshotReplacedException(Some.Snapshot(), Some.Time, Some.Time.AddHours(1)).What.ShouldEndWith(
            $"no longer exists; one of {Some.Time.AddHours(1):O} has its name."
        );
        new SnapshotReplacedException(Some.Snapshot(), Some.Time, found: null).What.ShouldEndWith(
            "no longer exists; one that is just being made has its name."
        );
    }

    [Fact]
    public void What_says_that_it_is_a_copy_is_never_a_source() =>
        Judge(Some.Facts(copiedFrom: "arn:aws:rds:eu-west-2:111111111111:snapshot:x"))
            .ShouldBeOfType<SourceChoice.Never>();

    [Fact]
    public void What_carries_our_prefix_and_tags_is_never_a_source() =>
        Judge(Some.Facts(Some.Snapshot("snapshot-relay-x"), tags: new Tag("snapshot-relay:relay", "x")))
            .ShouldBeOfType<SourceChoice.Never>();

    [Fact]
    public void A_snapshot_of_a_database_restored_from_a_copy_is_relayed_though_it_inherited_our_tags() =>
        Judge(Some.Facts(tags: new Tag("snapshot-relay:relay", "x"))).ShouldBeOfType<SourceChoice.Ready>();

    [Fact]
    public void A_persons_own_snapshot_of_our_prefix_with_a_tag_for_the_relay_is_relayed() =>
        Judge(Some.Facts(Some.Snapshot("snapshot-relay-x"), tags: new Tag(Wishes.ModeTag, "region")))
            .ShouldBeOfType<SourceChoice.Ready>();

    [Fact]
    public void What_belongs_to_AWS_Backup_is_never_a_source_while_RecoveryPoints_is_off() =>
        Judge(Some.Facts(Some.Snapshot("awsbackup:job-1")))
            .ShouldBeOfType<SourceChoice.Never>()
            .Reason.ShouldContain("the setting RecoveryPoints is off");

    [Theory]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:awsbackup:job-1")]
    [InlineData("arn:aws:ec2:eu-west-1::snapshot/snap-1")]
    public void Otherwise_it_is_relayed_but_what_AWS_Backup_has_copied_itself_is_not(string arn)
    {
        var rescue = Some.Settings(("RECOVERY_POINTS", "rescue"));
        var point = SnapshotArn.Parse(arn);
        SourceRules.CheckServed(point, rescue);
        SourceRules.Judge(point, null, Some.Facts(point), rescue).ShouldBeOfType<SourceChoice.Ready>();
        var copy = Some.Snapshot("awsbackup:copyjob-1");
        SourceRules.Judge(copy, null, Some.Facts(copy), rescue).ShouldBeOfType<SourceChoice.Never>();
        Should.Throw<SnapshotNotFoundException>(() => SourceRules.Judge(point, null, null, rescue));
    }

    [Fact]
    public void What_belongs_to_AWS_Backup_is_known_by_its_name_even_where_RDS_does_not_show_it() =>
        SourceRules
            .Judge(Some.Snapshot("awsbackup:job-1"), null, null, Some.Settings())
            .ShouldBeOfType<SourceChoice.Never>();

    [Theory]
    [InlineData("arn:aws:rds:eu-west-1:333333333333:snapshot:x", "333333333333")]
    [InlineData("arn:aws:rds:us-east-1:111111111111:snapshot:x", "us-east-1")]
    [InlineData("arn:aws:rds:eu-central-1:111111111111:snapshot:x", "eu-central-1")]
    public void A_snapshot_of_another_account_or_Region_is_refused_by_name(string arn, string named) =>
        Should
            .Throw<InputInvalidException>(() =>
                SourceRules.CheckServed(SnapshotArn.Parse(arn), Some.Settings())
            )
            .Message.ShouldContain(named);

    private static SourceChoice Judge(SnapshotFacts? found) =>
        SourceRules.Judge(found?.Arn ?? Some.Snapshot(), null, found, Some.Settings());
}
