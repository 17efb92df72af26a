namespace Demo.Tests;

public class DatabasesTests
{
    [Fact]
    public void Every_way_is_shown_by_one_database() =>
        Databases.All.Select(d => d.Way).Order().ShouldBe(Enum.GetValues<Way>().Order());

    [Fact]
    public void Every_kind_of_database_and_key_is_among_them()
    {
        Databases.All.ShouldContain(d => d.Engine.StartsWith("aurora-") && d.IsCluster);
        Databases.All.ShouldContain(d => (d.Engine == "docdb" || d.Engine == "neptune") && d.IsCluster);
        Databases.All.ShouldContain(d => !d.IsCluster && d.CustomerManagedKey);
        Databases.All.ShouldContain(d => !d.IsCluster && !d.CustomerManagedKey);
    }

    [Fact]
    public void The_rescue_of_a_recovery_point_is_a_route_of_snapshots()
    {
        (Way.Rescue.Route(), Way.Rescue.Means()).ShouldBe(("RegionThenAccount", "Snapshot"));
        (Way.BackupTwoJobs.Route(), Way.BackupTwoJobs.Means()).ShouldBe(("BackupTwoJobs", "CopyJob"));
    }
}
