namespace LocalCloud.Tests.Rds;

public class DescribeTests
{
    private const string Automated = "rds:orders-2026-11-20-03-10";
    private readonly RdsWorld _world = new();

    public DescribeTests()
    {
        var home = _world.SourceHome;
        home.Database("orders");
        home.Database("stock", key: null);
        _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");
        home.Snapshot("orders", "one");
        home.Snapshot("stock", "two");
    }

    [Fact]
    public void By_default_automated_and_manual_snapshots_are_listed()
    {
        _world.SourceHome.List().ShouldBe(["one", Automated, "two"]);
        _world.SourceHome.List(("SnapshotType", "manual")).ShouldBe(["one", "two"]);
        _world.SourceHome.List(("SnapshotType", "awsbackup")).ShouldBeEmpty();
        _world.SourceAway.List().ShouldBeEmpty();
        _world.DrAway.List().ShouldBeEmpty();
    }

    [Fact]
    public void A_snapshot_is_found_by_identifier_and_by_ARN()
    {
        _world.SourceHome.List(("DBSnapshotIdentifier", "ONE")).ShouldBe(["one"]);
        _world.SourceHome.List(("DBSnapshotIdentifier", RdsWorld.Arn("one"))).ShouldBe(["one"]);
        _world.SourceHome.List(("DBInstanceIdentifier", "Orders")).ShouldBe(["one", Automated]);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:nothing")]
    [InlineData("arn:aws:rds:eu-central-1:111111111111:snapshot:one")]
    [InlineData("arn:aws:rds:eu-west-1:222222222222:snapshot:one")]
    public void A_named_snapshot_that_is_not_there_is_an_error(string identifier)
    {
        _world
            .SourceHome.Refusal("DescribeDBSnapshots", ("DBSnapshotIdentifier", identifier))
            .ShouldBe($"404 DBSnapshotNotFound: DBSnapshot {identifier} not found.");
    }

    [Theory]
    [InlineData(Automated)]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:" + Automated)]
    public void An_automated_snapshot_is_found_by_name_only_with_its_type(string identifier)
    {
        _world
            .SourceHome.Refusal("DescribeDBSnapshots", ("DBSnapshotIdentifier", identifier))
            .ShouldStartWith("404 DBSnapshotNotFound");
        _world
            .SourceHome.List(("DBSnapshotIdentifier", identifier), ("SnapshotType", "automated"))
            .ShouldBe([Automated]);
        _world
            .SourceHome.Refusal(
                "DescribeDBSnapshots",
                ("DBSnapshotIdentifier", identifier),
                ("SnapshotType", "manual")
            )
            .ShouldStartWith("404 DBSnapshotNotFound");
    }

    [Theory]
    [InlineData("db-instance-id", "stock", "two")]
    [InlineData("db-instance-id", "arn:aws:rds:eu-west-1:111111111111:db:stock", "two")]
    [InlineData("db-snapshot-id", "one", "one")]
    [InlineData("db-snapshot-id", Automated, Automated)]
    [InlineData("snapshot-type", "automated", Automated)]
    [InlineData("engine", "mysql", null)]
    [InlineData("db-snapshot-id", "nothing", null)]
    public void Filters_narrow_the_list(string name, string value, string? expected)
    {
        _world
            .SourceHome.List(("Filters.Filter.1.Name", name), ("Filters.Filter.1.Values.Value.1", value))
            .ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public void Values_of_a_filter_are_alternatives_and_filters_all_hold()
    {
        _world
            .SourceHome.List(
                ("Filters.Filter.1.Name", "db-instance-id"),
                ("Filters.Filter.1.Values.Value.1", "orders"),
                ("Filters.Filter.1.Values.Value.2", "stock"),
                ("Filters.Filter.2.Name", "snapshot-type"),
                ("Filters.Filter.2.Values.Value.1", "manual")
            )
            .ShouldBe(["one", "two"]);
    }

    [Theory]
    [InlineData("Filters.Filter.1.Name", "size", "400 InvalidParameterValue: Unrecognized filter name: size")]
    [InlineData("SnapshotType", "old", "400 InvalidParameterValue: Unknown snapshot type: old")]
    [InlineData(
        "MaxRecords",
        "19",
        "400 InvalidParameterValue: Invalid value 19 for MaxRecords. Must be between 20 and 100"
    )]
    [InlineData(
        "MaxRecords",
        "101",
        "400 InvalidParameterValue: Invalid value 101 for MaxRecords. Must be between 20 and 100"
    )]
    [InlineData("Marker", "?", "400 InvalidParameterValue: Invalid Marker")]
    [InlineData(
        "DBSnapshotIdentifier",
        "arn:aws:rds:eu-west-1:111111111111:db:x",
        "400 InvalidParameterValue: Invalid resource name: arn:aws:rds:eu-west-1:111111111111:db:x"
    )]
    public void What_cannot_be_asked_is_refused(string parameter, string value, string error) =>
        _world.SourceHome.Refusal("DescribeDBSnapshots", (parameter, value)).ShouldBe(error);

    [Fact]
    public void A_long_list_comes_in_pages_that_survive_a_delete_between_them()
    {
        for (var i = 0; i < 43; i++)
        {
            _world.SourceHome.Call(
                "CreateDBSnapshot",
                ("DBInstanceIdentifier", "stock"),
                ("DBSnapshotIdentifier", $"page-{i:00}")
            );
        }

        _world.Settle();
        var found = new List<string>();
        string? marker = null;
        do
        {
            (string, string)[] page =
            [
                ("MaxRecords", "20"),
                .. marker is null ? [] : new[] { ("Marker", marker) },
            ];
            var reply = _world.SourceHome.Call("DescribeDBSnapshots", page);
            var names = reply.Descendants("DBSnapshotIdentifier").Select(e => e.Value).ToList();
            names.Count.ShouldBeInRange(1, 20);
            found.AddRange(names);
            if (marker is null)
            {
                _world.SourceHome.Delete(names[^1]);
            }

            marker = reply.Text("Marker");
        } while (marker is not null);

        found.Count.ShouldBe(46);
        found.Distinct().Count().ShouldBe(46);
    }
}
