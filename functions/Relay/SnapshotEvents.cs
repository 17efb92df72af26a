using System.Text.RegularExpressions;

namespace Relay;

/// <summary>What a DB snapshot event says; AWS's samples lack one field or the other, so all may be null.</summary>
public sealed record SnapshotEvent(
    string? Source,
    string? DetailType,
    string? Account,
    string? Region,
    string? SourceType,
    string? SourceIdentifier,
    string? SourceArn,
    string? EventId,
    string? Message
);

/// <summary>What follows from an event.</summary>
public abstract record EventReading
{
    private EventReading() { }

    /// <summary>This snapshot is complete.</summary>
    public sealed record Completed(SnapshotArn Snapshot) : EventReading;

    /// <summary>The event starts nothing, for this reason.</summary>
    public sealed record Ignored(string Reason) : EventReading;
}

/// <summary>
/// Reads RDS's snapshot events. Their fields are inconsistent (with and without <c>rds:</c>, ARNs of type <c>db</c>, no EventID), so the
/// snapshot's ARN is rebuilt from account, Region and identifier (RDS User Guide, Overview of Amazon RDS event notification).
/// </summary>
public static partial class SnapshotEvents
{
    private const string ManualCreated = "RDS-EVENT-0042";
    private const string AutomatedCreated = "RDS-EVENT-0091";

    /// <summary>Reads an event.</summary>
    /// <exception cref="EventNotUnderstoodException">It may tell of a completed snapshot, but can't be understood.</exception>
    public static EventReading Read(SnapshotEvent e, RelaySettings settings)
    {
        if (
            Required("source", e.Source) != "aws.rds"
            || Required("detail-type", e.DetailType) != "RDS DB Snapshot Event"
        )
        {
            return new EventReading.Ignored($"{e.Source} '{e.DetailType}' is not a DB snapshot event");
        }

        if (e.SourceType is not (null or "SNAPSHOT"))
        {
            return new EventReading.Ignored($"it is about a {e.SourceType}, not a DB snapshot");
        }

        if (Kind(e) is not { } automated)
        {
            return new EventReading.Ignored(
                $"{e.EventId ?? Shown.Value(e.Message)} does not say that a snapshot is complete"
            );
        }

        var account = Parsed<AccountId>("account", e.Account);
        if (account != settings.SourceAccount)
        {
            return new EventReading.Ignored(
                $"it comes from account {account}; this relay serves {settings.SourceAccount}"
            );
        }

        var region = Parsed<Region>("region", e.Region);
        if (!settings.SourceRegions.Contains(region))
        {
            throw new EventNotUnderstoodException(
                "region",
                $"{region} is not one of this relay's source Regions ({string.Join(", ", settings.SourceRegions)}); add it to SourceRegions."
            );
        }

        var arn = Parsed<SnapshotArn>(
            "detail.SourceIdentifier",
            $"arn:{region.Partition}:rds:{region}:{account}:snapshot:{Name(e, automated)}"
        );
        return arn.IsAwsBackups
            ? new EventReading.Ignored("it belongs to AWS Backup")
            : new EventReading.Completed(arn);
    }

    // True: an automated snapshot is complete; false: a manual one is; null: neither.
    private static bool? Kind(SnapshotEvent e) =>
        (e.EventId, e.Message) switch
        {
            (ManualCreated, _) or (null, "Manual snapshot created") => false,
            (AutomatedCreated, _) or (null, "Automated snapshot created") => true,
            ({ } id, _) when EventIdPattern().IsMatch(id) => null,
            ({ } id, _) => throw new EventNotUnderstoodException(
                "detail.EventID",
                $"{Shown.Value(id)} is not like RDS-EVENT-0042."
            ),
            (null, { } message) when OtherMessages().IsMatch(message) => null,
            (null, var message) => throw new EventNotUnderstoodException(
                "detail.Message",
                $"there is no EventID, and {Shown.Value(message)} is no message that RDS documents."
            ),
        };

    private static string Name(SnapshotEvent e, bool automated)
    {
        var identifier = e.SourceIdentifier is { Length: > 0 } given ? given : LastPart(e.SourceArn);
        return automated && !identifier.Contains(':', StringComparison.Ordinal)
            ? SnapshotArn.AutomatedPrefix + identifier
            : identifier;
    }

    private static string LastPart(string? arn)
    {
        var parts = (arn ?? "").Split(':', 7);
        return parts.Length == 7
            ? parts[6]
            : throw new EventNotUnderstoodException(
                "detail.SourceIdentifier",
                "it is missing, and detail.SourceArn does not name a snapshot either."
            );
    }

    private static T Parsed<T>(string field, string? value)
        where T : IText<T>
    {
        try
        {
            return T.Parse(Required(field, value));
        }
        catch (FormatException problem)
        {
            throw new EventNotUnderstoodException(field, problem.Message);
        }
    }

    private static string Required(string field, string? value) =>
        string.IsNullOrEmpty(value) ? throw new EventNotUnderstoodException(field, "it is missing.") : value;

    [GeneratedRegex(@"^RDS-EVENT-[0-9]{4}\z")]
    private static partial Regex EventIdPattern();

    [GeneratedRegex(
        "^(Creating (manual|automated) snapshot|Deleted |Restored from |Started copy of |Finished copy of |Canceled snapshot copy|.*[Ee]xport)"
    )]
    private static partial Regex OtherMessages();
}
