namespace Relay.Tests;

public sealed class SharingTests
{
    private static readonly SnapshotArn Copy = Some.RegionCopy;

    [Theory]
    [InlineData("available", true)]
    [InlineData("creating", false)]
    [InlineData("failed", false)]
    public void Only_an_available_region_copy_can_have_been_shared(string status, bool may) =>
        Sharing.MayExist(new CopyProgress(Copy, status, Some.Time)).ShouldBe(may);

    [Fact]
    public void A_share_that_is_not_seen_is_waited_for_ever_longer_and_for_five_minutes_in_all()
    {
        Wait? wait = null;
        var seconds = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            wait = Sharing.WaitForShare(wait, Copy, Some.DrAccount, Some.Time.AddMinutes(i));
            (wait.For, wait.Since, wait.Times).ShouldBe((WaitFor.Share, Some.Time, i + 1));
            seconds.Add(wait.Seconds);
        }

        seconds.ShouldBe([15, 30, 45, 60, 75, 90]);
        Should
            .Throw<SharedCopyNotVisibleException>(() =>
                Sharing.WaitForShare(wait, Copy, Some.DrAccount, Some.Time)
            )
            .Message.ShouldContain($"{Copy}");
    }

    [Fact]
    public void Whatever_else_was_waited_for_before_does_not_count()
    {
        var before = new Wait(WaitFor.Copy, 900, Some.Time.AddDays(-1), 40);
        Sharing
            .WaitForShare(before, Copy, Some.DrAccount, Some.Time)
            .ShouldBe(new Wait(WaitFor.Share, 15, Some.Time, 1));
    }

    [Fact]
    public void A_persons_share_is_not_ours()
    {
        Sharing.IsOurs([new Tag("team", "shop")], Some.DrAccount).ShouldBeFalse();
        Sharing.IsOurs([new Tag(Sharing.IntentTag, "222222222222")], Some.DrAccount).ShouldBeTrue();
        Sharing.IsOurs([new Tag(Sharing.IntentTag, "333333333333")], Some.DrAccount).ShouldBeFalse();
    }

    [Fact]
    public void A_copy_on_its_way_is_called_by_its_ARN_or_by_the_job_that_makes_it()
    {
        $"{new CopyProgress(Copy, "x", Some.Time)}".ShouldBe($"{Copy}");
        $"{new CopyProgress(null, "x", Some.Time, JobId: "7")}".ShouldBe("job 7 of AWS Backup");
    }

    [Fact]
    public void Instances_and_clusters_have_slots_of_their_own()
    {
        var settings = Some.Settings(("COPIES_IN_PROGRESS", "21"), ("CLUSTER_COPIES_IN_PROGRESS", "6"));
        settings.Slots(SnapshotKind.Instance).ShouldBe(21);
        settings.Slots(SnapshotKind.Cluster).ShouldBe(6);
    }
}
