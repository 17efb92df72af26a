using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.States;

/// <summary>State machines.</summary>
public sealed partial class StatesApi
{
    private JsonObject CreateStateMachine(AwsCall call, JsonObject input)
    {
        var (name, definition, roleArn) = (
            Required(input, "name"),
            Required(input, "definition"),
            Required(input, "roleArn")
        );
        if (Optional(input, "type") is { } type && type != "STANDARD")
        {
            throw AwsError.NotSimulated(SigningName, $"CreateStateMachine with type {type}");
        }

        var arn = $"arn:aws:states:{call.Region}:{call.Caller.AccountId}:stateMachine:{name}";
        _log.Add(call, "states:CreateStateMachine", arn);
        _log.Add(
            call,
            "iam:PassRole",
            roleArn,
            implied: true,
            context: ("iam:PassedToService", "states.amazonaws.com")
        );
        if (_state.Machine(arn) is not { } same)
        {
            CreateStateMachine(call.Caller.AccountId, call.Region, name, definition, roleArn);
        }
        else if (same.DefinitionText != definition || same.RoleArn != roleArn)
        {
            throw StatesRules.MachineExists(arn);
        }

        return new JsonObject
        {
            ["stateMachineArn"] = arn,
            ["creationDate"] = Epoch(_state.Machine(arn)!.CreationDate),
        };
    }

    private JsonObject DescribeStateMachine(AwsCall call, JsonObject input) =>
        StatesWire.Description(Machine(call, input));

    private JsonObject ListStateMachines(AwsCall call, JsonObject input)
    {
        _log.Add(call, "states:ListStateMachines", "*");
        var own = _state
            .Machines.Where(m => m.AccountId == call.Caller.AccountId && m.Region == call.Region)
            .Index();
        return Paging.Page(
            input,
            "stateMachines",
            $"machines of {call.Caller.AccountId} {call.Region}",
            own,
            m => m.Index,
            m => StatesWire.ListItem(m.Item)
        );
    }
}
