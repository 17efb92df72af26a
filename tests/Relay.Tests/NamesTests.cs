using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

public sealed class NamesTests
{
    [Fact]
    public void A_copy_is_named_after_the_relay_the_account_the_region_the_snapshot_and_a_hash() =>
        Names
            .Copy("snapshot-relay", Some.Identity())
            .ShouldMatch("^snapshot-relay-111111111111-eu-west-1-rds-orders-2026-11-20-03-00-[0-9a-f]{12}$");

    [Fact]
    public void The_same_snapshot_gets_the_same_names_again()
    {
        Names.Copy("r", Some.Identity()).ShouldBe(Names.Copy("r", Some.Identity()));
        Names
            .Execution(Some.Identity(), RecoveryPointUse.Off)
            .ShouldBe(Names.Execution(Some.Identity(), RecoveryPointUse.Off));
    }

    [Fact]
    public void A_snapshot_made_again_under_the_same_name_gets_other_names()
    {
        var later = Some.Identity(time: Some.Time.AddMilliseconds(1));
        Names.Copy("r", later).ShouldNotBe(Names.Copy("r", Some.Identity()));
        Names
            .Execution(later, RecoveryPointUse.Off)
            .ShouldNotBe(Names.Execution(Some.Identity(), RecoveryPointUse.Off));
    }

    [Fact]
    public void Manual_and_automated_snapshots_of_one_name_get_different_names() =>
        Names.Copy("r", Some.Identity("rds:a")).ShouldNotBe(Names.Copy("r", Some.Identity("rds-a")));

    [Fact]
    public void A_cluster_copys_short_name_keeps_what_can_be_read_of_the_snapshots() =>
        Names
            .Copy("snapshot-relay", new(Some.ClusterSnapshot(), Some.Time))
            .ShouldMatch("^snapshot-relay-rds-shop-2026-11-20-03-00-[0-9a-f]{12}$");

    [Fact]
    public void Snapshots_of_one_name_get_different_names_whatever_account_Region_or_kind_they_are_of()
    {
        SnapshotArn[] arns =
        [
            Some.Snapshot("shop"),
            Some.Snapshot("shop", "eu-west-2"),
            Some.ClusterSnapshot("shop"),
            Some.ClusterSnapshot("shop") with
            {
                Region = Region.Parse("eu-west-2"),
            },
            Some.ClusterSnapshot("shop") with
            {
                Account = Some.DrAccount,
            },
        ];
        arns.Select(arn => Names.Copy("r", new(arn, Some.Time)))
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(5);
        arns.Select(arn => Names.Execution(new(arn, Some.Time), RecoveryPointUse.Off))
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(5);
    }

    [Fact]
    public void Every_copy_name_is_legal_for_RDS_with_every_attempt_suffix_whatever_the_kind() =>
        Prop.ForAll(
                AnySnapshotName(),
                Gen.Elements(Enum.GetValues<SnapshotKind>()).ToArbitrary(),
                (name, kind) =>
                {
                    var arn = Some.Snapshot(name) with { Kind = kind };
                    var longest = Names.Attempt(
                        Names.Copy("snapshot-relay-of-20c", new(arn, Some.Time)),
                        Names.Attempts - 1
                    );
                    return longest.Length <= Kinds.Of(kind).LongestName
                        && Regex.IsMatch(
                            longest,
                            "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
                            RegexOptions.None,
                            TimeSpan.FromSeconds(1)
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_executions_name_tells_what_it_copies()
    {
        Kind(Names.Execution(Some.Identity(), RecoveryPointUse.Off)).ShouldBe(SnapshotKind.Instance);
        Kind(Names.Execution(new(Some.ClusterSnapshot(), Some.Time), RecoveryPointUse.Off))
            .ShouldBe(SnapshotKind.Cluster);
        var point = new SnapshotIdentity(Some.ClusterSnapshot("awsbackup:job-1"), Some.Time);
        Kind(Names.Execution(point, RecoveryPointUse.Jobs)).ShouldBe(SnapshotKind.RecoveryPoint);
        Kind(Names.Execution(point, RecoveryPointUse.Rescue)).ShouldBe(SnapshotKind.Cluster);
        Kind("3e1b8c5e-7c1d-4bbf-b1a7-0c52d1b8f1aa").ShouldBeNull();
        Kind("clusters").ShouldBeNull();
        Kind(null).ShouldBeNull();

        static SnapshotKind? Kind(string? name) => Names.KindOf(name);
    }

    [Fact]
    public void A_canarys_execution_is_named_after_Region_and_hour_and_is_of_no_kind()
    {
        var name = Names.Canary(Some.SourceRegion, Some.Time.ToOffset(TimeSpan.FromHours(5)));
        name.ShouldBe("canary-eu-west-1-2026112003");
        Names.IsCanary(name).ShouldBeTrue();
        Names.KindOf(name).ShouldBeNull();
        Names.IsCanary(Names.Execution(Some.Identity("canary-1"), RecoveryPointUse.Off)).ShouldBeFalse();
        Names.IsCanary(null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("-r1", true)]
    [InlineData("-r12", true)]
    [InlineData("-r", false)]
    [InlineData("-r123", false)]
    [InlineData("x", false)]
    public void An_attempt_is_told_by_its_suffix(string suffix, bool isOne) =>
        Names.IsAttemptOf("name", "name" + suffix).ShouldBe(isOne);

    [Fact]
    public void However_long_a_databases_name_is_the_time_of_its_automated_snapshots_can_be_read() =>
        Names
            .Execution(Some.Identity($"rds:{new string('a', 62)}-2026-11-20-03-00"), RecoveryPointUse.Off)
            .ShouldMatch("^instance-rds-a+-2026-11-20-03-00-20261120-030405-[0-9a-f]{12}$");

    [Fact]
    public void Every_execution_name_is_legal_for_Step_Functions_with_every_attempt_suffix() =>
        Prop.ForAll(
                AnySnapshotName(),
                name =>
                {
                    var longest = Names.Attempt(
                        Names.Execution(Some.Identity(name), RecoveryPointUse.Off),
                        Names.Attempts - 1
                    );
                    return longest.Length <= 80
                        && Regex.IsMatch(
                            longest,
                            "^[A-Za-z0-9_-]+$",
                            RegexOptions.None,
                            TimeSpan.FromSeconds(1)
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Different_snapshots_get_different_names_however_long_theirs_are()
    {
        var longName = new string('a', 254);
        string[] names =
        [
            .. Enumerable.Range(0, 10).Select(i => Names.Copy("r", Some.Identity(longName + i))),
        ];
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(10);
    }

    [Fact]
    public void The_first_attempt_has_no_suffix() =>
        (Names.Attempt("x", 0), Names.Attempt("x", 2)).ShouldBe(("x", "x-r2"));

    private static Arbitrary<string> AnySnapshotName() =>
        (
            from automated in Gen.Elements("", "rds:")
            from length in Gen.Choose(1, 250)
            from letters in Gen.ArrayOf(Gen.Elements("abcXYZ0189-".ToCharArray()), length)
            select automated + "a" + new string(letters)
        ).ToArbitrary();
}
