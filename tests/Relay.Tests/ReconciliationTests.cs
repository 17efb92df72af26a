namespace Relay.Tests;

public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset Now = Some.Time.AddHours(30);

    [Fact]
    public void Candidates_are_the_oldest_first_within_the_window_and_not_what_may_be_on_its_way()
    {
        var old = Taken("old", 49);
        var first = Taken("first", 47);
        var second = Taken("second", 2);
        var fresh = Taken("fresh", 0.2);
        Names_(Candidates([second, fresh, old, first])).ShouldBe(["first", "second"]);
    }

    [Fact]
    public void Copies_and_what_is_not_complete_are_no_candidates()
    {
        var copy = Taken("copy", 5) with { CopiedFrom = "arn:aws:rds:us-east-1:111111111111:snapshot:x" };
        var creating = Taken("creating", 5) with { Status = "creating" };
        var failed = Taken("failed", 5) with { Status = "failed" };
        var ofBackup = Taken("awsbackup:job-1", 5);
        Candidates([copy, creating, failed, ofBackup]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("copy", null, "RegionThenAccount", true)]
    [InlineData("copy", "available", "RegionThenAccount", false)]
    [InlineData("copy", "copying", "RegionThenAccount", true)]
    [InlineData("copy", "failed", "RegionThenAccount", true)]
    [InlineData("copy", null, "RegionOnly", true)]
    [InlineData("region", null, "RegionOnly", false)]
    [InlineData("region", null, "RegionThenAccount", true)]
    [InlineData("share", null, "RegionThenShare", true)]
    [InlineData("share", null, "RegionThenShare", false, true)]
    [InlineData("share", null, "RegionOnly", true, true)]
    public void Whether_a_copy_is_surely_there_its_own_tags_and_the_settings_tell(
        string mode,
        string? accountCopy,
        string route,
        bool candidate,
        bool shared = false
    )
    {
        var source = Taken("rds:orders-2026-11-20-03-00", 20);
        var copy = Copy(source, Some.SourceAccount, "available", route);
        var settings = Some.Settings(("MODE", mode));
        SnapshotFacts[] account = accountCopy is null ? [] : [Copy(source, Some.DrAccount, accountCopy)];
        var census = new CopyCensus("snapshot-relay", [copy], account, shared ? [copy] : []);
        Reconciliation.Candidates([source], census, settings, Now).Any().ShouldBe(candidate);
    }

    [Fact]
    public void A_copy_of_another_snapshot_of_that_name_or_of_another_relay_is_none()
    {
        var source = Taken("orders", 20);
        var earlier = source with { CreateTime = source.CreateTime!.Value.AddDays(-1) };
        var foreign = Copy(source, Some.DrAccount);
        foreign = foreign with { Arn = foreign.Arn with { Name = "another-relay-x" } };
        Candidates([source], Copy(earlier, Some.DrAccount), foreign).ShouldHaveSingleItem();
        Candidates([source], Copy(source, Some.DrAccount)).ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_by_copy_job_is_told_by_what_was_backed_up_and_when()
    {
        var settings = Some.Settings(Some.Jobs());
        var source = Taken("awsbackup:job-1", 20) with { RecoveryPoint = Some.RecoveryPoint() };
        var copy = Some.Facts(
            SnapshotArn.Parse("arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-9"),
            "COMPLETED"
        ) with
        {
            RecoveryPoint = Some.RecoveryPoint(),
        };
        Candidate(copy).ShouldBeFalse();
        Candidate(copy with { Status = "EXPIRED" }).ShouldBeTrue();
        new CopyCensus("r", [], [copy with { Status = "EXPIRED" }])
            .HasPoint(copy.Arn, Mode.Copy)
            .ShouldBeFalse();
        new CopyCensus("r", [copy], []).HasPoint(copy.Arn, Mode.Copy).ShouldBeFalse();
        new CopyCensus("r", [copy], []).HasPoint(copy.Arn, Mode.Region).ShouldBeTrue();
        new CopyCensus("r", [], [copy]).HasPoint(copy.Arn, Mode.Region).ShouldBeTrue();
        Candidate(copy with { RecoveryPoint = copy.RecoveryPoint with { CreatedAt = Some.Time.AddHours(1) } })
            .ShouldBeTrue();

        bool Candidate(SnapshotFacts found) =>
            Reconciliation
                .Candidates([source], new CopyCensus("snapshot-relay", [], [found]), settings, Now)
                .Any();
    }

    [Theory]
    [InlineData("half done", true)]
    [InlineData("there", false)]
    [InlineData("copied", false)]
    [InlineData("on its way", false)]
    [InlineData("other route", false)]
    [InlineData("to be shared", true)]
    [InlineData("shared", false)]
    [InlineData("to be shared, DR account unknown", true)]
    [InlineData("old", false)]
    [InlineData("young", false)]
    [InlineData("unknown", false)]
    public void A_region_copy_that_was_to_go_on_is_found_where_its_source_is_gone(string which, bool found)
    {
        var source = Taken(
            "orders",
            which switch
            {
                "old" => 49,
                "young" => 0.2,
                _ => 20,
            }
        );
        var copy = Copy(
            source,
            Some.SourceAccount,
            which == "on its way" ? "copying" : "available",
            which == "other route" ? "RegionOnly"
                : which.Contains("shared") ? "RegionThenShare"
                : "RegionThenAccount"
        );
        SnapshotFacts[]? account = which switch
        {
            "copied" => [Copy(source, Some.DrAccount)],
            "unknown" or "to be shared, DR account unknown" => null,
            _ => [Copy(source, Some.DrAccount, "failed")],
        };
        var gone = Reconciliation.HalfDone(
            which == "there" ? [source] : [source with { CreateTime = Now.AddHours(-1) }],
            new CopyCensus("snapshot-relay", [copy, copy], account, which == "shared" ? [copy] : []),
            Some.Settings(),
            Now
        );
        gone.Select(s => (s.Arn, s.CreateTime, s.CopiedFrom))
            .ShouldBe(found ? [(source.Arn, source.CreateTime, null)] : []);
    }

    [Theory]
    [InlineData(20, "", "one two")]
    [InlineData(20, "0", "two")]
    [InlineData(20, "20", "one")]
    [InlineData(20, "0.5", "one two")]
    [InlineData(20, "10", "one two")]
    [InlineData(20, "0 20", "")]
    [InlineData(0, "", "one two")]
    [InlineData(0, "0", "one two")]
    [InlineData(0, "0 0", "")]
    public void The_copies_of_two_backups_that_are_seconds_apart_do_not_count_for_each_other(
        double apart,
        string copiesAt,
        string missing
    )
    {
        SnapshotFacts[] sources = [Backup("one", 0), Backup("two", apart)];
        SnapshotFacts[] copies =
        [
            .. copiesAt
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(
                    (at, i) =>
                        Backup(
                            $"copyjob-{i}",
                            double.Parse(at, System.Globalization.CultureInfo.InvariantCulture)
                        ) with
                        {
                            Status = "COMPLETED",
                        }
                ),
        ];
        var census = new CopyCensus("snapshot-relay", [], copies, sources: sources);
        copies.ShouldAllBe(copy => census.HasPoint(copy.Arn, Mode.Copy));
        Reconciliation
            .Candidates(sources, census, Some.Settings(Some.Jobs()), Now)
            .Select(s => s.Arn.Name["awsbackup:".Length..])
            .ShouldBe(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        static SnapshotFacts Backup(string name, double seconds) =>
            Taken($"awsbackup:{name}", 20) with
            {
                RecoveryPoint = Some.RecoveryPoint() with { CreatedAt = Some.Time.AddSeconds(seconds) },
            };
    }

    [Fact]
    public void An_unknown_place_is_not_an_empty_one()
    {
        Reconciliation.WhyUnknown(new("r", null, []), Mode.Region).ShouldNotBeNull();
        Reconciliation.WhyUnknown(new("r", [], null), Mode.Copy).ShouldNotBeNull();
        Reconciliation.WhyUnknown(new("r", [], null), Mode.Region).ShouldBeNull();
        Reconciliation.WhyUnknown(new("r", [], []), Mode.Copy).ShouldBeNull();
    }

    [Theory]
    [InlineData(14.9, 0)]
    [InlineData(15, 1)]
    [InlineData(96, 1)]
    public void What_runs_for_half_the_objective_waits_long(double hours, int told) =>
        Reconciliation
            .WaitLong(
                Reconciliation.Relays([
                    new("x", Now.AddHours(-hours)),
                    new(Names.Canary(Some.SourceRegion, Now), Now.AddHours(-15)),
                ]),
                TimeSpan.FromHours(30),
                Now
            )
            .Count.ShouldBe(told);

    [Fact]
    public void Those_that_wait_longest_come_first() =>
        Reconciliation
            .WaitLong(
                [new("late", Now.AddHours(-16)), new("early", Now.AddHours(-20))],
                TimeSpan.FromHours(30),
                Now
            )
            .Select(e => e.Name)
            .ShouldBe(["early", "late"]);

    [Fact]
    public void Relays_that_run_without_a_copy_in_progress_wait_unless_copies_are_unknown()
    {
        List<ExecutionFacts> relays = [new("instance-a", Now), new("cluster-b", Now), new("copyjob-c", Now)];
        var copying = Copy(Taken("orders", 20), Some.SourceAccount) with { Status = "copying" };
        Reconciliation.Waiting(relays, new("snapshot-relay", [], [])).ShouldBe(2);
        Reconciliation.Waiting(relays, new("snapshot-relay", [copying], [])).ShouldBe(1);
        var there = Copy(Taken("orders", 20), Some.DrAccount) with { Status = "copying" };
        Reconciliation.Waiting(relays, new("snapshot-relay", [], [there])).ShouldBe(1);
        Reconciliation.Waiting([], new("snapshot-relay", [copying], [])).ShouldBe(0);
        Reconciliation.Waiting(relays, new("snapshot-relay", [copying], null)).ShouldBeNull();
        Reconciliation.Waiting(relays, new("snapshot-relay", null, [])).ShouldBeNull();
    }

    [Fact]
    public void Shares_that_nobody_needs_are_found_and_no_others()
    {
        var source = Taken("orders", 20);
        var copy = Copy(source, Some.SourceAccount);
        CopyCensus census = new("snapshot-relay", [copy], [], [copy]);
        OrphanedShares.OfRegionCopies(census, _ => false).ShouldBe([copy]);
        OrphanedShares.OfRegionCopies(census, _ => true).ShouldBeEmpty();
        OrphanedShares.OfRegionCopies(new("snapshot-relay", [copy], []), _ => false).ShouldBeEmpty();
        var toBeShared = Copy(source, Some.SourceAccount, route: "RegionThenShare");
        OrphanedShares
            .OfRegionCopies(new("snapshot-relay", [toBeShared], [], [toBeShared]), _ => false)
            .ShouldBeEmpty();
        CopyCensus copying = new("snapshot-relay", [copy], [Copy(source, Some.DrAccount, "copying")], [copy]);
        OrphanedShares.OfRegionCopies(copying, _ => false).ShouldBeEmpty();

        var marked = source with { Tags = [Sharing.Intent(Some.DrAccount)] };
        OrphanedShares.OfSources(census, [marked, source], Some.DrAccount, _ => false).ShouldBe([source.Arn]);
        OrphanedShares.OfSources(census, [marked], Some.DrAccount, _ => true).ShouldBeEmpty();
        OrphanedShares.OfSources(copying, [marked], Some.DrAccount, _ => false).ShouldBeEmpty();
        OrphanedShares.OfSources(census, [marked], Some.SourceAccount, _ => false).ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_s_tags_tell_its_source_and_broken_ones_tell_none()
    {
        var source = Some.Source();
        var tags = CopyTags.Facts("snapshot-relay", source);
        tags.SourceOf(SnapshotKind.Instance).ShouldBe(source.Identity());
        tags.SourceOf(SnapshotKind.Cluster)
            .ShouldBe(source.Identity() with { Arn = source.Arn with { Kind = SnapshotKind.Cluster } });
        foreach (
            var tag in tags.Where(t =>
                t.Key.Contains("source-")
                && !t.Key.Contains("database")
                && !t.Key.Contains("size")
                && !t.Key.Contains("engine")
            )
        )
        {
            Tag[] without = [.. tags.Where(t => t != tag)];
            without.SourceOf(SnapshotKind.Instance).ShouldBeNull(tag.Key);
        }
    }

    private static SnapshotFacts Taken(string name, double hoursAgo) =>
        Some.Facts(Some.Snapshot(name)) with
        {
            CreateTime = Now.AddHours(-hoursAgo),
        };

    private static IReadOnlyList<SnapshotFacts> Candidates(
        SnapshotFacts[] sources,
        params SnapshotFacts[] accountCopies
    ) =>
        Reconciliation.Candidates(
            sources,
            new CopyCensus("snapshot-relay", [], accountCopies),
            Some.Settings(),
            Now
        );

    private static string[] Names_(IEnumerable<SnapshotFacts> found) => [.. found.Select(s => s.Arn.Name)];

    private static SnapshotFacts Copy(
        SnapshotFacts source,
        AccountId owner,
        string status = "available",
        string route = "RegionThenAccount"
    )
    {
        var of = SourceSnapshot.From(source);
        var name = Names.Copy("snapshot-relay", of.Identity());
        return Some.Facts(
            new SnapshotArn(Some.DrRegion, owner, name),
            status,
            tags: [.. CopyTags.Facts("snapshot-relay", of), new Tag("snapshot-relay:route", route)]
        );
    }
}
