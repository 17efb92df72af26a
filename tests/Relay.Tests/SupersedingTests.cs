namespace Relay.Tests;

public sealed class SupersedingTests
{
    private const string Longest = "a-database-with-quite-a-long-name-of-sixty-three-letters-or-so1";

    [Theory]
    [InlineData("orders")]
    [InlineData("a1")]
    [InlineData(Longest)]
    public void A_newer_automated_snapshot_of_the_same_database_is_told_by_its_execution_s_name(
        string database
    )
    {
        var (mine, newer) = (Of(database, 20), Of(database, 21));
        Superseding.MaybeBy(Runs(mine), mine, [Runs(mine), Runs(newer)]).ShouldBe([Runs(newer).Name!]);
        Superseding.MaybeBy(Runs(newer), newer, [Runs(mine), Runs(newer)]).ShouldBeEmpty();
        Superseding.IsNewer(newer.Arn, mine.Arn).ShouldBeTrue();
        Superseding.IsNewer(mine.Arn, newer.Arn).ShouldBeFalse();
        Superseding.IsNewer(mine.Arn, mine.Arn).ShouldBeFalse();
    }

    [Fact]
    public void The_newest_is_looked_at_first_and_never_more_than_a_few()
    {
        var mine = Of("orders", 1);
        Superseding
            .MaybeBy(Runs(mine), mine, Enumerable.Range(2, 20).Select(day => Runs(Of("orders", day))))
            .ShouldBe([.. Enumerable.Range(17, 5).Reverse().Select(day => Runs(Of("orders", day)).Name!)]);
    }

    [Theory]
    [InlineData("orders-2")]
    [InlineData("order")]
    [InlineData("orders-2026-11-21-03-00")]
    public void A_snapshot_of_another_database_is_not_newer(string other)
    {
        var (mine, newer) = (Of("orders", 20), Of(other, 21));
        Superseding.MaybeBy(Runs(mine), mine, [Runs(newer)]).ShouldBeEmpty();
        Superseding.IsNewer(newer.Arn, mine.Arn).ShouldBeFalse();
    }

    [Fact]
    public void A_further_attempt_counts_and_gives_way_like_the_first()
    {
        var (mine, newer) = (Of("orders", 20), Of("orders", 21));
        var again = Runs(newer) with { Name = Runs(newer).Name + "-r1" };
        var me = Runs(mine) with { Name = Runs(mine).Name + "-r12" };
        Superseding.MaybeBy(me, mine, [again]).ShouldBe([again.Name!]);
    }

    [Fact]
    public void A_databases_name_in_another_Region_account_or_kind_is_another_database()
    {
        var (mine, newer) = (Of("orders", 20).Arn, Of("orders", 21).Arn);
        Superseding.IsNewer(newer with { Region = Region.Parse("eu-west-2") }, mine).ShouldBeFalse();
        Superseding.IsNewer(newer with { Account = Some.DrAccount }, mine).ShouldBeFalse();
        Superseding.IsNewer(newer with { Kind = SnapshotKind.Cluster }, mine).ShouldBeFalse();
        Superseding.IsNewer(null, mine).ShouldBeFalse();
        var inOther = new SnapshotIdentity(newer with { Region = Region.Parse("eu-west-2") }, Some.Time);
        // Only its input tells.
        Superseding.MaybeBy(Runs(Of("orders", 20)), Of("orders", 20), [Runs(inOther)]).Count.ShouldBe(1);
    }

    [Fact]
    public void Manual_snapshots_neither_give_way_nor_make_others_give_way()
    {
        var mine = Of("orders", 20);
        var manual = new SnapshotIdentity(Some.Snapshot("orders-2026-11-21-03-00"), Some.Time);
        Superseding.MaybeBy(Runs(mine), mine, [Runs(manual)]).ShouldBeEmpty();
        Superseding.MaybeBy(Runs(manual), manual, [Runs(Of("orders", 22))]).ShouldBeEmpty();
        Superseding.IsNewer(manual.Arn, mine.Arn).ShouldBeFalse();
    }

    [Fact]
    public void Executions_without_a_name_or_of_one_that_a_person_gave_are_none_that_come_before()
    {
        var mine = Of("orders", 20);
        ExecutionFacts[] others =
        [
            new(null, Some.Time),
            new("instance-rds-orders-2026-11-21-03-00", Some.Time),
        ];
        Superseding.MaybeBy(Runs(mine), mine, others).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("3e1b8c5e-7c1d-4bbf-b1a7-0c52d1b8f1aa")]
    [InlineData("orders-again")]
    [InlineData(null)]
    public void What_a_person_has_started_does_not_give_way(string? name)
    {
        var mine = Of("orders", 20);
        Superseding.MaybeBy(new(name, Some.Time), mine, [Runs(Of("orders", 21))]).ShouldBeEmpty();
    }

    [Fact]
    public void The_plan_says_by_which()
    {
        var plan = Superseding.Plan(Of("orders", 21).Arn, "the-execution");
        plan.Route.ShouldBe(Route.NothingToDo);
        plan.SupersededBy.ShouldBe(Of("orders", 21).Arn);
        plan.Reason.ShouldContain(Of("orders", 21).Arn.ToString());
        plan.Reason.ShouldContain("the-execution");
    }

    private static SnapshotIdentity Of(string database, int day) =>
        Some.Identity($"rds:{database}-2026-11-{day:00}-03-00", Some.Time.AddDays(day - 20));

    private static ExecutionFacts Runs(SnapshotIdentity snapshot) =>
        new(Names.Execution(snapshot, RecoveryPointUse.Off), snapshot.CreateTime);
}
