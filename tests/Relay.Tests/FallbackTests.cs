using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

public sealed class FallbackTests
{
    private const string Organization =
        "Copy job failed. Both source and destination account must be a member of the same organization";
    private const string NotSupported =
        "Copy job from eu-west-1 to eu-central-1 cannot be initiated for RDS resources. Feature is not supported for provided resource type.";
    private const string SourceKey =
        "The source snapshot KMS key [arn:aws:kms:eu-west-1:111111111111:key/1] does not exist, is not enabled or you do not have permissions to access it.";
    private const string TargetKey =
        "The target KMS key [1] does not exist, is not enabled or you do not have permissions to access it.";
    private const string OptionGroup =
        "The snapshot requires a target option group with the following options: TDE";
    private const string Switch =
        "Copy job failed. Cross-account copy feature is not enabled for the current organization.";
    private const string SomeKey =
        "KMS key is either disabled or pending deletion or access to KMS key is denied";
    private const string ManagedKey =
        "Snapshots encrypted with the AWS managed key can't be shared. Specify another snapshot.";

    public static TheoryData<Route, RelayException, Route?> Direct =>
        new()
        {
            {
                Route.DirectToAccount,
                new ShareRefusedException("x", Some.DrAccount, "no"),
                Route.RegionThenAccount
            },
            {
                Route.DirectToAccount,
                new SharedCopyNotVisibleException("x", Some.DrAccount),
                Route.RegionThenAccount
            },
            { Route.DirectToAccount, new AwsAccessDeniedException("x", "no"), Route.RegionThenAccount },
            { Route.DirectToAccount, new CopyFailedException("x", "failed"), Route.RegionThenAccount },
            { Route.DirectToAccount, new KeyNotAccessibleException("x", SourceKey), Route.RegionThenAccount },
            { Route.DirectToAccount, new KeyNotAccessibleException("x", TargetKey), null },
            {
                Route.DirectToAccount,
                new AwsRefusedException("x", "InvalidParameterCombination", "no"),
                Route.RegionThenAccount
            },
            { Route.DirectToAccount, new AwsRefusedException("x", "InvalidDBSnapshotState", "no"), null },
            { Route.DirectToAccount, new ManualSnapshotQuotaException("x", "no"), null },
            { Route.DirectToAccount, new AwsThrottledException("x", "no"), null },
            { Route.DirectToAccount, new CopyVanishedException("x"), null },
            { Route.DirectToAccount, new SlotOverdueException("x", TimeSpan.FromHours(1)), null },
            { Route.RegionThenAccount, new ShareRefusedException("x", Some.DrAccount, "no"), null },
            { Route.RegionThenShare, new ShareRefusedException("x", Some.DrAccount, "no"), null },
        };

    [Theory]
    [MemberData(nameof(Direct))]
    public void What_AWS_refuses_of_the_single_step_goes_by_the_region_copy_and_what_that_meets_too_fails(
        Route route,
        RelayException refusal,
        Route? instead
    )
    {
        var source = Some.Source(Some.Snapshot("orders-before-upgrade"));
        var plan = RoutePlanner.Instead(Plan(route, CopyMeans.Snapshot), source, refusal);
        (plan?.Route, plan?.Means).ShouldBe((instead, instead is null ? null : CopyMeans.Snapshot));
    }

    public static TheoryData<Route, string, Route?, CopyMeans> Jobs =>
        new()
        {
            { Route.BackupCopyJob, NotSupported, Route.BackupTwoJobs, CopyMeans.CopyJob },
            { Route.BackupCopyJob, SourceKey, Route.BackupTwoJobs, CopyMeans.CopyJob },
            { Route.BackupCopyJob, "Given key ID is not accessible", Route.BackupTwoJobs, CopyMeans.CopyJob },
            { Route.BackupCopyJob, SomeKey, Route.BackupTwoJobs, CopyMeans.CopyJob },
            { Route.BackupCopyJob, ManagedKey, Route.BackupTwoJobs, CopyMeans.CopyJob },
            {
                Route.BackupCopyJob,
                "Encrypted snapshots with Amazon EBS default key cannot be shared",
                Route.BackupTwoJobs,
                CopyMeans.CopyJob
            },
            { Route.BackupCopyJob, Organization, Route.RegionThenAccount, CopyMeans.Snapshot },
            { Route.BackupCopyJob, Switch, Route.RegionThenAccount, CopyMeans.Snapshot },
            { Route.BackupCopyJob, OptionGroup, null, default },
            { Route.BackupCopyJob, "Access denied exception while trying to list tags", null, default },
            { Route.BackupCopyJob, "", null, default },
            { Route.BackupTwoJobs, Organization, Route.RegionThenAccount, CopyMeans.Snapshot },
            { Route.BackupTwoJobs, NotSupported, Route.RegionThenAccount, CopyMeans.Snapshot },
            { Route.BackupTwoJobs, SourceKey, Route.RegionThenAccount, CopyMeans.Snapshot },
            { Route.BackupTwoJobs, SomeKey, null, default },
            { Route.BackupTwoJobs, "Access Denied trying to call AWS Backup service", null, default },
            { Route.RegionOnly, NotSupported, Route.RegionOnly, CopyMeans.Snapshot },
            { Route.RegionOnly, OptionGroup, Route.RegionOnly, CopyMeans.Snapshot },
            { Route.RegionOnly, SourceKey, Route.RegionOnly, CopyMeans.Snapshot },
            { Route.RegionOnly, Organization, null, default },
        };

