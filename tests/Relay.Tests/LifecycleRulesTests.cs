namespace Relay.Tests;

public sealed class LifecycleRulesTests
{
    [Theory]
    [InlineData("RDS", "30", null)]
    [InlineData("Aurora", "30", null)]
    [InlineData("DocumentDB", "30", null)]
    [InlineData("Neptune", "30", null)]
    [InlineData("EBS", "30", null)]
    [InlineData("EFS", "30", 30)]
    [InlineData("EFS", "0", null)]
    public void Cold_storage_is_for_the_types_that_have_it(string type, string setting, int? days) =>
        LifecycleRules
            .ColdStorageAfterDays(Source(type), Some.Settings(("COLD_STORAGE_AFTER_DAYS", setting)))
            .ShouldBe(days);

    [Theory]
    [InlineData(35, null)]
    [InlineData(120, 30)]
    [InlineData(1000, 30)]
    public void A_copy_that_is_kept_ninety_days_in_cold_storage_will_do(int days, int? cold) =>
        LifecycleRules.Check(Source("EFS"), Plan(days, cold), Some.Time);

    [Fact]
    public void A_shorter_one_is_refused_with_the_numbers_that_would_do()
    {
        var refusal = Should.Throw<LifecycleRefusedException>(() =>
            LifecycleRules.Check(Source("EFS"), Plan(100, 30), Some.Time)
        );
        refusal.Message.ShouldContain(
            "to cold storage after 30 days, where it has to stay 90, but it is to be kept 100 days"
        );
        refusal.ToDo.ShouldContain("RetentionDays to at least 120, or ColdStorageAfterDays to at most 10");
    }

    [Theory]
    [InlineData(34.9, false)]
    [InlineData(35, true)]
    [InlineData(400, true)]
    public void The_days_count_from_the_sources_creation_so_an_old_one_would_be_deleted_at_once(
        double age,
        bool refused
    )
    {
        void Check() => LifecycleRules.Check(Source("RDS"), Plan(35, null), Some.Time.AddDays(age));
        if (refused)
        {
            Should.Throw<LifecycleRefusedException>(Check).Message.ShouldContain("would be deleted at once");
        }
        else
        {
            Check();
        }
    }

    [Fact]
    public void It_is_AWS_Backups_time_that_counts_where_it_is_known() =>
        LifecycleRules.Check(
            Source("RDS") with
            {
                CreateTime = Some.Time.AddDays(-100),
            },
            Plan(35, null),
            Some.Time
        );

    [Fact]
    public void A_copy_by_RDS_has_no_lifecycle() =>
        LifecycleRules.Check(
            Source("RDS"),
            Plan(35, null) with
            {
                Means = CopyMeans.Snapshot,
            },
            Some.Time.AddDays(400)
        );

    [Theory]
    [InlineData(null, true)]
    [InlineData(400.0, true)]
    [InlineData(34.5, true)]
    [InlineData(7.0, false)]
    public void A_copy_that_ends_before_it_should_is_not_taken_for_the_one_that_is_wanted(
        double? days,
        bool enough
    )
    {
        var copy = Some.RecoveryPoint() with
        {
            DeleteAt = days is { } after ? Some.Time.AddDays(after) : null,
        };
        LifecycleRules.LivesLongEnough(copy, 35).ShouldBe(enough);
    }

    private static SourceSnapshot Source(string type) =>
        Some.Source(Some.Snapshot("awsbackup:job-1")) with
        {
            RecoveryPoint = Some.RecoveryPoint(type),
        };

    private static RelayPlan Plan(int days, int? cold) =>
        new(Route.BackupCopyJob, "…")
        {
            Means = CopyMeans.CopyJob,
            RetentionDays = days,
            ColdStorageAfterDays = cold,
        };
}
