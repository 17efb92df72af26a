using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;
using LocalCloud.Kernel;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::Events::EventBus, ::EventBusPolicy and ::Rule.</summary>
internal static class EventResources
{
    public static readonly ResourceType Bus = new(
        "AWS::Events::EventBus",
        ["Name", "Description", "Policy", "Tags"],
        CreateBus
    );

    public static readonly ResourceType BusPolicy = new(
        "AWS::Events::EventBusPolicy",
        ["EventBusName", "StatementId", "Statement", "Action", "Principal", "Condition"],
        CreateBusPolicy
    );

    public static readonly ResourceType Rule = new(
        "AWS::Events::Rule",
        ["Name", "Description", "EventBusName", "EventPattern", "State", "Targets", "RoleArn", "Tags"],
        CreateRule
    );

    private static readonly string[] _inputs = ["Input", "InputPath", "InputTransformer"];

    private static readonly string[] _targetMembers =
    [
        "Id",
        "Arn",
        "RoleArn",
        "DeadLetterConfig",
        "RetryPolicy",
        .. _inputs,
    ];

    private static Created CreateBus(NewResource bus)
    {
        var name = bus.Text("Name");
        if (name is "default" || !bus.Deployed.Claim(bus.Arn("events", $"event-bus/{name}")))
        {
            throw bus.Refuse("Name", $"Event bus {name} already exists.");
        }

        var arn = bus.Ports.Events.CreateBus(bus.Account, bus.Region, name);
        if (bus.Properties["Policy"] is not null)
        {
            AddStatements(bus, arn, "Policy", PolicyDocuments.Statements(bus.Map("Policy")));
        }

        return bus.Created(name, ("Arn", arn), ("Name", name));
    }

    private static Created CreateBusPolicy(NewResource policy)
    {
        var statement = policy.Properties["Statement"] is null
            ? OldForm(policy)
            : policy.Map("Statement").DeepClone().AsObject();
        statement["Sid"] = policy.Text("StatementId");
        AddStatements(policy, policy.Arn("events", $"event-bus/{BusName(policy)}"), "Statement", [statement]);
        return policy.Created(policy.Text("StatementId"));
    }

    // Before there was Statement: an account, or * with a condition on the organization.
    private static JsonObject OldForm(NewResource policy)
    {
        if (policy.Properties["Condition"] is not null)
        {
            throw policy.Refuse("Condition", "the local cloud knows this inside Statement only.");
        }

        var principal = policy.Text("Principal");
        return new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] =
                principal == "*"
                    ? "*"
                    : new JsonObject { ["AWS"] = $"arn:{policy.Stack.Partition}:iam::{principal}:root" },
            ["Action"] = policy.Text("Action"),
            ["Resource"] = policy.Arn("events", $"event-bus/{BusName(policy)}"),
        };
    }

    private static void AddStatements(
        NewResource resource,
        string busArn,
        string property,
        IEnumerable<JsonObject> statements
    )
    {
        var policy = resource.Deployed.AddBusStatements(busArn, statements);
        PolicyDocuments.CheckPrincipals(policy, resource.Deployed, resource.PathOf(property));
        resource.Ports.Events.PutBusPolicy(busArn, policy);
    }

    private static Created CreateRule(NewResource rule)
    {
        var name = rule.Name("Name", 64);
        var bus = BusName(rule);
        var claimed = rule.Arn("events", $"rule/{(bus == "default" ? "" : bus + "/")}{name}");
        if (!rule.Deployed.Claim(claimed))
        {
            throw rule.Refuse("Name", $"the rule {name} already exists on the bus {bus}.");
        }

        var targets = rule.List("Targets")
            .Select(node => Target(rule, Nodes.MapAt(node, rule.PathOf("Targets"))))
            .ToList();
        var arn = rule.Optional("State") switch
        {
            null or "ENABLED" => rule.Ports.Events.PutRule(
                rule.Account,
                rule.Region,
                bus,
                name,
                rule.Map("EventPattern"),
                targets
            ),
            "DISABLED" => claimed,
            var state => throw rule.Refuse("State", $"'{state}' is not simulated; ENABLED and DISABLED are."),
        };
        return rule.Created(bus == "default" ? name : $"{bus}|{name}", ("Arn", arn));
    }

    private static EventTarget Target(NewResource rule, JsonObject target)
    {
        var where = rule.PathOf("Targets");
        Nodes.OnlyKnown(target, _targetMembers, "a rule's target", where);
        return new(
            Nodes.TextAt(target["Id"], $"{where}.Id"),
            Nodes.TextAt(target["Arn"], $"{where}.Arn"),
            Nodes.Text(target["RoleArn"]),
            Nodes.Text(target["DeadLetterConfig"]?["Arn"])
        )
        {
            Input = target.Any(m => _inputs.Contains(m.Key))
                ? new JsonObject(
                    target
                        .Where(m => _inputs.Contains(m.Key))
                        .Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))
                )
                : null,
        };
    }

    private static string BusName(NewResource resource)
    {
        var given = resource.Optional("EventBusName") ?? "default";
        var name = given[(given.LastIndexOf('/') + 1)..];
        return name == "default" || resource.Deployed.Exists(resource.Arn("events", $"event-bus/{name}"))
            ? name
            : throw resource.Refuse(
                "EventBusName",
                $"Event bus {given} does not exist in {resource.Account}, {resource.Region}."
            );
    }
}
