using LocalCloud.Faults;

namespace Scenarios.AwsBackup;

/// <summary>Failed copy jobs can't be deleted: when there are ten, the eleventh start does without.</summary>
public sealed class WhenEveryCopyJobFails
{
    [Theory]
    [InlineData("region", "RegionOnly", Estate.Source)]
    [InlineData("copy", "RegionThenAccount", Estate.Dr)]
    public async Task After_ten_failed_jobs_RDS_copies_the_snapshot(string mode, string route, string owner)
    {
        await using var estate = await Estate.WithVault(mode: mode);
        estate.Fault(new Fault { Effect = FaultEffect.FailCopyJob, Times = 10 });
        var point = await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();
        for (var start = 2; start <= 11; start++)
        {
            await estate.StartByHand(point);
            await estate.RunUntilIdle();
        }

        estate.Executions.Take(10).ShouldAllBe(e => e.Error == "CopyFailedException");
        var last = estate.Executions[10];
        last.Status.ShouldBe("SUCCEEDED", last.Cause);
        (Estate.Route(last), Estate.Means(last)).ShouldBe((route, "Snapshot"));
        Estate.Reason(last).ShouldContain("10 copy jobs have failed");
        estate.CopyJobs.Count.ShouldBe(10);
        estate.Owned(owner).ShouldHaveSingleItem().Status.ShouldBe("available");
    }
}
