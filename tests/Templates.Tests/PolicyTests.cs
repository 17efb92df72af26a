namespace Templates.Tests;

public sealed class PolicyTests
{
    private const string Log = "logs:CreateLogStream logs:PutLogEvents";
    private static readonly string ThroughRds = string.Join(' ', KeyTests.Use) + " kms:CreateGrant";

    private static readonly Resource[] Roles =
    [
        .. Template.All.SelectMany(t => t.Resources("AWS::IAM::Role")),
    ];

    /// <summary>What each role may do, in mode copy and in mode region: what its function calls, and nothing else.</summary>
    public static TheoryData<string, string, string> Allowed =>
        new()
        {
            {
                "OnSnapshotCompletedRole",
                $"rds:DescribeDBSnapshots states:StartExecution sqs:SendMessage {Log}",
                ""
            },
            { "PlanRelayRole", $"rds:DescribeDBSnapshots kms:DescribeKey {Log}", "sts:AssumeRole" },
            {
                "CopyToRegionRole",
                $"rds:DescribeDBSnapshots rds:CopyDBSnapshot rds:AddTagsToResource states:ListExecutions {ThroughRds} {Log}",
                ""
            },
            { "CheckRegionCopyRole", $"rds:DescribeDBSnapshots {Log}", "" },
            { "ShareSourceRole", Log, "" },
            { "ShareRegionCopyRole", Log, "rds:ModifyDBSnapshotAttribute" },
            { "CopyToAccountRole", Log, "sts:AssumeRole rds:DescribeDBSnapshots states:ListExecutions" },
            { "CheckAccountCopyRole", Log, "sts:AssumeRole" },
            { "StopSharingRole", Log, "rds:ModifyDBSnapshotAttribute sts:AssumeRole" },
            { "VerifyCopyRole", $"rds:DescribeDBSnapshots {Log}", "sts:AssumeRole" },
            { "ExplainFailureRole", Log, "" },
            {
                "Copier",
                $"rds:DescribeDBSnapshots rds:CopyDBSnapshot rds:AddTagsToResource {ThroughRds}",
                ""
            },
            { "Reader", "rds:DescribeDBSnapshots kms:DescribeKey", "" },
            { "ForwardSnapshotEventsRole", "events:PutEvents", "" },
        };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_role_may_do_what_its_function_calls_and_nothing_else(
        string role,
        string always,
        string onlyInModeCopy
    )
    {
        var statements = Roles.Single(r => r.Id == role).Statements();
        statements.ShouldAllBe(s => s.Body["Effect"]!.ToString() == "Allow");
        ActionsOf(statements.Where(s => s.If is null or "!CopiesToDrAccount"))
            .ShouldBe(always.Split(' '), ignoreOrder: true);
        ActionsOf(statements.Where(s => s.If == "CopiesToDrAccount"))
            .ShouldBe(onlyInModeCopy.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }

    [Fact]
    public void Every_role_is_in_that_table_but_for_the_state_machines() =>
        Roles.Select(r => r.Id).Except(Allowed.Select(row => row.Data.Item1)).ShouldBe(["StateMachineRole"]);

    [Fact]
    public void No_role_has_an_action_with_a_wildcard_or_all_resources_but_log_delivery()
    {
        var statements = Roles.SelectMany(r => r.Statements()).ToList();
        statements.Count.ShouldBeGreaterThan(30);
        statements.SelectMany(s => s.Actions).ShouldAllBe(a => !a.Contains('*'));
        statements.Where(s => s.Resources.Contains("*")).Select(s => s.Sid).ShouldBe(["DeliverLogs"]);
    }

    [Fact]
    public void Snapshots_are_changed_only_where_they_bear_the_relays_name_in_this_Region()
    {
        string[] changes = ["rds:CopyDBSnapshot", "rds:AddTagsToResource", "rds:ModifyDBSnapshotAttribute"];
        var statements = Roles
            .SelectMany(r => r.Statements())
            .Where(s => s.Actions.Any(changes.Contains))
            .ToList();
        statements.Count.ShouldBe(7);
        foreach (var statement in statements.Where(s => s.Sid != "CopySourceSnapshots"))
        {
            statement.Resources.ShouldAllBe(r =>
                r.StartsWith("arn:${AWS::Partition}:rds:${AWS::Region}:", StringComparison.Ordinal)
                && r.EndsWith(":snapshot:${RelayName}-*", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Sources_are_those_of_the_source_Regions_in_this_account()
    {
        var describe = Roles
            .SelectMany(r => r.Statements())
            .Where(s => s.Sid is "DescribeSourceSnapshots" or "DescribeSourceKeys")
            .ToList();
        describe.Count.ShouldBe(4);
        describe.ShouldAllBe(s => s.When("StringEquals", "aws:RequestedRegion") == "Ref:SourceRegions");

        var copy = Template.Relay.Resource("CopyToRegionRole").Statements();
        foreach (
            var sid in new[] { "CopySourceSnapshots", "UseSourceKeysThroughRds", "LetRdsKeepUsingSourceKeys" }
        )
        {
            var statement = copy.Single(s => s.Sid == sid);
            statement.Resources.ShouldHaveSingleItem().ShouldContain("""{"Ref":"SourceRegions"}""");
            statement.When("StringEqualsIfExists", "aws:ResourceAccount").ShouldBe("Ref:AWS::AccountId");
        }
    }

    [Fact]
    public void Copies_are_tagged_at_creation_and_never_later()
    {
        var statements = Roles
            .SelectMany(r => r.Statements())
            .Where(s => s.Actions.Contains("rds:AddTagsToResource"))
            .ToList();
        statements.Count.ShouldBe(2);
        statements.ShouldAllBe(s => s.Actions.Count == 1);
        statements.ShouldAllBe(s =>
            s.When("StringEquals", "aws:RequestTag/snapshot-relay:relay") == "Ref:RelayName"
        );
        statements.ShouldAllBe(s => s.When("Null", "aws:ResourceTag/snapshot-relay:relay") == "true");
    }

    [Fact]
    public void Keys_are_used_through_RDS_alone_and_granted_to_AWS_services_alone()
    {
        var statements = Roles
            .SelectMany(r => r.Statements())
            .Where(s =>
                s.Actions.Any(a => a.StartsWith("kms:", StringComparison.Ordinal) && a != "kms:DescribeKey")
            )
            .ToList();
        statements.Count.ShouldBe(8);
        statements.ShouldAllBe(s =>
            (s.When("StringEquals", "kms:ViaService") ?? "").Contains("rds.${AWS::Region}.amazonaws.com")
        );
        var grants = statements.Where(s => s.Actions.Contains("kms:CreateGrant")).ToList();
        grants.Count.ShouldBe(4);
        grants.ShouldAllBe(s =>
            s.Actions.Count == 1 && s.When("Bool", "kms:GrantIsForAWSResource") == "true"
        );
    }

    private static IEnumerable<string> ActionsOf(IEnumerable<Statement> statements) =>
        statements.SelectMany(s => s.Actions).Distinct();
}