    [Theory]
    [MemberData(nameof(Jobs))]
    public void What_AWS_Backup_refuses_goes_by_two_jobs_or_by_RDS_where_its_words_say_that_this_helps(
        Route route,
        string answer,
        Route? instead,
        CopyMeans means
    )
    {
        var plan = Plan(route, CopyMeans.CopyJob);
        RelayException[] refusals =
        [
            new AwsRefusedException("StartCopyJob", "InvalidRequestException", answer),
            new CopyFailedException("job 1 of AWS Backup", "FAILED", answer),
        ];
        foreach (var refusal in refusals)
        {
            var next = RoutePlanner.Instead(plan, Point, refusal);
            (next?.Route, next?.Means ?? default).ShouldBe((instead, means));
        }
    }

    [Theory]
    [InlineData(NotSupported)]
    [InlineData(SourceKey)]
    [InlineData(SomeKey)]
    [InlineData(Organization)]
    public void Without_a_region_vault_that_will_do_one_job_is_not_made_two_but_rescued(string answer)
    {
        var plan = Plan(Route.BackupCopyJob, CopyMeans.CopyJob) with { RegionVaultArn = null };
        var rescue = RoutePlanner.Instead(plan, Point, Failed(answer)).ShouldNotBeNull();
        (rescue.Route, rescue.Means).ShouldBe((Route.RegionThenAccount, CopyMeans.Snapshot));

        var ebs = Some.Source(SnapshotArn.Parse("arn:aws:ec2:eu-west-1::snapshot/snap-1"));
        RoutePlanner.Instead(plan, ebs, Failed(answer)).ShouldBeNull();
    }

    [Theory]
    [InlineData(Route.BackupCopyJob, Route.RegionThenAccount)]
    [InlineData(Route.BackupTwoJobs, Route.RegionThenAccount)]
    [InlineData(Route.RegionOnly, Route.RegionOnly)]
    public void When_every_attempt_by_copy_job_has_failed_RDS_rescues_it(Route route, Route instead)
    {
        var exhausted = new AttemptsExhaustedException("name", 10);
        var rescue = RoutePlanner.Instead(Plan(route, CopyMeans.CopyJob), Point, exhausted).ShouldNotBeNull();
        (rescue.Route, rescue.Means).ShouldBe((instead, CopyMeans.Snapshot));
        rescue.Reason.ShouldContain("('10 copy jobs have failed')");
        RoutePlanner.Instead(rescue, Point, exhausted).ShouldBeNull();
    }

    [Fact]
    public void What_is_no_snapshot_of_RDS_can_not_be_rescued()
    {
        var ebs = Some.Source(SnapshotArn.Parse("arn:aws:ec2:eu-west-1::snapshot/snap-1")) with
        {
            RecoveryPoint = Some.RecoveryPoint("EBS"),
        };
        var refusal = new CopyFailedException("job 1 of AWS Backup", "FAILED", Organization);
        RoutePlanner.Instead(Plan(Route.BackupCopyJob, CopyMeans.CopyJob), ebs, refusal).ShouldBeNull();
        RoutePlanner.Instead(Plan(Route.BackupTwoJobs, CopyMeans.CopyJob), ebs, refusal).ShouldBeNull();
    }

    [Fact]
    public void The_way_out_keeps_what_the_plan_was_for_and_says_what_happened()
    {
        var plan = Plan(Route.BackupCopyJob, CopyMeans.CopyJob);
        var two = RoutePlanner.Instead(plan, Point, Failed(SourceKey)).ShouldNotBeNull();
        (two.InsteadOf, two.RegionVaultArn, two.AccountVaultArn).ShouldBe(
            (Route.BackupCopyJob, Some.RegionVault, Some.AccountVault)
        );
        two.Reason.ShouldStartWith("Because. AWS refused BackupCopyJob ('The source snapshot KMS key");
        var rescue = RoutePlanner.Instead(two, Point, Failed(Organization)).ShouldNotBeNull();
        rescue.ShouldBe(
            plan with
            {
                Route = Route.RegionThenAccount,
                Means = CopyMeans.Snapshot,
                InsteadOf = Route.BackupTwoJobs,
                RegionVaultArn = null,
                AccountVaultArn = null,
                ColdStorageAfterDays = null,
                Reason = rescue.Reason,
            }
        );
        rescue.Reason.ShouldStartWith(two.Reason);
        rescue.Reason.ShouldEndWith(
            "goes on as RegionThenAccount by RDS, which rescues the snapshot behind the recovery point."
        );
    }

