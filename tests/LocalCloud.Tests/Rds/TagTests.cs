namespace LocalCloud.Tests.Rds;

public class TagTests
{
    private readonly RdsWorld _world = new();

    public TagTests()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "one", new[] { ("a", "1"), ("b", "2") }.AsTags());
    }

    private static string One => RdsWorld.Arn("one");

    [Fact]
    public void Tags_are_added_replaced_listed_and_removed()
    {
        _world.SourceHome.Call(
            "AddTagsToResource",
            [("ResourceName", One), .. new[] { ("b", "3"), ("c", "4") }.AsTags()]
        );
        List(One).ShouldBe(["a=1", "b=3", "c=4"]);
        _world.SourceHome.Describe("one").Tags().ShouldBe(["a=1", "b=3", "c=4"]);

        _world.SourceHome.Call("RemoveTagsFromResource", ("ResourceName", One), ("TagKeys.member.1", "b"));
        List(One).ShouldBe(["a=1", "c=4"]);
        List("arn:aws:rds:eu-west-1:111111111111:db:orders").ShouldBeEmpty();
    }

    [Fact]
    public void Fifty_is_the_limit_for_the_resource_not_the_request()
    {
        var more = Enumerable.Range(0, 49).Select(i => ($"k{i}", "")).AsTags();

        _world
            .SourceHome.Refusal("AddTagsToResource", [("ResourceName", One), .. more])
            .ShouldBe("400 InvalidParameterValue: A resource can have no more than 50 tags.");
        List(One).ShouldBe(["a=1", "b=2"]);
    }

    [Theory]
    [InlineData("one", "400 InvalidParameterValue: Invalid resource name: one")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:snapshot:two", "404 DBSnapshotNotFound")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:db:two", "404 DBInstanceNotFound")]
    [InlineData("arn:aws:rds:eu-west-1:222222222222:snapshot:one", "404 DBSnapshotNotFound")]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:cluster:one", "404 DBClusterNotFoundFault")]
    [InlineData(
        "arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:one",
        "404 DBClusterSnapshotNotFoundFault"
    )]
    [InlineData("arn:aws:rds:eu-west-1:111111111111:og:o", "501 NotSimulated")]
    public void Tags_of_what_is_not_there_are_refused(string name, string error) =>
        _world.SourceHome.Refusal("ListTagsForResource", ("ResourceName", name)).ShouldStartWith(error);

    private string[] List(string name) =>
        _world.SourceHome.Call("ListTagsForResource", ("ResourceName", name)).Tags();
}
