namespace Relay.Tests;

public sealed class SelectionTests
{
    private static readonly SnapshotArn Manual = Some.Snapshot("orders-before-upgrade");

    [Fact]
    public void Everything_is_selected_unless_a_setting_or_a_tag_says_otherwise() =>
        WhyNot(Some.Facts(), []).ShouldBeNull();

    [Theory]
    [InlineData("SELECT_KINDS", "cluster", "DB snapshots are not in SelectKinds")]
    [InlineData("SELECT_TYPES", "manual,awsbackup", "automated snapshots are not in SelectTypes")]
    [InlineData(
        "SELECT_DATABASES",
        "crm-*,shop",
        "database orders matches nothing in SelectDatabases (crm-*, shop)"
    )]
    [InlineData("EXCLUDE_DATABASES", "test-*,ord*", "database orders matches ord* in ExcludeDatabases")]
    [InlineData("SELECT_TAG", "dr", "neither the snapshot nor database orders has the tag dr of SelectTag")]
    [InlineData("SELECT_TAG", "team=crm", "has the tag team=crm of SelectTag")]
    public void What_is_not_selected_is_left_alone_with_the_setting_that_says_so(
        string setting,
        string value,
        string reason
    ) =>
        WhyNot(Some.Facts(tags: new Tag("team", "shop")), [], (setting, value))
            .ShouldNotBeNull()
            .ShouldContain(reason);

    [Theory]
    [InlineData("SELECT_KINDS", "instance")]
    [InlineData("SELECT_TYPES", "automated")]
    [InlineData("SELECT_DATABASES", "crm,ORDERS")]
    [InlineData("SELECT_DATABASES", "o*s")]
    [InlineData("EXCLUDE_DATABASES", "order,orders-*")]
    [InlineData("SELECT_TAG", "team")]
    [InlineData("SELECT_TAG", "team=shop")]
    [InlineData("SELECT_TAG", "tier=gold=1")]
    public void What_fits_is_selected(string setting, string value) =>
        WhyNot(Some.Facts(tags: new Tag("team", "shop")), [new Tag("tier", "gold=1")], (setting, value))
            .ShouldBeNull();

    [Fact]
    public void A_tag_of_the_database_selects_as_well_as_one_of_the_snapshot() =>
        WhyNot(Some.Facts(), [new Tag("dr", "")], ("SELECT_TAG", "dr")).ShouldBeNull();

    [Fact]
    public void The_tag_that_says_skip_is_a_reason_too() =>
        WhyNot(Some.Facts(), [new Tag(Wishes.ModeTag, "skip")])
            .ShouldBe("the tag snapshot-relay:mode of the database says skip");

    [Fact]
    public void A_cluster_snapshot_is_selected_by_its_own_word() =>
        WhyNot(Some.Facts(Some.ClusterSnapshot()), [], ("SELECT_KINDS", "instance"))
            .ShouldBe("DB cluster snapshots are not in SelectKinds");

    [Theory]
    [InlineData("rds:orders-2026-11-20-03-00", "automated", SnapshotType.Automated)]
    [InlineData("orders-final", "manual", SnapshotType.Manual)]
    [InlineData("awsbackup:job-1", "manual", SnapshotType.AwsBackup)]
    [InlineData("awsbackup:job-1", "automated", SnapshotType.AwsBackup)]
    public void Who_made_a_snapshot_is_told_by_name_and_type_and_a_final_one_is_manual(
        string name,
        string type,
        SnapshotType expected
    ) => Selection.TypeOf(Some.Facts(Some.Snapshot(name)) with { SnapshotType = type }).ShouldBe(expected);

    [Fact]
    public void A_recovery_point_that_is_no_snapshot_of_RDS_has_no_kind_to_select_and_goes_by_its_resource()
    {
        var point = Some.Facts(SnapshotArn.Parse("arn:aws:ec2:eu-west-1::snapshot/snap-1")) with
        {
            Database = "arn:aws:ec2:eu-west-1:111111111111:volume/vol-1",
        };
        WhyNot(point, [], ("SELECT_KINDS", "cluster")).ShouldBeNull();
        WhyNot(point, [], ("EXCLUDE_DATABASES", "vol-*")).ShouldNotBeNull().ShouldContain("database vol-1");
    }

    [Fact]
    public void Manual_snapshots_can_be_left_to_themselves() =>
        WhyNot(Some.Facts(Manual) with { SnapshotType = "manual" }, [], ("SELECT_TYPES", "automated"))
            .ShouldBe("manual snapshots are not in SelectTypes");

    private static string? WhyNot(SnapshotFacts found, Tag[] database, params (string, string?)[] changes) =>
        Selection.WhyNot(found, database, Some.Settings(changes));
}
