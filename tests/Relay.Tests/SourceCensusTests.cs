namespace Relay.Tests;

public sealed class SourceCensusTests
{
    private static readonly SnapshotFacts Own = Some.Facts(Some.Snapshot("orders"));
    private static readonly SnapshotFacts OfBackup = Some.Facts(Some.Snapshot("awsbackup:job-1")) with
    {
        SnapshotType = "awsbackup",
        CopiedFrom = "RDS says so of AWS Backup's too",
    };
    private static readonly SnapshotFacts Behind = Some.Facts(Some.Snapshot("awsbackup:continuous-1"));
    private static readonly SnapshotFacts Point = OfBackup with
    {
        CopiedFrom = null,
        RecoveryPoint = Some.RecoveryPoint(),
    };
    private static readonly SnapshotFacts Files = Some.Facts(
        SnapshotArn.Parse("arn:aws:backup:eu-west-1:111111111111:recovery-point:1")
    ) with
    {
        RecoveryPoint = Some.RecoveryPoint("EFS"),
    };

    [Fact]
    public void A_recovery_point_that_AWS_Backup_is_about_to_delete_is_not_available_though_RDS_has_it() =>
        SourceCensus
            .Of([OfBackup], [Point with { Status = "EXPIRED" }], Some.Settings(Some.Jobs()))
            .ShouldHaveSingleItem()
            .State.ShouldBe(SnapshotState.Lost);

    [Fact]
    public void A_recovery_point_whose_snapshot_RDS_deletes_is_not_available_though_the_vault_holds_it() =>
        SourceCensus
            .Of([OfBackup with { Status = "deleting" }], [Point], Some.Settings(Some.Jobs()))
            .ShouldHaveSingleItem()
            .State.ShouldBe(SnapshotState.Lost);

    [Theory]
    [InlineData("off", "", "orders")]
    [InlineData("jobs", "RDS", "orders awsbackup:job-1 awsbackup:continuous-1")]
    [InlineData("jobs", "RDS,EFS", "orders awsbackup:job-1 awsbackup:continuous-1 backup:recovery-point:1")]
    [InlineData("jobs", "EFS", "orders awsbackup:continuous-1 backup:recovery-point:1")]
    [InlineData("rescue", "RDS,EFS", "orders awsbackup:job-1 awsbackup:continuous-1")]
    public void Recovery_points_are_sources_as_the_settings_say(string use, string types, string expected)
    {
        var settings = Some.Settings([
            .. Some.Jobs(("RECOVERY_POINTS", use), ("BACKUP_RESOURCE_TYPES", types)),
        ]);
        var points = use == "off" ? (SnapshotFacts[])[] : [Point, Files];
        string.Join(' ', SourceCensus.Of([Own, OfBackup, Behind], points, settings).Select(s => s.Arn.Name))
            .ShouldBe(expected);
    }

    [Fact]
    public void A_rescue_without_vaults_takes_all_of_AWS_Backup_s_snapshots()
    {
        var settings = Some.Settings(("RECOVERY_POINTS", "rescue"));
        SourceCensus.Of([OfBackup], [], settings).ShouldHaveSingleItem();
        var some = Some.Settings(("RECOVERY_POINTS", "rescue"), ("SOURCE_VAULTS", "prod"));
        SourceCensus.Of([OfBackup], [], some).ShouldBeEmpty();
    }

    [Fact]
    public void AWS_Backup_knows_whether_one_is_a_copy_and_whether_it_is_complete()
    {
        var settings = Some.Settings(Some.Jobs());
        var source = SourceCensus.Of([OfBackup], [Point with { Status = "EXPIRED" }], settings).Single();
        source.CopiedFrom.ShouldBeNull();
        source.Status.ShouldBe("EXPIRED");
        source.CreateTime.ShouldBe(OfBackup.CreateTime);
    }
}
