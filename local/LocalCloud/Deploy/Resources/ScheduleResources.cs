using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;
using LocalCloud.Policies;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::Scheduler::Schedule.</summary>
internal static class ScheduleResources
{
    private const string Principal = "scheduler.amazonaws.com";

    private static readonly string[] TargetMembers =
    [
        "Arn",
        "RoleArn",
        "Input",
        "RetryPolicy",
        "DeadLetterConfig",
        "EventBridgeParameters",
    ];

    public static readonly ResourceType Schedule = new(
        "AWS::Scheduler::Schedule",
        [
            "Name",
            "Description",
            "GroupName",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "EndDate",
            "State",
            "FlexibleTimeWindow",
            "Target",
        ],
        Create
    );

    private static Created Create(NewResource schedule)
    {
        var target = schedule.Map("Target");
        Nodes.OnlyKnown(target, TargetMembers, "a schedule's target", schedule.PathOf("Target"));
        CheckRole(schedule, Nodes.TextAt(target["RoleArn"], schedule.PathOf("Target.RoleArn")));
        var name = schedule.Name("Name", 64);
        var arn = schedule.Ports.Schedules.CreateSchedule(
            schedule.Account,
            schedule.Region,
            name,
            schedule.Properties.DeepClone().AsObject()
        );
        return schedule.Created(name, ("Arn", arn));
    }

    // API Reference, CreateSchedule: ValidationException when the role can't be assumed. What its trust policy may ask for: the
    // account, and as aws:SourceArn the schedule group (User Guide, "Confused deputy prevention").
    private static void CheckRole(NewResource schedule, string roleArn)
    {
        var context = PolicyContext
            .Empty.With("aws:SourceAccount", schedule.Account)
            .With("aws:SourceArn", schedule.Arn("scheduler", "schedule-group/default"))
            .Without("sts:ExternalId");
        var request = new PolicyRequest(
            PolicyPrincipal.OfService(Principal),
            "sts:AssumeRole",
            Resource: null,
            context
        );
        var trusts =
            schedule.Deployed.Roles.TryGetValue(roleArn, out var role)
            && PolicyEvaluator.Decide(PolicyDocument.Parse(role.Trust, "MalformedPolicyDocument"), request)
                == PolicyDecision.Allowed;
        if (!trusts)
        {
            throw schedule.Refuse(
                "Target",
                $"The execution role you provide must allow AWS EventBridge Scheduler to assume the role: {roleArn}"
            );
        }
    }
}
