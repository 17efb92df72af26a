using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Templates.Tests;

public sealed partial class FunctionTests
{
    internal static readonly string[] Workflow =
    [
        "PlanRelay",
        "CopyToRegion",
        "CheckRegionCopy",
        "ShareSource",
        "ShareRegionCopy",
        "CopyToAccount",
        "CheckAccountCopy",
        "StopSharing",
        "VerifyCopy",
        "ExplainFailure",
    ];

    private static readonly IReadOnlyList<Resource> Functions = Template.Relay.Resources(
        "AWS::Serverless::Function"
    );

    [Fact]
    public void There_are_the_event_handlers_the_ten_functions_of_the_workflow_and_what_a_schedule_calls() =>
        Functions
            .Select(f => f.Id)
            .ShouldBe(
                [
                    .. Workflow,
                    "OnSnapshotCompleted",
                    "ExplainStop",
                    "Reconcile",
                    "Doctor",
                    .. KeepingTests.Keepers,
                ],
                ignoreOrder: true
            );

    [Fact]
    public void The_project_of_the_functions_names_its_framework_itself_since_the_tool_of_sam_build_reads_that_file_alone() =>
        XDocument
            .Load(Repository.File("functions/Relay.Functions/Relay.Functions.csproj"))
            .Descendants("TargetFramework")
            .ShouldHaveSingleItem()
            .Value.ShouldBe("net10.0");

    [Fact]
    public void Each_function_has_a_role_of_its_own_under_the_path_of_the_relay()
    {
        foreach (var function in Functions)
        {
            function.Property("FunctionName").Short().ShouldBe("${RelayName}-" + function.Id);
            function.Property("Role").Short().ShouldBe($"GetAtt:{function.Id}Role.Arn");

            var role = Template.Relay.Resource(function.Id + "Role");
            role.Property("RoleName").Short().ShouldBe("${RelayName}-" + function.Id);
            role.Property("Path").Short().ShouldBe("/snapshot-relay/${RelayName}/");
            role.Property("AssumeRolePolicyDocument/Statement/0/Principal")
                .ToJsonString()
                .ShouldBe("""{"Service":"lambda.amazonaws.com"}""");
        }
    }

    [Fact]
    public void Each_function_writes_to_a_log_group_of_its_own_and_to_no_other()
    {
        foreach (var function in Functions)
        {
            function.Property("LoggingConfig/LogGroup").Short().ShouldBe($"Ref:{function.Id}Log");
            Template
                .Relay.Resource(function.Id + "Log")
                .Property("LogGroupName")
                .Short()
                .ShouldBe("/aws/lambda/${RelayName}-" + function.Id);
            Template
                .Relay.Resource(function.Id + "Role")
                .Statements()
                .Where(s => s.Actions.Any(a => a.StartsWith("logs:", StringComparison.Ordinal)))
                .ShouldHaveSingleItem()
                .Resources.ShouldBe([$"GetAtt:{function.Id}Log.Arn"]);
        }
    }

    [Fact]
    public void Every_log_group_is_kept_for_a_set_time()
    {
        var groups = Template.Relay.Resources("AWS::Logs::LogGroup");
        groups.Count.ShouldBe(Functions.Count + 1);
        groups.ShouldAllBe(g => g.Property("RetentionInDays").Short() == "Ref:LogRetentionDays");
    }

