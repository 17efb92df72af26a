namespace Relay.Tests;

public sealed class VerifierTests
{
    private static readonly SourceSnapshot Cluster = Some.Source(Some.ClusterSnapshot()) with
    {
        Engine = "aurora-postgresql",
        SizeGiB = 0,
        TakenAt = null,
    };

    private static readonly SourceSnapshot Point = Some.Source(Some.Snapshot("awsbackup:job-1")) with
    {
        RecoveryPoint = Some.RecoveryPoint(),
    };

    [Fact]
    public void A_copy_that_is_what_it_should_be_is_verified() => Mismatches(Some.Copy()).ShouldBeEmpty();

    [Fact]
    public void Where_RDS_names_no_source_the_creation_tags_decide() =>
        Mismatches(Some.Copy() with { CopiedFrom = null }).ShouldBeEmpty();

    public static TheoryData<string, SnapshotFacts> Wrong =>
        new()
        {
            { "status", Some.Copy(status: "creating") },
            { "not encrypted", Some.Copy() with { Encrypted = false } },
            { "key", Some.Copy() with { KmsKeyId = Some.RegionKey.ToString() } },
            { "key", Some.Copy() with { KmsKeyId = null } },
            { "size", Some.Copy() with { SizeGiB = 99 } },
            { "engine version", Some.Copy() with { EngineVersion = "16.5" } },
            { "engine", Some.Copy() with { Engine = "mysql" } },
            { "database", Some.Copy() with { Database = "other" } },
            {
                "source-create-time",
                Some.Copy(of: Some.Source() with { CreateTime = Some.Time.AddDays(-1) })
            },
            { "source-snapshot", Some.Copy() with { Tags = [] } },
            { "source", Some.Copy() with { CopiedFrom = Some.Snapshot("another").ToString() } },
            { "original create time", Some.Copy() with { TakenAt = Some.Time.AddSeconds(1) } },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Whatever_differs_is_named(string what, SnapshotFacts copy) =>
        Mismatches(copy).ShouldContain(sentence => sentence.Contains(what, StringComparison.Ordinal));

    [Fact]
    public void An_original_create_time_that_RDS_does_not_tell_is_not_held_against_a_copy() =>
        Mismatches(Some.Copy() with { TakenAt = null }).ShouldBeEmpty();

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 0)]
    public void Nor_is_a_size_that_AWS_does_not_tell(int source, int copy)
    {
        var of = Some.Source() with { SizeGiB = source };
        Mismatches(Some.Copy(of: of) with { SizeGiB = copy }, of).ShouldBeEmpty();
    }

    [Fact]
    public void A_cluster_copy_has_no_original_create_time_and_is_verified_by_all_else()
    {
        var copy = OfCluster();
        Mismatches(copy, Cluster).ShouldBeEmpty();
        Mismatches(copy with { EngineVersion = "15.4" }, Cluster)
            .ShouldHaveSingleItem()
            .ShouldContain("engine version");
    }

    [Fact]
    public void A_copy_of_an_unencrypted_cluster_snapshot_is_not_encrypted_either()
    {
        var source = Cluster with { Encrypted = false, KmsKeyId = null };
        var copy = OfCluster() with { Encrypted = false, KmsKeyId = null };
        Mismatches(copy, source, key: null).ShouldBeEmpty();
        Mismatches(OfCluster(), source, key: null)
            .ShouldHaveSingleItem()
            .ShouldContain("though its source is not");
    }

    [Fact]
    public void A_copy_of_one_under_AWSs_own_key_that_was_not_put_under_ours_says_what_that_means()
    {
        var source = Cluster with { UnderAwsOwnedKey = true, KmsKeyId = null };
        SnapshotFacts[] wrong =
        [
            OfCluster() with
            {
                KmsKeyId = null,
                UnderAwsOwnedKey = true,
            },
            OfCluster() with
            {
                KmsKeyId = Some.SourceKey.ToString(),
            },
            OfCluster() with
            {
                Encrypted = false,
            },
        ];
        wrong.ShouldAllBe(copy =>
            Mismatches(copy, source, Some.AccountKey, CopyMeans.Snapshot).Single().Contains("(sse-rds)")
        );
        Mismatches(OfCluster(), source).ShouldBeEmpty();
    }

    [Fact]
    public void A_recovery_point_is_verified_by_resource_time_and_key_without_tags() =>
        OfPoint(Copied()).ShouldBeEmpty();

    [Fact]
    public void AWS_Backup_may_round_its_times() =>
        OfPoint(
                Copied(
                    new RecoveryPointFacts(
                        "snapshot-relay",
                        "RDS",
                        Some.RecoveryPoint().ResourceArn,
                        CreatedAt: Some.Time.AddSeconds(1)
                    )
                )
            )
            .ShouldBeEmpty();

    public static TheoryData<string, SnapshotFacts> WrongPoints =>
        new()
        {
            { "status", Copied() with { Status = "PARTIAL" } },
            { "status", Copied() with { Status = "EXPIRED" } },
            { "key", Copied() with { KmsKeyId = Some.SourceKey.ToString() } },
            { "not encrypted", Copied() with { Encrypted = false } },
            { "no recovery point", Copied() with { RecoveryPoint = null } },
            {
                "resource is",
                Copied(
                    Some.RecoveryPoint() with
                    {
                        ResourceArn = "arn:aws:rds:eu-west-1:111111111111:db:other",
                    }
                )
            },
            { "resource type", Copied(Some.RecoveryPoint("Aurora")) },
            { "creation time", Copied(Some.RecoveryPoint() with { CreatedAt = Some.Time.AddHours(1) }) },
            { "to be kept 35 days", Copied(Some.RecoveryPoint() with { DeleteAt = Some.Time.AddDays(7) }) },
        };

    [Theory]
    [MemberData(nameof(WrongPoints))]
    public void Whatever_differs_of_a_recovery_point_is_named(string what, SnapshotFacts copy) =>
        OfPoint(copy).ShouldHaveSingleItem().ShouldContain(what);

    private static SnapshotFacts Copied(RecoveryPointFacts? point = null) =>
        new(
            SnapshotArn.Parse("arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-1"),
            "COMPLETED",
            100,
            Some.Time,
            "",
            "",
            "",
            "",
            0,
            Encrypted: true,
            Some.AccountKey.ToString(),
            null,
            []
        )
        {
            RecoveryPoint = point ?? Some.RecoveryPoint(),
        };

    private static SnapshotFacts OfCluster() =>
        Some.Copy(of: Cluster) with
        {
            Engine = Cluster.Engine,
            TakenAt = null,
        };

    private static IReadOnlyList<string> OfPoint(SnapshotFacts copy) =>
        Mismatches(copy, Point, Some.AccountKey, CopyMeans.CopyJob);

    private static IReadOnlyList<string> Mismatches(SnapshotFacts copy, SourceSnapshot? source = null) =>
        Mismatches(copy, source ?? Some.Source(), Some.AccountKey, CopyMeans.Snapshot);

    private static IReadOnlyList<string> Mismatches(
        SnapshotFacts copy,
        SourceSnapshot source,
        KeyArn? key,
        CopyMeans means = CopyMeans.Snapshot
    ) => Verifier.Mismatches("snapshot-relay", source, means, key, [Some.RegionCopy], copy, 35);
}
