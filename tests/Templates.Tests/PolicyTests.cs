using System.Text.RegularExpressions;

namespace Templates.Tests;

public sealed class PolicyTests
{
    private const string Always = "always";
    private const string Log = "logs:CreateLogStream logs:PutLogEvents";
    private const string Describe = "rds:DescribeDBSnapshots rds:DescribeDBClusterSnapshots";
    private const string Copy = "rds:CopyDBSnapshot rds:CopyDBClusterSnapshot";
    private const string Share = "rds:ModifyDBSnapshotAttribute rds:ModifyDBClusterSnapshotAttribute";
    private const string Delete = "rds:DeleteDBSnapshot rds:DeleteDBClusterSnapshot";
    private const string DescribeShares =
        "rds:DescribeDBSnapshotAttributes rds:DescribeDBClusterSnapshotAttributes";
    private const string DescribePoint = "backup:DescribeRecoveryPoint";
    private const string CopyPoint = "backup:ListCopyJobs backup:StartCopyJob iam:PassRole";

    private const string DrAccount = "CopiesToDrAccount";
    private const string Direct = "SharesSources";
    private const string RecoveryPoints = "RelaysRecoveryPoints";
    private const string Jobs = "CopiesByJobs";
    private const string JobsToDrAccount = "CopiesByJobsToDrAccount";
    private static readonly string ThroughRds = string.Join(' ', KeyTests.Use) + " kms:CreateGrant";

    private const string InDrAccount = "DR account: ";

    private static readonly Resource[] Roles =
    [
        .. Template.All.SelectMany(t => t.Resources("AWS::IAM::Role")),
    ];

    // Both accounts have functions that keep copies, each with roles of the same names.
    private static readonly IReadOnlyDictionary<string, Resource> ByName = Template
        .All.SelectMany(t =>
            t.Resources("AWS::IAM::Role")
                .Select(r =>
                    (
                        Name: t == Template.DrAccount && Template.Relay.Section("Resources").ContainsKey(r.Id)
                            ? InDrAccount + r.Id
                            : r.Id,
                        Role: r
                    )
                )
        )
        .ToDictionary(r => r.Name, r => r.Role, StringComparer.Ordinal);

