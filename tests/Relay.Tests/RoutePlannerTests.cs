namespace Relay.Tests;

public sealed class RoutePlannerTests
{
    private const int MostTold = 5;

    [Fact]
    public void Every_possible_combination_gets_the_route_or_the_refusal_of_the_table_and_its_reason()
    {
        var hits = new Dictionary<PlannerTable.Row, int>(ReferenceEqualityComparer.Instance);
        var wrong = new List<string>();
        var cases = 0;
        foreach (var it in PlannerCase.All())
        {
            cases++;
            var row =
                PlannerTable.Rows.FirstOrDefault(r => r.Fits(it.Words))
                ?? throw new InvalidOperationException($"No row for {it}");
            hits[row] = hits.GetValueOrDefault(row) + 1;
            var (route, reason) = Choose(it);
            if (route != row.Route || !InOrder(reason, row.Words))
            {
                wrong.Add(
                    $"{it}\n  expected {row.Route}: {string.Join(" … ", row.Words)}\n  got {route}: {reason}"
                );
                if (wrong.Count == MostTold)
                {
                    break;
                }
            }
        }

        wrong.Count.ShouldBe(0, string.Join('\n', wrong));
        PlannerTable.Rows.Where(r => !hits.ContainsKey(r)).ShouldBeEmpty();
        // Seven kinds with their types, encryptions, keys and owners; nine wishes; and every setting that the choice depends on.
        cases.ShouldBe(86_472);
    }

    [Fact]
    public void A_tag_that_says_skip_is_a_reason_to_do_nothing()
    {
        var plan = Plan(Wishes.Of([new(Wishes.ModeTag, "skip")], [], null, null, Some.Settings()));
        plan.Route.ShouldBe(Route.NothingToDo);
        plan.Reason.ShouldContain("start it by hand with a mode");
    }

    [Theory]
    [InlineData(Mode.Region, Route.RegionThenAccount)]
    [InlineData(Mode.Share, Route.RegionOnly)]
    [InlineData(Mode.Copy, Route.RegionThenShare)]
    [InlineData(Mode.Copy, Route.NothingToDo)]
    public void A_route_that_does_not_lead_to_the_mode_is_refused(Mode mode, Route route) =>
        Should
            .Throw<RouteRefusedException>(() => Plan(Wishes.Of([], [], mode, route, Some.Settings())))
            .Message.ShouldContain($"does not lead to mode {mode.ToString().ToLowerInvariant()}");

    [Fact]
    public void A_plan_of_copy_jobs_names_the_vaults_that_its_route_leads_to_and_what_their_lifecycle_needs()
    {
        var settings = Some.Settings([
            .. Some.Jobs(),
            ("COLD_STORAGE_AFTER_DAYS", "30"),
            ("RETENTION_DAYS", "200"),
        ]);
        var point = Some.Source(Some.Snapshot("awsbackup:job-1")) with
        {
            RecoveryPoint = Some.RecoveryPoint(),
        };
        RelayPlan Of(Route route) =>
            RoutePlanner.Choose(
                point with
                {
                    Encrypted = false,
                },
                Wishes.Of([], [], null, route, settings),
                null,
                null,
                settings
            );

        var (one, two, region, rescue) = (
            Of(Route.BackupCopyJob),
            Of(Route.BackupTwoJobs),
            Of(Route.RegionOnly),
            Of(Route.RegionThenAccount)
        );
        (one.RegionVaultArn, one.AccountVaultArn).ShouldBe((null, Some.AccountVault));
        (two.RegionVaultArn, two.AccountVaultArn).ShouldBe((Some.RegionVault, Some.AccountVault));
        (region.RegionVaultArn, region.AccountVaultArn).ShouldBe((Some.RegionVault, null));
        (rescue.RegionVaultArn, rescue.AccountVaultArn).ShouldBe((null, null));
        // Databases have no cold storage.
        new[] { one, two, region, rescue }.ShouldAllBe(p =>
            p.RetentionDays == 200 && p.ColdStorageAfterDays == null
        );
    }

    [Fact]
    public void An_unencrypted_cluster_snapshot_is_told_to_stay_so_and_an_unencrypted_instance_is_not()
    {
        var cluster = Some.Source(Some.ClusterSnapshot()) with
        {
            Engine = "aurora-postgresql",
            Encrypted = false,
            KmsKeyId = null,
        };
        var instance = Some.Source() with { Encrypted = false, KmsKeyId = null };
        (KeyRules.CanEncrypt(cluster), KeyRules.CanEncrypt(instance)).ShouldBe((false, true));
        KeyRules
            .CanEncrypt(cluster with { UnderAwsOwnedKey = true })
            .ShouldBeTrue("whatever AWS says of StorageEncrypted there");
        Plan(Some.Wish(), cluster).Reason.ShouldContain("neither are its copies");
        Plan(Some.Wish(), instance).Reason.ShouldNotContain("not encrypted");
    }

    [Theory]
    [InlineData(Route.RegionOnly, true, false, false, false)]
    [InlineData(Route.RegionThenShare, true, true, false, false)]
    [InlineData(Route.RegionThenAccount, true, true, true, false)]
    [InlineData(Route.DirectToAccount, false, false, true, true)]
    [InlineData(Route.BackupCopyJob, false, false, true, false)]
    [InlineData(Route.BackupTwoJobs, true, false, true, false)]
    [InlineData(Route.NothingToDo, false, false, false, false)]
    public void A_route_says_what_it_makes_and_what_it_shares(
        Route route,
        bool regionCopy,
        bool sharesRegionCopy,
        bool accountCopy,
        bool sharesSource
    )
    {
        var plan = new RelayPlan(route, "…");
        (plan.MakesRegionCopy, plan.SharesRegionCopy, plan.MakesAccountCopy, plan.SharesSource).ShouldBe(
            (regionCopy, sharesRegionCopy, accountCopy, sharesSource)
        );
    }

    private static RelayPlan Plan(Wish wish, SourceSnapshot? source = null) =>
        RoutePlanner.Choose(source ?? Some.Source(), wish, null, null, Some.Settings());

    private static (string Route, string Reason) Choose(PlannerCase it)
    {
        try
        {
            return SourceRules.Judge(it.Facts.Arn, null, it.Facts, it.Settings) switch
            {
                SourceChoice.Never never => (nameof(Route.NothingToDo), never.Reason),
                SourceChoice.Ready ready => Told(
                    RoutePlanner.Choose(
                        ready.Source,
                        it.Wish,
                        it.SourceKey,
                        it.CrossAccountBackup,
                        it.Settings
                    )
                ),
                var other => throw new InvalidOperationException($"{other}"),
            };
        }
        catch (RelayException refusal)
        {
            refusal.ToDo.ShouldEndWith(".");
            refusal.Message.Contains($"{it.Facts.Arn}", StringComparison.Ordinal).ShouldBeTrue();
            return ("refused", refusal.Message);
        }
    }

    private static (string Route, string Reason) Told(RelayPlan plan)
    {
        plan.CopyName.ShouldNotBeNull();
        return (plan.Means == CopyMeans.CopyJob ? $"{plan.Route} job" : $"{plan.Route}", plan.Reason);
    }

    private static bool InOrder(string text, IReadOnlyList<string> parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            from = text.IndexOf(part, from, StringComparison.Ordinal);
            if (from < 0)
            {
                return false;
            }
        }

        return true;
    }
}
