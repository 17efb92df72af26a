namespace Relay.Tests;

public sealed class OptionGroupRulesTests
{
    private static readonly OptionFacts Audit = new(
        "MARIADB_AUDIT_PLUGIN",
        Persistent: false,
        Permanent: false
    );
    private static readonly OptionFacts Tde = new("TDE", Persistent: true, Permanent: true);
    private static readonly OptionFacts Timezone = new("Timezone", Persistent: true, Permanent: true);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("default:mysql-8-0")]
    public void A_default_option_group_is_in_every_Region(string? group)
    {
        var source = Source(group);
        OptionGroupRules.MustAsk(source).ShouldBeFalse();
        OptionGroupRules.NameInDrRegion(source, Some.Settings()).ShouldBeNull();
        OptionGroupRules.Choose(source, Plan(), null, null, Some.Settings()).ShouldBeNull();
    }

    [Fact]
    public void An_option_group_that_is_only_named_like_a_default_one_is_asked_for() =>
        OptionGroupRules.MustAsk(Source("default-of-ours")).ShouldBeTrue();

    [Theory]
    [InlineData("", "audit")]
    [InlineData("audit=audit-dr,other=x", "audit-dr")]
    [InlineData("AUDIT=audit-dr", "audit-dr")]
    [InlineData("audit=default", null)]
    public void It_is_looked_for_under_its_own_name_or_the_one_that_the_setting_gives(
        string setting,
        string? name
    )
    {
        OptionGroupRules.MustAsk(Source()).ShouldBeTrue();
        OptionGroupRules.NameInDrRegion(Source(), Mapped(setting)).ShouldBe(name);
    }

    [Fact]
    public void The_one_that_is_found_goes_to_the_copy() =>
        OptionGroupRules
            .Choose(
                Source(),
                Plan(),
                Group("audit", Audit),
                Group("audit-dr", Audit),
                Mapped("audit=audit-dr")
            )
            .ShouldBe("audit-dr");

    [Fact]
    public void A_missing_one_is_refused_with_the_name_to_create_and_what_belongs_into_it()
    {
        var refusal = Should.Throw<OptionGroupRefusedException>(() =>
            OptionGroupRules.Choose(Source(), Plan(), Group("audit", Audit), null, Some.Settings())
        );
        refusal.Message.ShouldContain("its option group audit has no counterpart audit in eu-central-1");
        refusal.ToDo.ShouldContain(
            "Create the option group audit in eu-central-1 (engine mysql 8.0, options MARIADB_AUDIT_PLUGIN)"
        );
        refusal.ToDo.ShouldContain("audit=default to do without its options");
    }

    [Fact]
    public void One_that_the_setting_names_must_be_there_even_for_a_group_without_options() =>
        Should
            .Throw<OptionGroupRefusedException>(() =>
                OptionGroupRules.Choose(Source(), Plan(), Group("audit"), null, Mapped("audit=audit-dr"))
            )
            .ToDo.ShouldContain("Create the option group audit-dr in eu-central-1");

    [Fact]
    public void A_group_without_options_is_no_loss() =>
        OptionGroupRules.Choose(Source(), Plan(), Group("audit"), null, Some.Settings()).ShouldBeNull();

    [Fact]
    public void A_group_that_RDS_does_not_show_may_hold_anything() =>
        Should.Throw<OptionGroupRefusedException>(() =>
            OptionGroupRules.Choose(Source(), Plan(), null, null, Some.Settings())
        );

    [Fact]
    public void A_person_may_do_without_options_but_not_without_persistent_ones()
    {
        OptionGroupRules
            .Choose(Source(), Plan(), Group("audit", Audit), null, Mapped("audit=default"))
            .ShouldBeNull();
        Should
            .Throw<OptionGroupRefusedException>(() =>
                OptionGroupRules.Choose(Source(), Plan(), Group("audit", Tde), null, Mapped("audit=default"))
            )
            .Message.ShouldContain("option TDE, so the default option group does not do");
    }

    [Theory]
    [InlineData(Mode.Share)]
    [InlineData(Mode.Copy)]
    public void TDE_forbids_sharing_so_modes_share_and_copy_are_refused_and_mode_region_is_named(Mode mode)
    {
        var refusal = Should.Throw<OptionGroupRefusedException>(() =>
            OptionGroupRules.Choose(
                Source(),
                Plan(mode),
                Group("audit", Audit, Tde),
                Group("audit", Audit, Tde),
                Some.Settings()
            )
        );
        refusal.Message.ShouldContain("persistent or permanent option TDE");
        refusal.ToDo.ShouldContain("mode region");
    }

    [Fact]
    public void In_mode_region_TDE_needs_a_group_with_TDE()
    {
        OptionGroupRules
            .Choose(Source(), Plan(), Group("audit", Tde), Group("audit", Tde), Some.Settings())
            .ShouldBe("audit");
        Should
            .Throw<OptionGroupRefusedException>(() =>
                OptionGroupRules.Choose(
                    Source(),
                    Plan(),
                    Group("audit", Tde),
                    Group("audit", Audit),
                    Some.Settings()
                )
            )
            .ToDo.ShouldBe("Add TDE to audit.");
    }

    [Fact]
    public void Oracles_time_zone_may_be_shared() =>
        OptionGroupRules
            .Choose(
                Source(),
                Plan(Mode.Copy),
                Group("audit", Timezone),
                Group("audit", Timezone),
                Some.Settings()
            )
            .ShouldBe("audit");

    [Theory]
    [InlineData("postgres", "8.0")]
    [InlineData("mysql", "5.7")]
    public void A_counterpart_for_another_engine_or_major_version_is_refused(string engine, string version) =>
        Should
            .Throw<OptionGroupRefusedException>(() =>
                OptionGroupRules.Choose(
                    Source(),
                    Plan(),
                    Group("audit", Audit),
                    new OptionGroupFacts("audit", engine, version, [Audit]),
                    Some.Settings()
                )
            )
            .Message.ShouldContain($"which is for {engine} {version}, not for mysql 8.0");

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void An_option_that_lasts_in_either_way_forbids_sharing_and_the_default_group(
        bool persistent,
        bool permanent
    )
    {
        var lasting = Group("audit", new OptionFacts("NATIVE_X", persistent, permanent));
        Refused(lasting, lasting, Plan(Mode.Copy))
            .Message.ShouldContain("option NATIVE_X, and RDS does not share");
        Refused(lasting, null, Plan(), "audit=default")
            .ToDo.ShouldBe("Map it to a group with that option: OptionGroups audit=GROUP.");
    }

    [Fact]
    public void Oracles_label_security_may_be_shared()
    {
        var group = Group("audit", new OptionFacts("OLS", Persistent: true, Permanent: true));
        OptionGroupRules.Choose(Source(), Plan(Mode.Copy), group, group, Some.Settings()).ShouldBe("audit");
    }

    [Fact]
    public void To_do_without_options_is_offered_where_none_of_them_lasts()
    {
        Refused(Group("audit", Tde, Audit), null)
            .ToDo.ShouldBe(
                "Create the option group audit in eu-central-1 (engine mysql 8.0, options TDE, MARIADB_AUDIT_PLUGIN), or map audit to another one with OptionGroups."
            );
        Refused(null, null)
            .ToDo.ShouldBe(
                "Create the option group audit in eu-central-1, or map audit to another one with OptionGroups."
            );
    }

    [Fact]
    public void A_counterpart_that_does_not_fit_says_what_would()
    {
        var lasting = Group("audit", Tde, Timezone);
        Refused(lasting, Group("audit", Audit))
            .Message.ShouldContain(
                "has as counterpart audit, which lacks TDE, Timezone. What to do: Add TDE, Timezone to audit."
            );
        Refused(lasting, new OptionGroupFacts("audit", "mysql", "5.7", []))
            .ToDo.ShouldBe(
                "Create audit for the same engine and major version, or map audit to another one with OptionGroups."
            );
        OptionGroupRules
            .Choose(Source(), Plan(), null, Group("audit", Audit), Some.Settings())
            .ShouldBe("audit", "what RDS does not show can't be compared");
    }

    private static OptionGroupRefusedException Refused(
        OptionGroupFacts? ofSource,
        OptionGroupFacts? inDrRegion,
        RelayPlan? plan = null,
        string groups = ""
    ) =>
        Should.Throw<OptionGroupRefusedException>(() =>
            OptionGroupRules.Choose(Source(), plan ?? Plan(), ofSource, inDrRegion, Mapped(groups))
        );

    private static SourceSnapshot Source(string? group = "audit") =>
        Some.Source() with
        {
            Engine = "mysql",
            EngineVersion = "8.0.40",
            OptionGroup = group,
        };

    private static RelayPlan Plan(Mode mode = Mode.Region) => new(Route.RegionOnly, "…") { Mode = mode };

    private static OptionGroupFacts Group(string name, params OptionFacts[] options) =>
        new(name, "mysql", "8.0", options);

    private static RelaySettings Mapped(string groups) => Some.Settings(("OPTION_GROUPS", groups));
}
