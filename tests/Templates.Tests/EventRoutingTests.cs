using System.Text.Json.Nodes;

namespace Templates.Tests;

public sealed class EventRoutingTests
{
    private static readonly (Template Template, Resource Rule)[] Rules =
    [
        .. Template.All.SelectMany(t => t.ResourcesOrNone("AWS::Events::Rule").Select(r => (t, r))),
    ];

    [Fact]
    public void Every_target_of_a_rule_is_retried_for_a_day_and_then_set_aside()
    {
        var targets = Rules.SelectMany(r => r.Rule.Property("Targets").Items()).ToList();
        targets.Count.ShouldBeGreaterThan(8);
        foreach (var target in targets)
        {
            target.At("DeadLetterConfig/Arn")!.Short().ShouldBe("GetAtt:DeadLetters.Arn");
            target.At("RetryPolicy/MaximumEventAgeInSeconds")!.ToString().ShouldBe("86400");
            target.At("RetryPolicy/MaximumRetryAttempts")!.ToString().ShouldBe("185");
        }
    }

    [Fact]
    public void Every_function_that_a_rule_invokes_has_a_dead_letter_queue_and_may_send_to_it()
    {
        var functions = Template
            .Relay.Resources("AWS::Serverless::Function")
            .Where(f => IsTarget(f.Id))
            .ToList();
        functions.ShouldNotBeEmpty();
        foreach (var function in functions)
        {
            var queue = function.Property("DeadLetterQueue/TargetArn").Short();
            queue.ShouldBe("GetAtt:DeadLetters.Arn");
            function.Property("EventInvokeConfig/MaximumRetryAttempts").ToString().ShouldBe("2");
            Template
                .Relay.Resource(function.Id + "Role")
                .Statements()
                .ShouldContain(s => s.Actions.Contains("sqs:SendMessage") && s.Resources.Contains(queue));
        }
    }

    [Fact]
    public void Every_dead_letter_queue_is_encrypted_kept_long_and_takes_events_from_its_rules_alone()
    {
        foreach (var template in (Template[])[Template.Relay, Template.SourceRegion])
        {
            var queue = template.Resources("AWS::SQS::Queue").ShouldHaveSingleItem();
            queue.Property("SqsManagedSseEnabled").ToString().ShouldBe("true");
            queue.Property("MessageRetentionPeriod").ToString().ShouldBe("1209600");

            var policy = template.Resources("AWS::SQS::QueuePolicy").ShouldHaveSingleItem();
            policy.Property("Queues/0").Short().ShouldBe("Ref:" + queue.Id);
            var statement = Statement.Of(policy.Property("PolicyDocument")).ShouldHaveSingleItem();
            statement.Body["Principal"]!["Service"]!.ToString().ShouldBe("events.amazonaws.com");
            statement.Actions.ShouldBe(["sqs:SendMessage"]);
            statement.Resources.ShouldBe([$"GetAtt:{queue.Id}.Arn"]);
            statement.Body["Condition"]!["ArnEquals"]!
                ["aws:SourceArn"]
                .Items()
                .Select(Chosen)
                .ShouldBe(
                    template
                        .Resources("AWS::Events::Rule")
                        .Select(r => (r.Body["Condition"]?.ToString(), $"GetAtt:{r.Id}.Arn"))
                );
        }
    }

    [Fact]
    public void Only_the_rules_may_invoke_the_functions_each_its_own()
    {
        Template
            .Relay.Resources("AWS::Lambda::Permission")
            .ShouldAllBe(p => p.Property("Principal").ToString() == "events.amazonaws.com");

        Template
            .Relay.Resources("AWS::Lambda::Permission")
            .Select(p =>
                (
                    p.Property("FunctionName").Short(),
                    p.Property("SourceArn").Short(),
                    p.Body["Condition"]?.ToString()
                )
            )
            .ShouldBe(
                Template
                    .Relay.Resources("AWS::Events::Rule")
                    .Where(r => r.Property("Targets/0/Arn").Short() != "Ref:Notifications")
                    .Select(r =>
                        (
                            r.Property("Targets/0/Arn").Short(),
                            $"GetAtt:{r.Id}.Arn",
                            r.Body["Condition"]?.ToString()
                        )
                    )
            );
    }

    [Fact]
    public void Events_of_backup_jobs_are_forwarded_always_and_taken_while_recovery_points_are_relayed()
    {
        var (forward, take) = (
            Template.SourceRegion.Resource("ForwardBackupEvents"),
            Template.Relay.Resource("BackupEvents")
        );
        forward.Body["Condition"].ShouldBeNull();
        take.Body["Condition"]!.ToString().ShouldBe("RelaysRecoveryPoints");
        take.Property("EventPattern").Short().ShouldBe(forward.Property("EventPattern").Short());
        take.Property("EventPattern/detail-type/0").ToString().ShouldBe("Backup Job State Change");
    }

    [Fact]
    public void The_source_Region_forwards_to_the_bus_of_the_relay_with_a_role_that_can_do_nothing_else()
    {
        const string bus =
            "arn:${AWS::Partition}:events:${RelayRegion}:${AWS::AccountId}:event-bus/${RelayName}";
        Template
            .SourceRegion.Resources("AWS::Events::Rule")
            .ShouldAllBe(r => r.Property("Targets/0/Arn").Short() == bus);
        var statement = Template
            .SourceRegion.Resource("ForwardEventsRole")
            .Statements()
            .ShouldHaveSingleItem();
        statement.Actions.ShouldBe(["events:PutEvents"]);
        statement.Resources.ShouldBe([bus]);
    }

    [Fact]
    public void Local_databases_do_not_reach_the_relay() =>
        Template
            .Relay.Resources("AWS::Events::Rule")
            .Where(r => r.Body["Properties"]!["EventBusName"]?.Short() != "Ref:Bus")
            .ShouldAllBe(r =>
                r.Property("EventPattern/detail/stateMachineArn/0").Short() == "Ref:StateMachine"
                && Told.Contains(r.Property("Targets/0/Arn").Short())
            );

    private static readonly string[] Told = ["Ref:Notifications", "GetAtt:ExplainStop.Arn"];

    // An item of a list, and the condition under which it is in it.
    private static (string?, string) Chosen(JsonNode item) =>
        item["Fn::If"] is JsonArray branches
            ? (branches[0]!.ToString(), branches[1]!.Short())
            : (null, item.Short());

    internal static bool IsTarget(string function) =>
        Rules
            .SelectMany(r => r.Rule.Property("Targets").AsArray())
            .Any(t => t!["Arn"]!.Short() == $"GetAtt:{function}.Arn");
}
