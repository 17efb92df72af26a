using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Templates.Tests;

/// <summary>What measures and prunes, in both accounts.</summary>
public sealed class KeepingTests
{
    internal static readonly string[] Keepers = ["MeasureRecoverability", "PruneCopies"];

    private static readonly Template[] Places = [Template.Relay, Template.DrAccount];

    public static TheoryData<string, string> All =>
        [.. Places.SelectMany(p => Keepers.Select(k => (p.Path, k)))];

    private static Template At(string path) => Places.Single(p => p.Path == path);

    [Theory]
    [MemberData(nameof(All))]
    public void Each_place_has_both_with_a_role_a_log_and_a_schedule_of_its_own(string path, string id)
    {
        var function = At(path).Resource(id);
        function.Property("FunctionName").Short().ShouldBe("${RelayName}-" + id);
        function
            .Property("Handler")
            .ToString()
            .ShouldBe($"Relay.Functions::Relay.Functions.{id}::HandleAsync");
        function.Property("Role").Short().ShouldBe($"GetAtt:{id}Role.Arn");
        function.Property("LoggingConfig/LogGroup").Short().ShouldBe($"Ref:{id}Log");
        At(path).Resource(id + "Log").Property("RetentionInDays").Short().ShouldBe("Ref:LogRetentionDays");
        At(path)
            .Resource(id + "Role")
            .Property("AssumeRolePolicyDocument/Statement/0/Principal")
            .ToJsonString()
            .ShouldBe("""{"Service":"lambda.amazonaws.com"}""");

        var schedule = At(path).Resource(id + "Schedule");
        schedule.Property("FlexibleTimeWindow/Mode").ToString().ShouldBe("OFF");
        schedule.Property("Target/Arn").Short().ShouldBe($"GetAtt:{id}.Arn");
        schedule.Property("Target/RoleArn").Short().ShouldBe("GetAtt:ScheduleRole.Arn");
        var input = JsonNode.Parse(schedule.Property("Target/Input").ToString())!;
        input["now"]!.ToString().ShouldBe("<aws.scheduler.scheduled-time>");
        // Only the schedule deletes without being asked to.
        (input["dryRun"]?.ToString()).ShouldBe(id == "PruneCopies" ? "false" : null);
    }

    [Theory]
    [InlineData("template.yaml")]
    [InlineData("templates/dr-account.yaml")]
    public void MeasureRecoverability_runs_as_often_as_its_message_counts_on(string path)
    {
        var minutes = Regex
            .Match(
                File.ReadAllText(Repository.File("functions/Relay/RecoverabilityMessage.cs")),
                @"TimeSpan Rate \{ get; \} = TimeSpan\.FromMinutes\((\d+)\);"
            )
            .Groups[1]
            .Value;
        At(path)
            .Resource("MeasureRecoverabilitySchedule")
            .Property("ScheduleExpression")
            .ToString()
            .ShouldBe($"rate({minutes} minutes)");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_variable_that_they_read_is_set(string path, string id)
    {
        var read = FunctionTests
            .VariablesIn("functions/Relay/KeepSettings.cs", "functions/Relay/VariableReader.cs")
            // The way into the DR account: nobody there has one.
            .Where(name =>
                path == Template.Relay.Path
                || name
                    is not (
                        "DR_ACCOUNT_ID"
                        or "ACCOUNT_KEY_ID"
                        or "COPIER_ROLE_ARN"
                        or "READER_ROLE_ARN"
                        or "EXTERNAL_ID"
                    )
            )
            .ToList();
        read.Count.ShouldBeGreaterThan(9);
        var own = At(path).Resource(id).Body["Properties"]!["Environment"]?["Variables"];
        var shared = At(path).Section("Globals")["Function"]!["Environment"]!["Variables"]!;
        read.Except([
                .. shared.AsObject().Select(v => v.Key),
                .. own?.AsObject().Select(v => v.Key) ?? [],
                "AWS_REGION",
            ])
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("template.yaml")]
    [InlineData("templates/dr-account.yaml")]
    public void Only_the_function_that_prunes_may_delete_and_only_what_has_name_and_tag(string path)
    {
        var (role, statement) = At(path)
            .Resources("AWS::IAM::Role")
            .Where(r => r.Id != "BackupCopier")
            .SelectMany(r => r.Statements().Select(s => (r.Id, s)))
            .Where(pair => pair.s.Actions.Any(a => a.StartsWith("rds:Delete", StringComparison.Ordinal)))
            .ShouldHaveSingleItem();
        role.ShouldBe("PruneCopiesRole");
        statement.Actions.ShouldBe(["rds:DeleteDBSnapshot", "rds:DeleteDBClusterSnapshot"]);
        statement.Resources.ShouldBe([
            "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:snapshot:${RelayName}-*",
            "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-snapshot:${RelayName}-*",
        ]);
        statement.When("StringEquals", "aws:ResourceTag/snapshot-relay:relay").ShouldBe("Ref:RelayName");
    }

    [Fact]
    public void In_the_DR_account_nobody_of_the_source_account_can_invoke_change_or_silence_them()
    {
        Template.DrAccount.ResourcesOrNone("AWS::Lambda::Permission").ShouldBeEmpty();
        foreach (var role in Template.DrAccount.Resources("AWS::IAM::Role"))
        {
            var trust = role.Property("AssumeRolePolicyDocument").Short();
            if (trust.Contains("SourceAccountId", StringComparison.Ordinal))
            {
                role.Id.ShouldBeOneOf("Copier", "Reader");
                role.Statements()
                    .SelectMany(s => s.Actions)
                    .ShouldAllBe(a =>
                        !a.StartsWith("lambda:", StringComparison.Ordinal)
                        && !a.StartsWith("scheduler:", StringComparison.Ordinal)
                        && !a.StartsWith("cloudwatch:", StringComparison.Ordinal)
                        && !a.StartsWith("logs:", StringComparison.Ordinal)
                    );
            }
        }
    }

    [Fact]
    public void What_the_DR_account_keeps_hangs_on_its_own_parameters()
    {
        var variables = Template.DrAccount.Section("Globals")["Function"]!["Environment"]!["Variables"]!;
        (string Name, string Value)[] own =
        [
            ("RETENTION_DAYS", "Ref:RetentionDays"),
            ("MINIMUM_AGE_DAYS", "Ref:MinimumAgeDays"),
            ("RETIRED_DATABASES", "Ref:RetiredDatabases"),
            ("RECOVERABILITY_OBJECTIVE_HOURS", "Ref:RecoverabilityObjectiveHours"),
        ];
        own.ShouldAllBe(v => variables[v.Name]!.Short() == v.Value);
        variables["COPIES_END"]!.ToString().ShouldBe("here");
    }
}
