using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Serverless;

/// <summary>AWS::Serverless::Function → function, role, event invoke configuration, rules with their permissions.</summary>
internal static class ServerlessFunction
{
    private static readonly (string From, string To)[] _copied =
    [
        ("CodeUri", "Code"),
        ("FunctionName", "FunctionName"),
        ("Handler", "Handler"),
        ("Runtime", "Runtime"),
        ("Timeout", "Timeout"),
        ("MemorySize", "MemorySize"),
        ("Description", "Description"),
        ("Environment", "Environment"),
        ("Architectures", "Architectures"),
        ("ReservedConcurrentExecutions", "ReservedConcurrentExecutions"),
        ("EphemeralStorage", "EphemeralStorage"),
        ("LoggingConfig", "LoggingConfig"),
    ];

    private static readonly string[] _known =
    [
        .. _copied.Select(c => c.From),
        .. SamRole.Properties,
        "Tags",
        "Tracing",
        "DeadLetterQueue",
        "EventInvokeConfig",
        "Events",
    ];

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Expand(SamResource function)
    {
        Nodes.OnlyKnown(function.Given, _known, "AWS::Serverless::Function", $"{function.Where}.Properties");
        yield return function.Itself("AWS::Lambda::Function", Properties(function));
        if (function["Role"] is null)
        {
            yield return SamRole.For(
                function,
                "lambda",
                "lambda.amazonaws.com",
                ManagedPolicies(function),
                [.. DeadLetterPolicy(function), .. DestinationPolicies(function)]
            );
        }

        if (function["EventInvokeConfig"] is { } configuration)
        {
            yield return InvokeConfiguration(function, Nodes.MapAt(configuration, function.Where));
        }

        foreach (var generated in ServerlessEvents.Expand(function))
        {
            yield return generated;
        }
    }

    private static JsonObject Properties(SamResource function)
    {
        var properties = new JsonObject();
        function.Copy(properties, _copied);
        properties["Role"] = function["Role"] ?? SamResource.Attribute(function.Id + "Role", "Arn");
        properties["Tags"] = function.Tags("lambda:createdBy");
        if (DeadLetterQueue(function) is { } target)
        {
            properties["DeadLetterConfig"] = new JsonObject { ["TargetArn"] = target };
        }

        if (function["Tracing"] is { } mode)
        {
            properties["TracingConfig"] = new JsonObject { ["Mode"] = mode };
        }

        return properties;
    }

    private static string[] ManagedPolicies(SamResource function) =>
        Nodes.Text(function["Tracing"]) is null or "Disabled"
            ? [SamRole.LogPolicy]
            : [SamRole.LogPolicy, SamRole.TracingPolicy];

    private static JsonNode? DeadLetterQueue(SamResource function)
    {
        var where = $"{function.Where}.Properties.DeadLetterQueue";
        if (function["DeadLetterQueue"] is not { } node)
        {
            return null;
        }

        var queue = Nodes.MapAt(node, where);
        return Nodes.Text(queue["Type"]) == "SQS"
            ? queue["TargetArn"]?.DeepClone()
                ?? throw new TemplateException($"{where}.TargetArn", "is missing.")
            : throw new TemplateException($"{where}.Type", "the local cloud knows SQS only.");
    }

    private static IEnumerable<(string Name, JsonObject Document)> DeadLetterPolicy(SamResource function) =>
        DeadLetterQueue(function) is { } target
            ?
            [
                (
                    "DeadLetterQueuePolicy",
                    new JsonObject
                    {
                        ["Version"] = "2012-10-17",
                        ["Statement"] = new JsonArray(
                            new JsonObject
                            {
                                ["Action"] = "sqs:SendMessage",
                                ["Resource"] = target,
                                ["Effect"] = "Allow",
                            }
                        ),
                    }
                ),
            ]
            : [];

    private static IEnumerable<(string Name, JsonObject Document)> DestinationPolicies(
        SamResource function
    ) =>
        Destinations(function)
            .Select(d =>
                (
                    $"{function.Id}EventInvokeConfig{d.When}{d.Type}Policy",
                    new JsonObject
                    {
                        ["Statement"] = new JsonArray(
                            new JsonObject
                            {
                                ["Action"] = d.Type switch
                                {
                                    "EventBridge" => "events:PutEvents",
                                    "SQS" => "sqs:SendMessage",
                                    _ => "sns:publish",
                                },
                                ["Effect"] = "Allow",
                                ["Resource"] = d.Arn.DeepClone(),
                            }
                        ),
                    }
                )
            );

    // Without a Destination SAM makes a queue or a topic; not here.
    private static IEnumerable<(string When, string Type, JsonNode Arn)> Destinations(SamResource function)
    {
        var where = $"{function.Where}.Properties.EventInvokeConfig";
        var given = Nodes.MapOrEmpty(function["EventInvokeConfig"], where);
        var all = Nodes.MapOrEmpty(given["DestinationConfig"], $"{where}.DestinationConfig");
        Nodes.OnlyKnown(all, ["OnSuccess", "OnFailure"], "DestinationConfig", $"{where}.DestinationConfig");
        foreach (var (when, node) in all.OrderByDescending(d => d.Key, StringComparer.Ordinal))
        {
            var at = $"{where}.DestinationConfig.{when}";
            var destination = Nodes.MapAt(node, at);
            Nodes.OnlyKnown(destination, ["Type", "Destination"], "a destination", at);
            var type = Nodes.Text(destination["Type"]);
            yield return type is "EventBridge" or "SQS" or "SNS"
                ? (
                    when,
                    type,
                    destination["Destination"] ?? throw new TemplateException(at, "Destination is missing.")
                )
                : throw new TemplateException(
                    $"{at}.Type",
                    "the local cloud knows EventBridge, SQS and SNS."
                );
        }
    }

    private static KeyValuePair<string, JsonNode?> InvokeConfiguration(
        SamResource function,
        JsonObject configuration
    )
    {
        var properties = configuration.DeepClone().AsObject();
        properties["DestinationConfig"] = new JsonObject(
            Destinations(function)
                .Select(d =>
                    KeyValuePair.Create<string, JsonNode?>(
                        d.When,
                        new JsonObject { ["Destination"] = d.Arn.DeepClone() }
                    )
                )
        );
        properties["FunctionName"] = SamResource.Reference(function.Id);
        properties["Qualifier"] = "$LATEST";
        return function.Generated(
            "EventInvokeConfig",
            "AWS::Lambda::EventInvokeConfig",
            properties,
            "Metadata"
        );
    }
}
