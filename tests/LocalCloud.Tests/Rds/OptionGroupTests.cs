namespace LocalCloud.Tests.Rds;

public class OptionGroupTests
{
    private readonly RdsWorld _world = new();

    [Fact]
    public void Option_groups_are_made_changed_and_found_by_name_engine_and_version()
    {
        Create("plain", "mysql", "8.4");
        var changed = Create("Tde", "oracle-ee", "19", "TDE", "S3_INTEGRATION");

        changed.Text("OptionGroupArn").ShouldBe("arn:aws:rds:eu-west-1:111111111111:og:tde");
        changed
            .Descendants("Option")
            .Select(o => $"{o.Text("OptionName")} {o.Text("Persistent")} {o.Text("Permanent")}")
            .ShouldBe(["S3_INTEGRATION false false", "TDE true true"]);
        Names().ShouldBe(["plain", "tde"]);
        Names(("EngineName", "oracle-ee"), ("MajorEngineVersion", "19")).ShouldBe(["tde"]);
        Names(("EngineName", "oracle-ee"), ("MajorEngineVersion", "21")).ShouldBeEmpty();
        Names(("OptionGroupName", "PLAIN")).ShouldBe(["plain"]);
        Names(("OptionGroupName", "default:postgres-17")).ShouldBe(["default:postgres-17"]);
        _world
            .SourceAway.Refusal("DescribeOptionGroups", ("OptionGroupName", "tde"))
            .ShouldBe("404 OptionGroupNotFoundFault: Specified OptionGroupName: tde not found.");
        _world
            .SourceHome.Call(
                "ModifyOptionGroup",
                ("OptionGroupName", "tde"),
                ("OptionsToRemove.member.1", "S3_INTEGRATION")
            )
            .Descendants("OptionName")
            .Select(n => n.Value)
            .ShouldBe(["TDE"]);
    }

    [Theory]
    [InlineData("sqlserver-se", "TDE", "true false")]
    [InlineData("sqlserver-se", "TRANSPARENT_DATA_ENCRYPTION", "true false")]
    [InlineData("oracle-se2", "TDE_HSM", "true true")]
    [InlineData("oracle-se2", "Timezone", "true true")]
    [InlineData("oracle-se2", "OLS", "true true")]
    [InlineData("mysql", "MARIADB_AUDIT_PLUGIN", "false false")]
    [InlineData("mysql", "TDE", "false false")]
    public void Options_are_persistent_and_permanent_by_engine(string engine, string option, string expected)
    {
        var made = Create("group", engine, "1", option).Descendants("Option").Single();

        $"{made.Text("Persistent")} {made.Text("Permanent")}".ShouldBe(expected);
    }

    [Theory]
    [InlineData(
        "CreateOptionGroup",
        "OptionGroupName",
        "Tde",
        "400 OptionGroupAlreadyExistsFault: An option group named tde"
    )]
    [InlineData(
        "CreateOptionGroup",
        "OptionGroupName",
        "a--b",
        "400 InvalidParameterValue: The parameter OptionGroupName is"
    )]
    [InlineData("CreateOptionGroup", "EngineName", "db3", "400 InvalidParameterValue: Invalid DB engine")]
    [InlineData(
        "CreateOptionGroup",
        "Tags.Tag.1.Key",
        "a",
        "501 NotSimulated: The local cloud does not simulate tags of option"
    )]
    [InlineData("ModifyOptionGroup", "OptionGroupName", "none", "404 OptionGroupNotFoundFault")]
    [InlineData(
        "ModifyOptionGroup",
        "OptionsToRemove.member.1",
        "TDE",
        "400 InvalidOptionGroupStateFault: The option TDE is permanent."
    )]
    [InlineData(
        "DescribeOptionGroups",
        "EngineName",
        "mysql",
        "400 InvalidParameterCombination: OptionGroupName can't be supplied"
    )]
    [InlineData("DescribeOptionGroups", "OptionGroupName", "default:redis-7", "404 OptionGroupNotFoundFault")]
    public void What_cannot_be_done_is_refused(string operation, string parameter, string value, string error)
    {
        Create("tde", "oracle-ee", "19", "TDE");
        (string, string)[] usual =
            operation == "CreateOptionGroup"
                ? Request("new", "oracle-ee", "19")
                : [("OptionGroupName", "tde")];

        _world
            .SourceHome.Refusal(operation, [.. usual.Where(p => p.Item1 != parameter), (parameter, value)])
            .ShouldStartWith(error);
    }

    [Fact]
    public void A_version_alone_is_no_question() =>
        _world
            .SourceHome.Refusal("DescribeOptionGroups", ("MajorEngineVersion", "19"))
            .ShouldStartWith("400 InvalidParameterCombination: MajorEngineVersion needs EngineName.");

    [Fact]
    public void An_instance_has_an_option_group_of_its_engine_and_its_snapshots_have_it_too()
    {
        Create("audit", "mysql", "8.4", "MARIADB_AUDIT_PLUGIN");
        Database("orders", "mysql", "audit");
        _world.SourceHome.Snapshot("orders", "one");
        _world.SourceHome.Database("plain");
        _world.SourceHome.Snapshot("plain", "two");

        OptionGroup(_world.SourceHome, "one").ShouldBe("audit");
        OptionGroup(_world.SourceHome, "two").ShouldBe("default:postgres-17");
        Refusal("other", "postgres", "audit")
            .ShouldBe("400 InvalidParameterCombination: The option group audit is not for postgres 17.6.");
        Refusal("other", "mysql", "none").ShouldStartWith("404 OptionGroupNotFoundFault");
    }