    /// <summary>What each role may do, always and under each condition: what its function calls, and nothing else.</summary>
    private static readonly Dictionary<string, (string If, string Actions)[]> Allowed = new()
    {
        ["OnSnapshotCompletedRole"] =
        [
            (Always, $"{Describe} rds:ListTagsForResource states:StartExecution sqs:SendMessage {Log}"),
            (RecoveryPoints, DescribePoint),
        ],
        ["ReconcileRole"] =
        [
            (
                Always,
                $"{Describe} rds:ListTagsForResource rds:DescribeOptionGroups kms:DescribeKey states:ListExecutions states:DescribeExecution states:StartExecution events:PutEvents {Log}"
            ),
            ("HasDrAccount", DescribeShares),
            (DrAccount, $"sts:AssumeRole {Share}"),
            (RecoveryPoints, $"{DescribePoint} backup:ListRecoveryPointsByBackupVault"),
            (Jobs, "backup:DescribeBackupVault backup:ListRecoveryPointsByBackupVault"),
            (JobsToDrAccount, "backup:DescribeGlobalSettings"),
            (Direct, $"{Share} rds:RemoveTagsFromResource"),
        ],
        ["DoctorRole"] =
        [
            (
                Always,
                $"{Describe} rds:ListTagsForResource rds:DescribeOptionGroups rds:DescribeAccountAttributes kms:DescribeKey kms:GetKeyPolicy states:DescribeExecution events:PutEvents {Log}"
            ),
            (DrAccount, "sts:AssumeRole"),
            (RecoveryPoints, $"{DescribePoint} backup:ListRecoveryPointsByBackupVault"),
            (Jobs, "backup:DescribeBackupVault"),
            (JobsToDrAccount, "backup:DescribeGlobalSettings"),
            ("ReadsSourceKeysElsewhere", "kms:GetKeyPolicy"),
        ],
        ["PlanRelayRole"] =
        [
            (Always, $"{Describe} rds:ListTagsForResource rds:DescribeOptionGroups kms:DescribeKey {Log}"),
            ("HasDrAccount", Describe),
            (RecoveryPoints, DescribePoint),
            (DrAccount, "sts:AssumeRole"),
            (Jobs, "backup:DescribeBackupVault"),
            (JobsToDrAccount, "backup:DescribeGlobalSettings"),
        ],
        ["CopyToRegionRole"] =
        [
            (
                Always,
                $"{Describe} {Copy} rds:AddTagsToResource states:DescribeExecution states:ListExecutions {ThroughRds} {Log}"
            ),
            (Jobs, $"{DescribePoint} {CopyPoint}"),
        ],
        ["CheckRegionCopyRole"] = [(Always, $"{Describe} {Log}"), (Jobs, "backup:DescribeCopyJob")],
        ["ShareSourceRole"] =
        [
            (Always, Log),
            (Direct, $"{Describe} {DescribeShares} {Share} rds:AddTagsToResource"),
        ],
        ["ShareRegionCopyRole"] = [(Always, Log), ("HasDrAccount", Share)],
        ["CopyToAccountRole"] =
        [
            (Always, Log),
            (DrAccount, $"sts:AssumeRole {Describe} states:ListExecutions"),
            (Direct, Describe),
            (JobsToDrAccount, $"sts:AssumeRole {CopyPoint}"),
        ],
        ["CheckAccountCopyRole"] =
        [
            (Always, Log),
            (DrAccount, "sts:AssumeRole"),
            (JobsToDrAccount, "backup:DescribeCopyJob"),
        ],
        ["StopSharingRole"] =
        [
            (Always, Log),
            (DrAccount, $"{Describe} {Share} sts:AssumeRole"),
            (Direct, $"{Describe} {Share} rds:RemoveTagsFromResource"),
        ],
        ["VerifyCopyRole"] =
        [
            (Always, $"{Describe} {Log}"),
            (DrAccount, "sts:AssumeRole"),
            (Jobs, DescribePoint),
        ],
        ["ExplainFailureRole"] = [(Always, Log)],
        ["ExplainStopRole"] =
        [
            (Always, $"states:GetExecutionHistory events:PutEvents sqs:SendMessage {Log}"),
        ],
        ["BackupCopier"] =
        [
            (
                Always,
                $"backup:CopyFromBackupVault backup:CopyIntoBackupVault backup:DescribeBackupVault {Describe} rds:ListTagsForResource {Copy} rds:AddTagsToResource rds:DeleteDBSnapshot rds:DeleteDBClusterSnapshot {ThroughRds}"
            ),
            (DrAccount, Share),
        ],
        ["Copier"] =
        [
            (Always, $"{Describe} {Copy} rds:AddTagsToResource {ThroughRds}"),
            ("CopiesSourceSnapshots", $"{Copy} {ThroughRds}"),
        ],
        ["Reader"] =
        [
            (Always, $"{Describe} kms:DescribeKey rds:DescribeAccountAttributes"),
            (
                "MakesVault",
                $"backup:DescribeBackupVault backup:GetBackupVaultAccessPolicy backup:ListRecoveryPointsByBackupVault {DescribePoint}"
            ),
        ],
        ["MeasureRecoverabilityRole"] =
        [
            (Always, $"{Describe} kms:DescribeKey events:PutEvents {Log}"),
            ("KeepsRecoveryPoints", "backup:ListRecoveryPointsByBackupVault"),
        ],
        ["PruneCopiesRole"] =
        [
            (Always, $"{Describe} {Delete} kms:DescribeKey events:PutEvents {Log}"),
            (DrAccount, "sts:AssumeRole"),
        ],
        [InDrAccount + "MeasureRecoverabilityRole"] =
        [
            (Always, $"{Describe} kms:DescribeKey events:PutEvents {Log}"),
            ("MakesVault", "backup:ListRecoveryPointsByBackupVault"),
        ],
        [InDrAccount + "PruneCopiesRole"] =
        [
            (Always, $"{Describe} {Delete} kms:DescribeKey events:PutEvents {Log}"),
        ],
        [InDrAccount + "ScheduleRole"] = [(Always, "lambda:InvokeFunction")],
        ["ForwardEventsRole"] = [(Always, "events:PutEvents")],
        ["CanaryRole"] = [(Always, "events:PutEvents")],
        ["ScheduleRole"] = [(Always, "lambda:InvokeFunction")],
    };

