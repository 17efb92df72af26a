using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Templates.Tests;

public sealed partial class WorkflowTests
{
    private static readonly Resource Machine = Template
        .Relay.Resources("AWS::Serverless::StateMachine")
        .ShouldHaveSingleItem();

    [Fact]
    public void Substitutions_and_placeholders_of_the_definition_are_the_same_names()
    {
        var definition = File.ReadAllText(Repository.File(Machine.Property("DefinitionUri").ToString()));
        var placeholders = Placeholders()
            .Matches(definition)
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .ToList();
        placeholders.Count.ShouldBe(FunctionTests.Workflow.Length);

        var substitutions = Machine.Property("DefinitionSubstitutions").AsObject();
        substitutions.Select(s => s.Key).ShouldBe(placeholders, ignoreOrder: true);
        substitutions.ShouldAllBe(s => s.Value!.Short() == $"GetAtt:{s.Key.Replace("Arn", ".Arn")}");
    }

    [Fact]
    public void What_a_relay_that_timed_out_is_said_to_have_taken_is_its_timeout()
    {
        var definition = File.ReadAllText(Repository.File(Machine.Property("DefinitionUri").ToString()));
        var days = TimeSpan.FromSeconds((double)JsonNode.Parse(definition)!["TimeoutSeconds"]!).TotalDays;
        File.ReadAllText(Repository.File("functions/Relay/StoppedRelay.cs"))
            .ShouldContain($"it took longer than {days} days");
    }

    [Fact]
    public void The_state_machine_may_call_exactly_the_functions_of_the_workflow() =>
        Role()
            .Statements()
            .Where(s => s.Actions.Contains("lambda:InvokeFunction"))
            .ShouldHaveSingleItem()
            .Resources.ShouldBe(FunctionTests.Workflow.Select(f => $"GetAtt:{f}.Arn"), ignoreOrder: true);

    [Fact]
    public void Failed_executions_are_logged_with_their_data()
    {
        Machine.Property("Type").ToString().ShouldBe("STANDARD");
        Machine.Property("Logging/Level").ToString().ShouldBe("ERROR");
        Machine.Property("Logging/IncludeExecutionData").ToString().ShouldBe("true");
        Machine
            .Property("Logging/Destinations/0/CloudWatchLogsLogGroup/LogGroupArn")
            .Short()
            .ShouldBe("GetAtt:StateMachineLog.Arn");
        Role().Statements().SelectMany(s => s.Actions).ShouldContain("logs:CreateLogDelivery");
    }

    [Fact]
    public void Only_Step_Functions_may_assume_its_role_and_only_for_this_machine()
    {
        var trust = Statement.Of(Role().Property("AssumeRolePolicyDocument")).ShouldHaveSingleItem();
        trust.Body["Principal"]!["Service"]!.ToString().ShouldBe("states.amazonaws.com");
        trust.When("StringEquals", "aws:SourceAccount").ShouldBe("Ref:AWS::AccountId");
        trust.When("ArnLike", "aws:SourceArn").ShouldEndWith(":stateMachine:${RelayName}");
    }

    private static Resource Role()
    {
        Machine.Property("Role").Short().ShouldBe("GetAtt:StateMachineRole.Arn");
        return Template.Relay.Resource("StateMachineRole");
    }

    [GeneratedRegex(@"\$\{([A-Za-z]+)\}")]
    private static partial Regex Placeholders();
}