    [Fact]
    public void Each_handler_names_a_class_of_the_functions_assembly()
    {
        var sources = string.Concat(
            Directory
                .GetFiles(Repository.File("functions/Relay.Functions"), "*.cs")
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText)
        );
        foreach (var function in Functions)
        {
            function
                .Property("Handler")
                .ToString()
                .ShouldBe($"Relay.Functions::Relay.Functions.{function.Id}::HandleAsync");
            Regex
                .IsMatch(sources, $@"public (sealed|static) class {function.Id}\b")
                .ShouldBeTrue($"no public class {function.Id}");
        }
    }

    [Fact]
    public void All_functions_are_one_build_for_the_managed_runtime_on_arm64()
    {
        var globals = Template.Relay.Section("Globals")["Function"]!;
        globals["Runtime"]!.ToString().ShouldBe("dotnet10");
        globals["Architectures"]!.ToJsonString().ShouldBe("""["arm64"]""");
        Directory.Exists(Repository.File(globals["CodeUri"]!.ToString())).ShouldBeTrue();
        string[] shared = ["Runtime", "Architectures", "CodeUri"];
        Functions.ShouldAllBe(f => f.Body["Properties"]!.AsObject().All(p => !shared.Contains(p.Key)));
        Functions
            .Where(f => f.Body["Properties"]!["Environment"] is not null)
            .Select(f => f.Id)
            .ShouldBe(KeepingTests.Keepers, ignoreOrder: true);
    }

    [Fact]
    public void The_template_sets_every_variable_that_the_functions_read()
    {
        var read = VariablesIn("functions/Relay/SettingsReader.cs", "functions/Relay/VariableReader.cs");
        var set = Variables().Select(v => v.Key).Append("AWS_REGION").ToList();
        var missing = read.Distinct().Except(set).ToList();
        missing.ShouldBeEmpty();
        set.Intersect(read).Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void What_copies_into_the_DR_account_is_empty_unless_it_is_given_whole()
    {
        Variables()["DR_ACCOUNT_ID"]!.Short().ShouldBe("Ref:DrAccountId");
        string[] ofTheDrAccount = ["ACCOUNT_KEY_ID", "COPIER_ROLE_ARN", "READER_ROLE_ARN", "EXTERNAL_ID"];
        foreach (var name in ofTheDrAccount)
        {
            ShouldHangOn("CopiesToDrAccount", name);
        }
    }

    [Theory]
    [InlineData("REGION_VAULT_ARN", "CopiesByJobs")]
    [InlineData("BACKUP_ROLE_ARN", "CopiesByJobs")]
    [InlineData("DR_VAULT_ARN", "CopiesByJobsToDrAccount")]
    public void What_AWS_Backup_copies_with_is_empty_unless_it_copies(string variable, string condition) =>
        ShouldHangOn(condition, variable);

    private static void ShouldHangOn(string condition, string variable)
    {
        var choice = Variables()[variable]!["Fn::If"]!.AsArray();
        choice[0]!.ToString().ShouldBe(condition, variable);
        choice[2]!.ToString().ShouldBe("", variable);
    }

    [Fact]
    public void The_computed_ARNs_are_those_of_the_named_resources()
    {
        foreach (
            var (variable, role) in new[] { ("COPIER_ROLE_ARN", "Copier"), ("READER_ROLE_ARN", "Reader") }
        )
        {
            var deployed = Template.DrAccount.Resource(role);
            Variables()[variable]!["Fn::If"]![1]!
                .Short()
                .ShouldBe(
                    "arn:${AWS::Partition}:iam::${DrAccountId}:role"
                        + deployed.Property("Path").Short()
                        + deployed.Property("RoleName").Short()
                );
        }

        Template.Relay.Resource("StateMachine").Property("Name").Short().ShouldBe("Ref:RelayName");
        Variables()["STATE_MACHINE_ARN"]!
            .Short()
            .ShouldBe(
                "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${RelayName}"
            );
        Template.Relay.Resource("Bus").Property("Name").Short().ShouldBe("Ref:RelayName");
    }

    /// <summary>The environment variables that sources name.</summary>
    internal static IReadOnlyList<string> VariablesIn(params string[] files) =>
        [
            .. files
                .SelectMany(file => VariableNames().Matches(File.ReadAllText(Repository.File(file))))
                .Select(m => m.Groups[1].Value)
                .Distinct(),
        ];

    private static JsonObject Variables() =>
        Template.Relay.Section("Globals")["Function"]!["Environment"]!["Variables"]!.AsObject();

    [GeneratedRegex("\"([A-Z]+(?:_[A-Z]+)+|MODE)\"")]
    private static partial Regex VariableNames();
}
