using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Events;

/// <summary>What EventBridge refuses, and why. Pure.</summary>
public static class EventsRules
{
    /// <summary>Characters of an event pattern (EventBridge quotas).</summary>
    public const int PatternLimit = 2048;

    /// <summary>Bytes of all entries of one PutEvents (EventBridge User Guide, "Calculating PutEvents event entry size").</summary>
    public const int PutEventsLimit = 256 * 1024;

    /// <summary>Targets of one rule (EventBridge quotas).</summary>
    public const int TargetLimit = 5;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>InvalidEventPatternException, as PutRule words it.</summary>
    public static AwsError InvalidPattern(string reason) =>
        new("InvalidEventPatternException", $"Event pattern is not valid. Reason: {reason}");

    /// <summary>ResourceNotFoundException for a bus.</summary>
    public static AwsError NoSuchBus(string name) =>
        new("ResourceNotFoundException", $"Event bus {name} does not exist.");

    /// <summary>The number and size of the entries of one PutEvents.</summary>
    public static void CheckEntries(IReadOnlyList<JsonObject> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count is 0 or > 10)
        {
            var bound = entries.Count == 0 ? "greater than or equal to 1" : "less than or equal to 10";
            throw new AwsError(
                "ValidationException",
                $"1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length {bound}"
            );
        }

        if (entries.Sum(Size) > PutEventsLimit)
        {
            throw new AwsError(
                "ValidationException",
                "Total size of the entries in the request is over the limit."
            );
        }
    }

    /// <summary>Why an entry of PutEvents is refused, or null. Codes as in the API reference, PutEventsResultEntry.</summary>
    public static AwsError? RefusedEntry(JsonObject entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        foreach (var name in (string[])["Source", "DetailType", "Detail"])
        {
            if (Text(entry, name).Length == 0)
            {
                return new AwsError(
                    "InvalidArgument",
                    $"Parameter {name} is not valid. Reason: {name} is a required argument."
                );
            }
        }

        // Only AWS services may speak for themselves; seen on AWS, in no error table of its documentation.
        if (Text(entry, "Source").StartsWith("aws.", StringComparison.Ordinal))
        {
            return new AwsError("NotAuthorizedForSourceException", "Not authorized for the source.");
        }

        return ParseObject(Text(entry, "Detail")) is null
            ? new AwsError("MalformedDetail", "Detail is malformed.")
            : null;
    }

    /// <summary>What a rule may have for targets.</summary>
    public static void CheckTargets(EventBus bus, IReadOnlyList<EventTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count > TargetLimit)
        {
            throw new AwsError(
                "LimitExceededException",
                "The requested resource exceeds the maximum number allowed."
            );
        }

        foreach (var target in targets)
        {
            CheckTarget(bus, target);
        }
    }

    /// <summary>
    /// Whether a bus that got an event from another bus may send it on to a third: never ("Sending and receiving events between
    /// accounts"). Gives the ERROR_CODE for the dead letter, or null.
    /// </summary>
    public static string? RefusedHop(EventBus from, EventBus to, bool forwarded)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return !forwarded ? null
            : from.Region == to.Region ? "THIRD_ACCOUNT_HOP_DETECTED"
            : "THIRD_REGION_HOP_DETECTED";
    }

    /// <summary>
    /// Whether the caller may put events on a bus: in its own account as its identity policies say, which are judged elsewhere; in
    /// another account as the policy of the bus says.
    /// </summary>
    public static bool MayPut(AwsCall call, EventBus bus)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(bus);
        if (bus.AccountId == call.Caller.AccountId)
        {
            return true;
        }

        var request = new PolicyRequest(
            PolicyPrincipal.Of(call.Caller),
            "events:PutEvents",
            bus.Arn,
            PolicyContext.Of(call.Caller, bus.Region)
        );
        return bus.Policy is not null
            && PolicyEvaluator.Decide(bus.Policy.Document, request) == PolicyDecision.Allowed;
    }

    /// <summary>A JSON object from text, or null.</summary>
    public static JsonObject? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // "Sending events between Regions": in another Region only a bus; "… between accounts": with a role since March 2023.
    private static void CheckTarget(EventBus bus, EventTarget target)
    {
        if (
            target.Arn.Split(':')
            is not [
                _,
                _,
                var service
                and ("lambda" or "sqs" or "events" or "sns"),
                var region,
                var account,
                ..,
            ]
        )
        {
            throw AwsError.NotSimulated("events", $"a target like {target.Arn}");
        }

        var elsewhere = region != bus.Region || account != bus.AccountId;
        if (service == "events" && elsewhere && target.RoleArn is null)
        {
            throw new AwsError("ValidationException", $"RoleArn is required for target {target.Arn}.");
        }

        if (service != "events" && elsewhere)
        {
            throw new AwsError(
                "ValidationException",
                $"Target {target.Id} is in another account or Region: only an event bus can be, {target.Arn} is none."
            );
        }
    }

    private static int Size(JsonObject entry) =>
        (entry.ContainsKey("Time") ? 14 : 0)
        + Encoding.UTF8.GetByteCount(
            Text(entry, "Source") + Text(entry, "DetailType") + Text(entry, "Detail")
        )
        + (entry["Resources"] as JsonArray ?? []).Sum(r => Encoding.UTF8.GetByteCount(r?.ToString() ?? ""));

    private static string Text(JsonObject entry, string name) =>
        entry[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : "";
}
