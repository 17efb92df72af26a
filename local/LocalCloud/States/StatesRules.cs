using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>What Step Functions accepts. Error codes are those of its service model, texts those of recorded replies.</summary>
internal static class StatesRules
{
    private const int MostCharactersOfName = 80;
    private const string Forbidden = "<>{}[]?*\"#%\\^|~`$&,;:/";
    private static readonly string[] Statuses =
    [
        "RUNNING",
        "SUCCEEDED",
        "FAILED",
        "TIMED_OUT",
        "ABORTED",
        "PENDING_REDRIVE",
    ];

    /// <summary>API reference, StartExecution: name.</summary>
    public static string Name(string name) =>
        name.Length > MostCharactersOfName
            ? throw Constraint(
                name,
                "name",
                $"Member must have length less than or equal to {MostCharactersOfName}"
            )
        : name.Length > 0 && name.All(IsAllowed) ? name
        : throw new AwsError("InvalidName", $"Invalid Name: '{name}'");

    /// <summary>API reference, StartExecution: input. Any JSON, at most 262,144 bytes of UTF-8.</summary>
    public static void Input(string input)
    {
        if (Json.Size(input) > Data.Limit)
        {
            throw InvalidInput($"Invalid execution input: larger than {Data.Limit} bytes.");
        }

        try
        {
            Json.Parse(input);
        }
        catch (JsonException e)
        {
            throw InvalidInput(string.IsNullOrWhiteSpace(input) ? "Invalid execution input." : e.Message);
        }
    }

    /// <summary>
    /// The ARN of a state machine or of an execution. Another account's is denied (Step Functions has no resource policies);
    /// another Region's is not found later.
    /// </summary>
    public static string Arn(AwsCall call, string arn, string type)
    {
        if (arn.Split(':') is not ["arn", _, "states", _, var account, var actual, _, ..])
        {
            throw new AwsError("InvalidArn", $"Invalid Arn: 'Invalid ARN prefix: {arn}'");
        }

        return actual != type
                ? throw new AwsError(
                    "InvalidArn",
                    $"Invalid Arn: 'Resource type not valid in this context: {actual}'"
                )
            : account != call.Caller.AccountId
                ? throw new AwsError(
                    "AccessDeniedException",
                    $"User: {call.Caller.Arn} is not authorized to perform: states:{call.Operation} on resource: {arn} because no resource-based policy allows the states:{call.Operation} action"
                )
            : arn;
    }

    public static void Status(string status)
    {
        if (!Statuses.Contains(status, StringComparer.Ordinal))
        {
            throw Constraint(
                status,
                "statusFilter",
                $"Member must satisfy enum value set: [{string.Join(", ", Statuses)}]"
            );
        }
    }

    /// <summary>How many items a page has: 100 when it is not said.</summary>
    public static int PageSize(JsonObject input)
    {
        var asked = input["maxResults"];
        return asked is null ? 100
            : Json.Whole(asked) is not { } size
                ? throw new AwsError("SerializationException", "maxResults must be a whole number")
            : size > 1000
                ? throw Constraint(
                    Number(size),
                    "maxResults",
                    "Member must have value less than or equal to 1000"
                )
            : size < 0
                ? throw Constraint(
                    Number(size),
                    "maxResults",
                    "Member must have value greater than or equal to 0"
                )
            : size == 0 ? 100
            : (int)size;
    }

    public static void Length(string? value, string member, int most)
    {
        if (value?.Length > most)
        {
            throw Constraint(value, member, $"Member must have length less than or equal to {most}");
        }
    }

    public static AwsError NoMachine(string arn) =>
        new("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");

    public static AwsError NoExecution(string arn) =>
        new("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");

    public static AwsError MachineExists(string arn) =>
        new("StateMachineAlreadyExists", $"State Machine Already Exists: '{arn}'");

    public static AwsError ExecutionExists(string arn) =>
        new("ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");

    private static AwsError InvalidInput(string why) =>
        new("InvalidExecutionInput", $"Invalid State Machine Execution Input: '{why}'");

    private static AwsError Constraint(string value, string member, string constraint) =>
        new(
            "ValidationException",
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        );

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsAllowed(char c) =>
        !char.IsWhiteSpace(c)
        && !char.IsControl(c)
        && !char.IsSurrogate(c)
        && c is not ('\uFFFE' or '\uFFFF')
        && !Forbidden.Contains(c, StringComparison.Ordinal);
}
