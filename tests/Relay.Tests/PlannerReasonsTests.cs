namespace Relay.Tests;

/// <summary>What a plan or a refusal says where the table of all combinations only asks for a word.</summary>
public sealed class PlannerReasonsTests
{
    private static readonly SourceSnapshot Point = Some.Source(Some.Snapshot("awsbackup:job-1")) with
    {
        RecoveryPoint = Some.RecoveryPoint(),
        Encrypted = false,
    };

    [Theory]
    [InlineData("RDS", "Start the relay of the newest automated snapshot of orders behind it")]
    [InlineData("EFS", "Have the backup plan make periodic backups as well")]
    public void A_continuous_recovery_point_in_a_vault_alone_is_told_how_it_is_relayed_all_the_same(
        string type,
        string fix
    )
    {
        var point = Some.Source(
            SnapshotArn.Parse("arn:aws:backup:eu-west-1:111111111111:recovery-point:continuous:1")
        ) with
        {
            RecoveryPoint = Some.RecoveryPoint(type, continuous: true),
        };
        Refusal(point, Route.BackupTwoJobs, Jobs()).ToDo.ShouldStartWith(fix);
    }

    [Fact]
    public void A_continuous_snapshot_of_RDS_goes_by_RDS()
    {
        var point = Point with { RecoveryPoint = Some.RecoveryPoint(continuous: true) };
        Refusal(point, Route.BackupTwoJobs, Jobs())
            .ToDo.ShouldBe("Ask for a route that copies snapshots: RDS copies the one behind it.");
        // Without a vault that holds it, AWS Backup's automated snapshots are those behind continuous ones.
        var behind = Point with
        {
            RecoveryPoint = null,
            SnapshotType = "automated",
        };
        Refusal(behind, Route.BackupTwoJobs, Jobs()).Message.ShouldContain("it is continuous");
        Refusal(behind with { SnapshotType = "manual" }, Route.BackupTwoJobs, Jobs())
            .Message.ShouldContain("no vault of SourceVaults (prod, weekly) holds it");
    }

    [Fact]
    public void Copy_jobs_to_the_DR_account_need_its_vault()
    {
        var settings = Jobs();
        settings = settings with { RecoveryPoints = settings.RecoveryPoints with { AccountVault = null } };
        var refusal = Refusal(Point, Route.BackupTwoJobs, settings);
        refusal.Message.ShouldContain("the relay's stack has no DrVaultArn");
        refusal.ToDo.ShouldBe("Set DrVaultArn to the DR account's vault (output VaultArn of its stack).");
    }

    [Fact]
    public void A_plan_by_two_jobs_names_both_vaults_and_why_not_one()
    {
        var plan = RoutePlanner.Choose(
            Point with
            {
                Encrypted = true,
                KmsKeyId = Some.SourceKey.ToString(),
            },
            Wishes.Of([], [], null, null, Jobs()),
            new KeyFacts(Some.SourceKey, "Enabled", AwsManaged: true, Symmetric: true),
            true,
            Jobs()
        );
        plan.Reason.ShouldBe(
            "Mode copy by the settings: a copy job brings it into the vault snapshot-relay in eu-central-1, which re-encrypts, and another into the vault snapshot-relay of account 222222222222."
                + " Not by one copy job: it is under an AWS managed key, which no other account can use."
        );
    }

    [Fact]
    public void What_RDS_rescues_says_why_not_by_jobs_of_each_kind()
    {
        var off = Some.Settings([.. Some.Jobs(), ("RECOVERY_POINTS", "rescue"), ("DIRECT_TO_ACCOUNT", "on")]);
        RoutePlanner
            .Choose(Point, Wishes.Of([], [], Mode.Region, null, off), null, null, off)
            .Reason.ShouldContain("Not by a copy job: the setting RecoveryPoints is rescue.");
        var copy = RoutePlanner.Choose(Point, Wishes.Of([], [], null, null, off), null, null, off);
        copy.Reason.ShouldContain("Not by one copy job: the setting RecoveryPoints is rescue.");
        copy.Reason.ShouldNotContain(
            "DirectToAccount",
            Case.Sensitive,
            "nobody expects it of a recovery point"
        );
    }