    [Fact]
    public void A_refusal_of_a_snapshot_under_AWSs_own_key_is_put_into_words_and_any_other_speaks_for_itself()
    {
        var owned = Some.Source(Some.ClusterSnapshot()) with { UnderAwsOwnedKey = true };
        var refused = new AwsRefusedException(
            "CopyDBClusterSnapshot",
            "InvalidParameterValue",
            "no such key"
        );
        RoutePlanner
            .InWords(owned, refused)
            .ShouldBeOfType<AwsOwnedKeyRefusedException>()
            .Message.ShouldContain(
                "a key that AWS owns (sse-rds), and AWS refused to copy or to share it: no such key"
            );
        RoutePlanner.InWords(owned, new CopyVanishedException("x")).ShouldBeOfType<CopyVanishedException>();
        RoutePlanner.InWords(Some.Source(), refused).ShouldBe(refused);
        var ofTheRegionKey = new KeyNotAccessibleException("copy", "The target KMS key [x] is not enabled");
        RoutePlanner.InWords(owned, ofTheRegionKey).ShouldBe(ofTheRegionKey);
    }

    [Fact]
    public void A_missing_role_of_AWS_Backups_own_in_the_DR_account_is_put_into_words_whatever_key_it_is_about()
    {
        var failed = new CopyFailedException(
            "job 7 of AWS Backup",
            "FAILED",
            "The provided role arn:aws:iam::222222222222:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup cannot be assumed by AWS Backup."
        );
        foreach (var underAwsOwnedKey in new[] { true, false })
        {
            var source = Some.Source() with { UnderAwsOwnedKey = underAwsOwnedKey };
            var said = RoutePlanner
                .InWords(source, failed)
                .ShouldBeOfType<BackupServiceRoleMissingException>();
            said.Message.ShouldContain("job 7 of AWS Backup");
            said.Message.ShouldContain("cannot be assumed by AWS Backup");
            said.ToDo.ShouldContain("MakeBackupServiceRole");
        }

        var own = new CopyFailedException(
            "job 7",
            "FAILED",
            "The provided role arn:aws:iam::111111111111:role/x cannot be assumed"
        );
        RoutePlanner.InWords(Some.Source(), own).ShouldBe(own);
    }

    [Fact]
    public void However_AWS_refuses_a_plan_never_falls_back_in_a_circle() =>
        Prop.ForAll(
                Gen.Elements(Plans).ToArbitrary(),
                Gen.ListOf(Gen.Elements(Refusals), 6).ToArbitrary(),
                (first, refusals) =>
                {
                    RelayPlan? plan = first;
                    var height = Height(plan);
                    foreach (var refusal in refusals)
                    {
                        plan = RoutePlanner.Instead(plan, Point, refusal);
                        if (plan is null)
                        {
                            return true;
                        }

                        if (Height(plan) >= height || plan.Reason.Length == 0)
                        {
                            return false;
                        }

                        height = Height(plan);
                    }

                    return false;
                }
            )
            .QuickCheckThrowOnFailure();

    private static RelayPlan[] Plans =>
        [
            .. Enum.GetValues<Route>()
                .Select(route =>
                    Plan(
                        route,
                        route is Route.BackupCopyJob or Route.BackupTwoJobs
                            ? CopyMeans.CopyJob
                            : CopyMeans.Snapshot
                    )
                ),
            Plan(Route.RegionOnly, CopyMeans.CopyJob),
        ];

    private static RelayException[] Refusals =>
        [
            .. new[] { Organization, NotSupported, SourceKey, TargetKey, OptionGroup, Switch, "" }.SelectMany(
                text =>
                    new RelayException[]
                    {
                        Failed(text),
                        new AwsRefusedException("x", "InvalidParameterValue", text),
                        new AwsAccessDeniedException("x", text),
                        new KeyNotAccessibleException("x", text),
                        new ShareRefusedException("x", Some.DrAccount, text),
                        new AwsThrottledException("x", text),
                        new AttemptsExhaustedException("x", 10),
                    }
            ),
        ];

    // A mere measure: what a way needs of AWS. It has to sink with every fall.
    private static int Height(RelayPlan plan) =>
        (plan.Means == CopyMeans.CopyJob ? 10 : 0)
        + plan.Route switch
        {
            Route.BackupCopyJob or Route.DirectToAccount => 2,
            Route.BackupTwoJobs => 1,
            _ => 0,
        };

    private static CopyFailedException Failed(string answer) => new("job 1 of AWS Backup", "FAILED", answer);

    private static SourceSnapshot Point =>
        Some.Source(Some.Snapshot("awsbackup:job-1")) with
        {
            RecoveryPoint = Some.RecoveryPoint(),
        };

    private static RelayPlan Plan(Route route, CopyMeans means) =>
        new(route, "Because.", Some.RegionKey, Some.AccountKey, "name")
        {
            Means = means,
            Mode = Mode.Copy,
            RetentionDays = 35,
            RegionVaultArn = means == CopyMeans.CopyJob ? Some.RegionVault : null,
            AccountVaultArn = means == CopyMeans.CopyJob ? Some.AccountVault : null,
        };
}
