using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Serverless;

/// <summary>Events of type EventBridgeRule (older name: CloudWatchEvent) → rule, permission, and a dead-letter queue if asked for.</summary>
internal static class ServerlessEvents
{
    private static readonly string[] _known =
    [
        "Pattern",
        "EventBusName",
        "RuleName",
        "State",
        "Enabled",
        "DeadLetterConfig",
        "RetryPolicy",
        "Input",
        "InputPath",
        "InputTransformer",
        "Target",
    ];

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Expand(SamResource function)
    {
        foreach (
            var (name, node) in Nodes.MapOrEmpty(function["Events"], $"{function.Where}.Properties.Events")
        )
        {
            var where = $"{function.Where}.Properties.Events.{name}";
            var @event = Nodes.MapAt(node, where);
            if (Nodes.Text(@event["Type"]) is not ("EventBridgeRule" or "CloudWatchEvent"))
            {
                throw new TemplateException(
                    $"{where}.Type",
                    $"the local cloud knows EventBridgeRule and CloudWatchEvent, not {Nodes.Kind(@event["Type"])}."
                );
            }

            var properties = Nodes.MapAt(@event["Properties"], $"{where}.Properties");
            Nodes.OnlyKnown(properties, _known, "an EventBridgeRule event", $"{where}.Properties");
            foreach (var generated in Rule(function, name, properties, where))
            {
                yield return generated;
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Rule(
        SamResource function,
        string name,
        JsonObject given,
        string where
    )
    {
        var ruleId = function.Id + name;
        var target = new JsonObject
        {
            ["Arn"] = SamResource.Attribute(function.Id, "Arn"),
            ["Id"] = TargetId(given, ruleId),
        };
        Copy(given, target, "RetryPolicy", "Input", "InputPath", "InputTransformer");
        if (given["DeadLetterConfig"] is { } node)
        {
            var configuration = Nodes.MapAt(node, $"{where}.Properties.DeadLetterConfig");
            var (queue, generated) = DeadLetterQueue(function, name, configuration);
            target["DeadLetterConfig"] = new JsonObject { ["Arn"] = queue };
            foreach (var resource in generated)
            {
                yield return resource;
            }
        }

        var rule = new JsonObject
        {
            ["EventPattern"] = given["Pattern"]?.DeepClone(),
            ["Targets"] = new JsonArray(target),
        };
        Copy(given, rule, "EventBusName", "State");
        if (given["RuleName"] is { } ruleName)
        {
            rule["Name"] = ruleName.DeepClone();
        }

        if (given["Enabled"] is { } enabled)
        {
            rule["State"] = Nodes.Text(enabled) == "true" ? "ENABLED" : "DISABLED";
        }

        yield return function.Generated(name, "AWS::Events::Rule", rule);
        yield return function.Generated(
            name + "Permission",
            "AWS::Lambda::Permission",
            Permission(function.Id, ruleId)
        );
    }

    private static JsonNode TargetId(JsonObject given, string ruleId) =>
        given["Target"]?["Id"]?.DeepClone() ?? JsonValue.Create($"{ruleId}LambdaTarget");

    private static (JsonNode Arn, IEnumerable<KeyValuePair<string, JsonNode?>> Generated) DeadLetterQueue(
        SamResource function,
        string name,
        JsonObject configuration
    )
    {
        if (configuration["Arn"] is { } arn)
        {
            return (arn.DeepClone(), []);
        }

        var ruleId = function.Id + name;
        var queueId = Nodes.Text(configuration["QueueLogicalId"]) ?? ruleId + "Queue";
        return (
            SamResource.Attribute(queueId, "Arn"),
            [
                function.GeneratedAs(queueId, "AWS::SQS::Queue", []),
                function.GeneratedAs(
                    ruleId + "QueuePolicy",
                    "AWS::SQS::QueuePolicy",
                    QueuePolicy(queueId, ruleId)
                ),
            ]
        );
    }

    private static JsonObject Permission(string functionId, string ruleId) =>
        new()
        {
            ["Action"] = "lambda:InvokeFunction",
            ["FunctionName"] = SamResource.Reference(functionId),
            ["Principal"] = "events.amazonaws.com",
            ["SourceArn"] = SamResource.Attribute(ruleId, "Arn"),
        };

    private static JsonObject QueuePolicy(string queueId, string ruleId) =>
        new()
        {
            ["PolicyDocument"] = new JsonObject
            {
                ["Version"] = "2012-10-17",
                ["Statement"] = new JsonArray(
                    new JsonObject
                    {
                        ["Action"] = "sqs:SendMessage",
                        ["Effect"] = "Allow",
                        ["Principal"] = new JsonObject { ["Service"] = "events.amazonaws.com" },
                        ["Resource"] = SamResource.Attribute(queueId, "Arn"),
                        ["Condition"] = new JsonObject
                        {
                            ["ArnEquals"] = new JsonObject
                            {
                                ["aws:SourceArn"] = SamResource.Attribute(ruleId, "Arn"),
                            },
                        },
                    }
                ),
            },
            ["Queues"] = new JsonArray(SamResource.Reference(queueId)),
        };

    private static void Copy(JsonObject from, JsonObject to, params string[] names)
    {
        foreach (var name in names)
        {
            if (from[name] is { } value)
            {
                to[name] = value.DeepClone();
            }
        }
    }
}