    [Fact]
    public void A_snapshot_of_RDS_is_not_rescued_and_its_plan_says_nothing_that_is_not_so()
    {
        var plan = RoutePlanner.Choose(Some.Source(), Some.Wish(), null, null, Some.Settings());
        plan.Reason.ShouldBe(
            "Mode copy by the settings: account 222222222222 gets a copy of its own, by way of a copy in eu-central-1 that re-encrypts."
        );
    }

    [Fact]
    public void What_is_tried_though_AWS_documents_nothing_is_told_of_snapshots_under_AWSs_own_key_alone()
    {
        var owned = Some.Source() with { UnderAwsOwnedKey = true, KmsKeyId = null };
        Reason(owned, Some.Settings()).ShouldContain("(sse-rds); AWS documents no copying");
        var ebs = Some.Source(SnapshotArn.Parse("arn:aws:ec2:eu-west-1::snapshot/snap-1")) with
        {
            UnderAwsOwnedKey = true,
            KmsKeyId = null,
            RecoveryPoint = Some.RecoveryPoint("EBS"),
        };
        Reason(ebs, Some.Settings([.. Some.Jobs(), ("BACKUP_RESOURCE_TYPES", "EBS")]))
            .ShouldNotContain("sse-rds");
    }

    [Fact]
    public void A_refusal_of_several_ways_tells_each_obstacle_and_the_fixes_of_those_that_would_do()
    {
        var settings = Some.Settings([.. Some.Jobs(), ("RECOVERY_POINTS", "rescue")]);
        var ebs = Some.Source(SnapshotArn.Parse("arn:aws:ec2:eu-west-1::snapshot/snap-1")) with
        {
            RecoveryPoint = Some.RecoveryPoint("EBS"),
        };
        var refusal = Refusal(ebs, null, settings);
        refusal.Message.ShouldContain(
            "the setting RecoveryPoints is rescue; it is no snapshot of RDS, so nobody but AWS Backup can copy it."
        );
        refusal.ToDo.ShouldBe("Set RecoveryPoints to jobs.");
    }

    [Fact]
    public void Files_that_copy_jobs_bring_go_to_cold_storage_and_nothing_that_RDS_copies_does()
    {
        var settings = Some.Settings([
            .. Some.Jobs(),
            ("COLD_STORAGE_AFTER_DAYS", "30"),
            ("RETENTION_DAYS", "200"),
            ("BACKUP_RESOURCE_TYPES", "EFS"),
        ]);
        var files = Point with
        {
            Arn = SnapshotArn.Parse("arn:aws:backup:eu-west-1:111111111111:recovery-point:1"),
            RecoveryPoint = Some.RecoveryPoint("EFS"),
        };
        var plan = RoutePlanner.Choose(files, Wishes.Of([], [], null, null, settings), null, null, settings);
        (plan.Means, plan.ColdStorageAfterDays).ShouldBe((CopyMeans.CopyJob, 30));
        var byRds = Point with { RecoveryPoint = Some.RecoveryPoint("EFS") };
        RoutePlanner
            .Choose(byRds, Wishes.Of([], [], null, Route.RegionThenAccount, settings), null, null, settings)
            .ColdStorageAfterDays.ShouldBeNull();
    }

    [Fact]
    public void Where_one_job_is_refused_two_keep_the_lifecycle_and_RDS_has_none()
    {
        var one = new RelayPlan(Route.BackupCopyJob, "Because.")
        {
            Means = CopyMeans.CopyJob,
            ColdStorageAfterDays = 30,
            RegionVaultArn = Some.RegionVault,
            AccountVaultArn = Some.AccountVault,
        };
        var refusal = new CopyFailedException("job 1", "FAILED", "access to KMS key is denied");
        var two = RoutePlanner.Instead(one, Point, refusal)!;
        two.ColdStorageAfterDays.ShouldBe(30);
        two.Reason.ShouldBe(
            "Because. AWS refused BackupCopyJob ('access to KMS key is denied'), so it goes on as BackupTwoJobs."
        );
        var rds = RoutePlanner.Instead(
            two,
            Point,
            new CopyFailedException("job 1", "FAILED", "cannot be initiated")
        )!;
        rds.ColdStorageAfterDays.ShouldBeNull();
        rds.Reason.ShouldEndWith("by RDS, which rescues the snapshot behind the recovery point.");
    }

