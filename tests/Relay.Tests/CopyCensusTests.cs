namespace Relay.Tests;

/// <summary>What counts as a copy that is there.</summary>
public sealed class CopyCensusTests
{
    private static readonly SourceSnapshot Source = Some.Source();
    private static readonly SnapshotFacts Facts = Some.Facts();

    [Theory]
    [InlineData("available", true)]
    [InlineData("copying", false)]
    [InlineData("failed", false)]
    public void An_account_copy_that_is_available_is_more_than_any_mode_asks_for(string status, bool there)
    {
        var census = Census([], [Copy(Some.DrAccount, Route.RegionThenAccount, status)]);
        foreach (var mode in Enum.GetValues<Mode>())
        {
            census.IsThere(Facts, mode).ShouldBe(there);
        }

        census.HasAnyFinal(Source.Arn).ShouldBe(there);
    }

    [Theory]
    [InlineData(Route.RegionOnly, true, false, false)]
    [InlineData(Route.RegionThenShare, true, false, false)]
    [InlineData(Route.RegionThenAccount, true, false, false)]
    public void A_region_copy_alone_is_the_destination_of_mode_region_only(
        Route route,
        bool region,
        bool share,
        bool copy
    )
    {
        var census = Census([Copy(Some.SourceAccount, route)], []);
        census.IsThere(Facts, Mode.Region).ShouldBe(region);
        census.IsThere(Facts, Mode.Share).ShouldBe(share);
        census.IsThere(Facts, Mode.Copy).ShouldBe(copy);
    }

    [Fact]
    public void A_region_copy_that_the_DR_account_sees_is_the_destination_of_mode_share_and_not_of_mode_copy()
    {
        var copy = Copy(Some.SourceAccount, Route.RegionThenAccount);
        var census = new CopyCensus("snapshot-relay", [copy], [], [copy]);
        census.IsThere(Facts, Mode.Share).ShouldBeTrue();
        census.IsThere(Facts, Mode.Copy).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Route.RegionOnly, true)]
    [InlineData(Route.RegionThenShare, true)]
    [InlineData(Route.RegionThenAccount, false)]
    public void A_copy_is_final_where_its_route_ends(Route route, bool final) =>
        Census([Copy(Some.SourceAccount, route)], []).HasAnyFinal(Source.Arn).ShouldBe(final);

    [Fact]
    public void A_copy_of_another_snapshot_is_not_its_last()
    {
        var other = Some.Snapshot("another");
        Census([Copy(Some.SourceAccount, Route.RegionOnly)], []).HasAnyFinal(other).ShouldBeFalse();
        Census([], [Copy(Some.DrAccount, Route.RegionThenAccount)]).HasAnyFinal(other).ShouldBeFalse();
        Census([Copy(Some.SourceAccount, Route.RegionOnly, "failed")], [])
            .HasAnyFinal(Source.Arn)
            .ShouldBeFalse();
        Census([], []).HasAnyFinal(Source.Arn).ShouldBeFalse();
    }

    [Fact]
    public void One_attempt_that_is_available_is_enough()
    {
        var failed = Copy(Some.DrAccount, Route.RegionThenAccount, "failed");
        var again = Copy(Some.DrAccount, Route.RegionThenAccount);
        again = again with { Arn = again.Arn with { Name = again.Arn.Name + "-r1" } };
        Census([], [failed, again]).HasAnyFinal(Source.Arn).ShouldBeTrue();
    }

    [Fact]
    public void What_is_only_named_almost_like_a_copy_is_none()
    {
        var copy = Copy(Some.DrAccount, Route.RegionThenAccount);
        var almost = copy with { Arn = copy.Arn with { Name = "snapshot-relayed-by-hand" } };
        Census([], [almost]).IsThere(Facts, Mode.Copy).ShouldBeFalse();
    }

    private static CopyCensus Census(SnapshotFacts[] region, SnapshotFacts[] account) =>
        new("snapshot-relay", region, account);

    private static SnapshotFacts Copy(AccountId owner, Route route, string status = "available") =>
        Some.Facts(
            new SnapshotArn(Some.DrRegion, owner, Names.Copy("snapshot-relay", Source.Identity())),
            status,
            tags: [.. CopyTags.Facts("snapshot-relay", Source), new Tag("snapshot-relay:route", $"{route}")]
        );
}
