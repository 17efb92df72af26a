namespace Scenarios.AwsBackup;

/// <summary>
/// Continuous backups: nothing copies a continuous recovery point, so RDS copies the automated snapshots behind it, as RDS tells of them.
/// </summary>
public sealed class ContinuousBackups
{
    [Theory]
    [InlineData("jobs", "postgres", true)]
    [InlineData("rescue", "postgres", false)]
    [InlineData("jobs", "aurora-postgresql", true)]
    public async Task The_automated_snapshot_behind_a_continuous_recovery_point_is_rescued_by_RDS_and_nothing_fails(
        string recoveryPoints,
        string engine,
        bool ownKey
    )
    {
        await using var estate = await Estate.WithVault(recoveryPoints);
        var point = await estate.BackUpContinuously(await estate.Orders(engine, ownKey));
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("RegionThenAccount");
        Estate.Means(relay).ShouldBe("Snapshot");
        Estate.Reason(relay).ShouldContain("RDS rescues the snapshot behind the recovery point");
        estate.Owned(Estate.Dr).ShouldHaveSingleItem().Status.ShouldBe("available");
        estate.EventOutcomes.ShouldContain(outcome =>
            outcome.Contains($"{point} is continuous", StringComparison.Ordinal)
        );
        estate.DeadLetters.ShouldBeEmpty();
        estate.CopyJobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_jobs_the_reason_says_why_no_copy_job_takes_it()
    {
        await using var estate = await Estate.WithVault();
        await estate.BackUpContinuously(await estate.Orders());
        await estate.RunUntilIdle();

        Estate
            .Reason(estate.Succeeded())
            .ShouldContain(
                "Not by one copy job: it is continuous, and copy jobs do not take continuous recovery points."
            );
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("rescue")]
    public async Task By_hand_it_is_refused_with_what_to_start_instead(string recoveryPoints)
    {
        await using var estate = await Estate.WithVault(recoveryPoints);
        var point = await estate.BackUpContinuously(await estate.Orders());
        await estate.RunUntilIdle();
        await estate.StartByHand(point);
        await estate.RunUntilIdle();

        var refused = estate.Executions[1];
        refused.Error.ShouldBe("RouteRefusedException");
        refused.Cause.ShouldNotBeNull().ShouldStartWith($"The relay of {point} failed at PlanRelay: ");
        refused.Cause.ShouldContain("continuous");
        refused.Cause.ShouldContain(
            "What to do: Start the relay of the newest automated snapshot of orders behind it (aws rds describe-db-snapshots or describe-db-cluster-snapshots, with --snapshot-type automated)."
        );
    }
}