    [Fact]
    public void A_step_of_RDS_that_is_refused_is_not_called_a_rescue()
    {
        var direct = new RelayPlan(Route.DirectToAccount, "Because.") { Means = CopyMeans.Snapshot };
        RoutePlanner
            .Instead(direct, Some.Source(), new ShareRefusedException("x", Some.DrAccount, "no"))!
            .Reason.ShouldBe(
                "Because. AWS refused DirectToAccount ('no'), so it goes on as RegionThenAccount."
            );
        RoutePlanner
            .Instead(direct, Some.Source(), new CopyFailedException("x", "failed"))!
            .Reason.ShouldContain("AWS refused DirectToAccount ((nothing)), ");
        var region = new RelayPlan(Route.RegionOnly, "Because.") { Means = CopyMeans.CopyJob };
        RoutePlanner
            .Instead(region, Point, new CopyFailedException("job 1", "FAILED", "cannot be initiated"))!
            .Reason.ShouldStartWith(
                "Because. AWS refused the copy job ('cannot be initiated'), so it goes on as RegionOnly by RDS"
            );
    }

    [Theory]
    [InlineData("Both accounts must be a MEMBER of the same organization", Route.RegionThenAccount)]
    [InlineData("Feature is not supported for this", Route.BackupTwoJobs)]
    [InlineData("The job cannot be initiated", Route.BackupTwoJobs)]
    [InlineData("the source snapshot KMS key does not exist", Route.BackupTwoJobs)]
    [InlineData("Given key ID is not accessible", Route.BackupTwoJobs)]
    [InlineData("Snapshot is encrypted under an AWS Managed CMK", Route.BackupTwoJobs)]
    [InlineData("It is under the default service key", Route.BackupTwoJobs)]
    [InlineData("Snapshots encrypted with the AWS managed key can't be shared", Route.BackupTwoJobs)]
    [InlineData("the default key cannot be shared", Route.BackupTwoJobs)]
    [InlineData("access to KMS key is denied", Route.BackupTwoJobs)]
    [InlineData("Cross-account copy is disabled", Route.RegionThenAccount)]
    [InlineData("Cross-account copy is not enabled", Route.RegionThenAccount)]
    [InlineData("Cross-account copy is on", null)]
    [InlineData("The vault is disabled", null)]
    [InlineData("The snapshot requires a target option group", null)]
    public void Each_of_AWSs_words_leads_where_it_helps(string answer, Route? route) =>
        (
            RoutePlanner
                .Instead(
                    new RelayPlan(Route.BackupCopyJob, "Because.")
                    {
                        Means = CopyMeans.CopyJob,
                        RegionVaultArn = Some.RegionVault,
                    },
                    Point,
                    new CopyFailedException("job 1", "FAILED", answer)
                )
                ?.Route
        ).ShouldBe(route);

    [Theory]
    [InlineData(null)]
    [InlineData("Copy job encountered a fatal error.")]
    [InlineData("Cannot copy more than 20 snapshots across regions")]
    public void A_copy_under_AWSs_own_key_that_failed_without_a_word_of_keys_speaks_for_itself(string? answer)
    {
        var failed = new CopyFailedException("x", "failed", answer);
        RoutePlanner.InWords(Some.Source() with { UnderAwsOwnedKey = true }, failed).ShouldBe(failed);
    }

    [Theory]
    [InlineData("No such Key")]
    [InlineData("The snapshot's Encryption is not supported")]
    public void A_copy_under_AWSs_own_key_that_failed_with_a_word_of_keys_is_put_into_words(string answer) =>
        RoutePlanner
            .InWords(
                Some.Source() with
                {
                    UnderAwsOwnedKey = true,
                },
                new CopyFailedException("x", "failed", answer)
            )
            .ShouldBeOfType<AwsOwnedKeyRefusedException>()
            .Message.ShouldContain(answer);

    private static RelaySettings Jobs() => Some.Settings(Some.Jobs());

    private static string Reason(SourceSnapshot source, RelaySettings settings) =>
        RoutePlanner.Choose(source, Wishes.Of([], [], null, null, settings), null, true, settings).Reason;

    private static RouteRefusedException Refusal(
        SourceSnapshot source,
        Route? route,
        RelaySettings settings
    ) =>
        Should.Throw<RouteRefusedException>(() =>
            RoutePlanner.Choose(source, Wishes.Of([], [], null, route, settings), null, true, settings)
        );
}
