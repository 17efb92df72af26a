using LocalCloud.Faults;

namespace Scenarios.AwsBackup;

/// <summary>A person starts the relay of a recovery point.</summary>
public sealed class ByHand
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("aurora-postgresql")]
    public async Task With_its_ARN_alone_the_plan_chooses(string engine)
    {
        await using var estate = await WithoutEvents();
        var database = await estate.Orders(engine);
        await estate.StartByHand(await estate.BackUp(database));
        await estate.RunUntilIdle();

        await estate.ShouldHaveVerified(estate.ShouldBeRelayedBy("BackupCopyJob"), Estate.Dr, database);
    }

    [Theory]
    [InlineData(null, "BackupTwoJobs", "BackupTwoJobs", "Route BackupTwoJobs by hand")]
    [InlineData("copy", "BackupTwoJobs", "BackupTwoJobs", "Route BackupTwoJobs by hand")]
    [InlineData(null, "RegionThenAccount", "RegionThenAccount", "Route RegionThenAccount by hand")]
    [InlineData("region", null, "RegionOnly", "Mode region by hand")]
    [InlineData(null, "RegionOnly", "RegionOnly", "Route RegionOnly by hand")]
    public async Task A_person_may_choose_among_what_is_possible(
        string? mode,
        string? route,
        string taken,
        string why
    )
    {
        await using var estate = await WithoutEvents();
        await Start(estate, await estate.BackUp(await estate.Orders()), mode, route);

        var relay = estate.ShouldBeRelayedBy(taken);
        Estate.Reason(relay).ShouldStartWith(why);
    }

    [Theory]
    [InlineData(null, "DirectToAccount", "AWS Backup's snapshots can't be shared")]
    [InlineData("region", "BackupCopyJob", "this route does not lead to mode region")]
    [InlineData("share", "BackupTwoJobs", "this route does not lead to mode share")]
    public async Task A_route_that_can_not_be_is_refused_in_words_before_anything_is_changed(
        string? mode,
        string route,
        string problem
    )
    {
        await using var estate = await WithoutEvents();
        await Start(estate, await estate.BackUp(await estate.Orders()), mode, route);

        ShouldBeRefused(estate, problem);
    }

    [Theory]
    [InlineData("RegionThenAccount")]
    [InlineData("RegionThenShare")]
    public async Task A_route_of_RDS_for_a_file_system_is_refused_in_words(string route)
    {
        await using var estate = await WithoutEvents("EFS");
        await Start(estate, await estate.BackUp(await estate.Resource("EFS")), null, route);

        ShouldBeRefused(
            estate,
            "it is no snapshot of RDS, so nobody but AWS Backup can copy it. (The snapshot is of resource arn:aws:elasticfilesystem:"
        );
        ShouldBeRefused(estate, ".) What to do: Ask for mode region or copy, without a route");
    }

    [Theory]
    [InlineData("BackupCopyJob")]
    [InlineData("BackupTwoJobs")]
    public async Task A_route_of_AWS_Backup_for_a_snapshot_of_RDSs_own_is_refused_in_words(string route)
    {
        await using var estate = await WithoutEvents();
        await estate.Orders();
        var snapshot = estate.AutomatedSnapshot("orders");
        await estate.RunFor(TimeSpan.FromHours(1));
        await Start(estate, snapshot, null, route);

        ShouldBeRefused(estate, "it is not a recovery point of AWS Backup");
    }

    [Fact]
    public async Task A_recovery_point_that_no_vault_of_SourceVaults_holds_is_rescued_by_RDS()
    {
        await using var estate = await WithoutEvents();
        await estate.MakeVault("test");
        await Start(estate, await estate.BackUp(await estate.Orders(), "test"), null, null);

        var relay = estate.ShouldBeRelayedBy("RegionThenAccount");
        Estate.Reason(relay).ShouldContain("no vault of SourceVaults (prod) holds it");
    }

    [Fact]
    public async Task A_copy_that_a_backup_plan_has_made_in_a_source_Region_is_never_relayed()
    {
        const string Elsewhere = "eu-west-3";
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                SourceRegions = ["eu-west-1", Elsewhere],
            }
        );
        var point = await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();
        await estate.MakeVault(Estate.Vault, Elsewhere);
        var copy = await estate.CopyRecoveryPoint(
            point,
            $"arn:aws:backup:{Elsewhere}:{Estate.Source}:backup-vault:{Estate.Vault}",
            Estate.BackupRole
        );

        await estate.StartByHand(copy!, "of-a-copy");
        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(2);
        Estate.Route(estate.Executions[1]).ShouldBe("NothingToDo");
        Estate.Reason(estate.Executions[1]).ShouldContain("is itself a copy");
    }

    [Fact]
    public async Task A_recovery_point_that_is_gone_is_told()
    {
        await using var estate = await WithoutEvents();
        await Start(
            estate,
            $"arn:aws:rds:{estate.SourceRegion}:{Estate.Source}:snapshot:awsbackup:job-0",
            null,
            null
        );

        estate
            .Failed("SnapshotNotFoundException")
            .Cause.ShouldNotBeNull()
            .ShouldContain("AWS finds no recovery point");
    }

    private static void ShouldBeRefused(Estate estate, string problem)
    {
        estate.Failed("RouteRefusedException").Cause.ShouldNotBeNull().ShouldContain(problem);
        estate.CopyJobs.ShouldBeEmpty();
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    private static async Task Start(Estate estate, string point, string? mode, string? route)
    {
        await estate.StartByHand(point, mode: mode, route: route);
        await estate.RunUntilIdle();
    }

    private static async Task<Estate> WithoutEvents(string types = "RDS,Aurora")
    {
        var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["BackupResourceTypes"] = types },
            }
        );
        estate.Fault(new Fault { Effect = FaultEffect.Drop, Times = int.MaxValue });
        return estate;
    }
}