    [Fact]
    public void A_copy_keeps_the_option_group_within_its_Region_and_gets_the_default_one_elsewhere()
    {
        Create("audit", "mysql", "8.4", "MARIADB_AUDIT_PLUGIN");
        Create(_world.SourceAway, "dr-audit", "mysql", "8.4");
        Database("orders", "mysql", "audit");
        var one = _world.SourceHome.Snapshot("orders", "one");
        _world.SourceHome.Copy("one", "here");
        var reply = _world.SourceAway.Copy(one, "away", "region");
        _world.SourceAway.Copy(one, "away-audit", "region", ("OptionGroupName", "DR-Audit"));
        _world.SourceAway.Copy(one, "away-default", "region", ("OptionGroupName", "default:mysql-8-4"));
        _world.Settle();

        reply.Text("OptionGroupName").ShouldBeNull();
        OptionGroup(_world.SourceHome, "here").ShouldBe("audit");
        OptionGroup(_world.SourceAway, "away").ShouldBe("default:mysql-8-4");
        OptionGroup(_world.SourceAway, "away-audit").ShouldBe("dr-audit");
        OptionGroup(_world.SourceAway, "away-default").ShouldBe("default:mysql-8-4");
        _world
            .SourceAway.CopyRefusal(one, "x", "region", ("OptionGroupName", "audit"))
            .ShouldBe("404 OptionGroupNotFoundFault: Specified OptionGroupName: audit not found.");
    }

    [Theory]
    [InlineData("oracle-ee", "19", "TDE")]
    [InlineData("sqlserver-se", "16.00", "TRANSPARENT_DATA_ENCRYPTION")]
    [InlineData("oracle-se2", "19", "Timezone")]
    public void What_persists_needs_an_option_group_across_Regions(
        string engine,
        string version,
        string option
    )
    {
        Create("source", engine, version, option, "SSL");
        Create(_world.SourceAway, "with", engine, version, option);
        Create(_world.SourceAway, "without", engine, version, "SSL");
        Database("orders", engine, "source");
        var one = _world.SourceHome.Snapshot("orders", "one");
        var needed =
            $"400 InvalidParameterValue: The snapshot requires a target option group with the following options: [{option}]";

        _world.SourceAway.CopyRefusal(one, "copy", "region").ShouldBe(needed);
        _world.SourceAway.CopyRefusal(one, "copy", "region", ("OptionGroupName", "without")).ShouldBe(needed);
        _world.SourceHome.Copy("one", "here");
        _world.SourceAway.Copy(one, "copy", "region", ("OptionGroupName", "with"));
        _world.Settle();
        OptionGroup(_world.SourceAway, "copy").ShouldBe("with");
    }

    [Theory]
    [InlineData("oracle-ee", "19", "TDE", false)]
    [InlineData("sqlserver-ee", "16.00", "TDE", false)]
    [InlineData("oracle-ee", "19", "OLS", true)]
    [InlineData("oracle-ee", "19", "SSL", true)]
    public void Snapshots_with_encryption_in_the_database_are_not_shared(
        string engine,
        string version,
        string option,
        bool shared
    )
    {
        Create("group", engine, version, option);
        Database("orders", engine, "group");
        _world.SourceHome.Snapshot("orders", "one");

        if (shared)
        {
            _world.SourceHome.Share("one", RdsWorld.Dr).Accounts().ShouldBe([RdsWorld.Dr]);
        }
        else
        {
            _world
                .SourceHome.ShareRefusal("one", RdsWorld.Dr)
                .ShouldBe(
                    $"400 InvalidParameterCombination: Snapshots with permanent or persistent options can't be shared: [{option}]"
                );
        }
    }

    private System.Xml.Linq.XElement Create(
        string name,
        string engine,
        string version,
        params string[] options
    ) => Create(_world.SourceHome, name, engine, version, options);

    private static System.Xml.Linq.XElement Create(
        Account account,
        string name,
        string engine,
        string version,
        params string[] options
    )
    {
        account.Call("CreateOptionGroup", Request(name, engine, version));
        return account
            .Call(
                "ModifyOptionGroup",
                [
                    ("OptionGroupName", name),
                    .. options.Select(
                        (o, i) => ($"OptionsToInclude.OptionConfiguration.{i + 1}.OptionName", o)
                    ),
                ]
            )
            .Element("OptionGroup")!;
    }

    private static (string, string)[] Request(string name, string engine, string version) =>
        [
            ("OptionGroupName", name),
            ("EngineName", engine),
            ("MajorEngineVersion", version),
            ("OptionGroupDescription", "For a test"),
        ];

    private void Database(string name, string engine, string group) =>
        _world.SourceHome.Database(name, "home", ("Engine", engine), ("OptionGroupName", group));

    private string Refusal(string name, string engine, string group) =>
        _world.SourceHome.Refusal(
            "CreateDBInstance",
            ("DBInstanceIdentifier", name),
            ("DBInstanceClass", "db.t4g.micro"),
            ("AllocatedStorage", "100"),
            ("Engine", engine),
            ("OptionGroupName", group)
        );

    private static string? OptionGroup(Account account, string snapshot) =>
        account.Describe(snapshot).Text("OptionGroupName");

    private string[] Names(params (string, string)[] parameters) =>
        [
            .. _world
                .SourceHome.Call("DescribeOptionGroups", parameters)
                .Element("OptionGroupsList")!
                .Elements("OptionGroup")
                .Select(g => g.Text("OptionGroupName")!),
        ];
}