    public static TheoryData<string> RolesAllowed => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(RolesAllowed))]
    public void A_role_may_do_what_its_function_calls_and_nothing_else(string role)
    {
        var statements = ByName[role].Statements();
        statements.ShouldAllBe(s => s.Body["Effect"]!.ToString() == "Allow");
        var found = statements
            .GroupBy(s => s.If ?? Always)
            .Select(g => $"{g.Key}: {string.Join(' ', ActionsOf(g).Order(StringComparer.Ordinal))}");
        var expected = Allowed[role]
            .Select(a => $"{a.If}: {string.Join(' ', a.Actions.Split(' ').Order(StringComparer.Ordinal))}");
        found.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void Every_role_is_in_that_table_but_for_the_state_machines() =>
        ByName.Keys.Except(Allowed.Keys).ShouldBe(["StateMachineRole"]);

    [Fact]
    public void No_role_has_an_action_with_a_wildcard_or_all_resources_where_there_are_any()
    {
        var statements = Roles.SelectMany(r => r.Statements()).ToList();
        statements.Count.ShouldBeGreaterThan(30);
        statements.SelectMany(s => s.Actions).ShouldAllBe(a => !a.Contains('*'));
        // Service Authorization Reference: these actions are about no resource that could be named.
        string[] aboutNothing =
        [
            "DeliverLogs",
            "SeeCopyJobs",
            "DescribeCopyJobs",
            "SeeWhetherAwsBackupCopiesAcrossAccounts",
            "SeeQuotas",
        ];
        statements
            .Where(s => s.Resources.Contains("*"))
            .Select(s => s.Sid)
            .Distinct()
            .ShouldBe(aboutNothing, ignoreOrder: true);
    }

    [Fact]
    public void Snapshots_are_changed_only_where_they_bear_the_relays_name_in_this_Region()
    {
        string[] changes = [.. $"{Copy} {Share} {Delete} rds:AddTagsToResource".Split(' ')];
        var statements = Roles
            .Where(r => r.Id != "BackupCopier")
            .SelectMany(r => r.Statements())
            .Where(s => s.Actions.Any(changes.Contains))
            .ToList();
        statements.Count.ShouldBe(15);
        foreach (
            var statement in statements.Where(s => s.Sid != "CopySourceSnapshots" && s.If != "SharesSources")
        )
        {
            statement.Resources.ShouldAllBe(r =>
                r.StartsWith("arn:${AWS::Partition}:rds:${AWS::Region}:", StringComparison.Ordinal)
                && (
                    r.EndsWith(":snapshot:${RelayName}-*", StringComparison.Ordinal)
                    || r.EndsWith(":cluster-snapshot:${RelayName}-*", StringComparison.Ordinal)
                )
            );
        }
    }

    [Fact]
    public void What_may_be_done_with_DB_snapshots_may_be_done_with_DB_cluster_snapshots()
    {
        var statements = Roles
            .SelectMany(r => r.Statements())
            .Where(s => s.Actions.Any(a => a.StartsWith("rds:", StringComparison.Ordinal)))
            .ToList();
        statements.Count.ShouldBeGreaterThan(10);
        foreach (var statement in statements)
        {
            statement
                .Actions.Where(a => a.Contains("DBSnapshot"))
                .Select(a => a.Replace("DBSnapshot", "DBClusterSnapshot"))
                .ShouldBe(statement.Actions.Where(a => a.Contains("DBClusterSnapshot")), statement.Sid);
            var resources = string.Join(' ', statement.Resources);
            Regex
                .Count(resources, ":snapshot:[^,\"]*,?")
                .ShouldBe(Regex.Count(resources, ":cluster-snapshot:[^,\"]*,?"), statement.Sid);
        }
    }

    [Fact]
    public void Sources_are_those_of_the_source_Regions_in_this_account()
    {
        var describe = Roles
            .SelectMany(r => r.Statements())
            .Where(s =>
                s.Sid is "DescribeSourceSnapshots" or "DescribeSourceKeys" or "ReadTagsOfSourceDatabases"
            )
            .ToList();
        describe.Count.ShouldBe(15);
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
            .Where(s =>
                s.Actions.Contains("rds:AddTagsToResource")
                && s.Sid.EndsWith("AtCreation", StringComparison.Ordinal)
            )
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
                s.Actions.Any(a =>
                    a.StartsWith("kms:", StringComparison.Ordinal)
                    && a is not ("kms:DescribeKey" or "kms:GetKeyPolicy")
                )
            )
            .ToList();
        statements.Count.ShouldBe(14);
        statements.ShouldAllBe(s =>
            (s.When("StringEquals", "kms:ViaService") ?? "").Contains("rds.${AWS::Region}.amazonaws.com")
        );
        var grants = statements.Where(s => s.Actions.Contains("kms:CreateGrant")).ToList();
        grants.Count.ShouldBe(7);
        grants.ShouldAllBe(s =>
            s.Actions.Count == 1 && s.When("Bool", "kms:GrantIsForAWSResource") == "true"
        );
    }

    private static IEnumerable<string> ActionsOf(IEnumerable<Statement> statements) =>
        statements.SelectMany(s => s.Actions).Distinct();
}
