using System.Text.RegularExpressions;

namespace Relay;

/// <summary>What an event of a DB snapshot or a DB cluster snapshot says; AWS's samples lack one field or the other, so all may be null.</summary>
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

    /// <summary>The canary of a source Region has come all the way.</summary>
    public sealed record CanaryCame(Canary Canary) : EventReading;

    /// <summary>The event starts nothing, for this reason.</summary>
    public sealed record Ignored(string Reason) : EventReading;
}

/// <summary>
/// Reads RDS's snapshot events. Their fields are inconsistent (with and without <c>rds:</c>, ARNs of type <c>db</c>, no EventID), so the
/// snapshot's ARN is rebuilt from account, Region and identifier (RDS User Guide, Overview of Amazon RDS event notification).
/// </summary>
public static partial class SnapshotEvents
{
    /// <summary>Reads an event.</summary>
    /// <exception cref="EventNotUnderstoodException">It may tell of a completed snapshot, but can't be understood.</exception>
    public static EventReading Read(SnapshotEvent e, RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(e);
        var source = EventFields.Required("source", e.Source);
        var detailType = EventFields.Required("detail-type", e.DetailType);
        if (
            source != "aws.rds"
            || Kinds.All.FirstOrDefault(k => k.Events?.DetailType == detailType)
                is not { Events: { } events } kind
        )
        {
            return new EventReading.Ignored(
                $"{e.Source} '{e.DetailType}' is not an event of a DB snapshot or a DB cluster snapshot"
            );
        }

        if (e.SourceType is { } type && type != events.SourceType)
        {
            return new EventReading.Ignored($"it is about a {type}, not a {kind.Noun}");
        }

        if (IsAutomated(e, events) is not { } automated)
        {
            return new EventReading.Ignored(
                $"{e.EventId ?? Shown.Value(e.Message)} does not say that a snapshot is complete"
            );
        }

        return EventFields.NotServed(e.Account, e.Region, settings)
            ?? Completed(e, kind, automated, settings);
    }

    private static EventReading Completed(
        SnapshotEvent e,
        KindFacts kind,
        bool automated,
        RelaySettings settings
    )
    {
        var region = Region.Parse(e.Region!);
        var arn = EventFields.Parsed<SnapshotArn>(
            "detail.SourceIdentifier",
            $"arn:{region.Partition}:rds:{region}:{e.Account}:{kind.ArnType}:{Name(e, automated)}"
        );
        return arn.IsAwsBackups && settings.RecoveryPoints.Use == RecoveryPointUse.Off
                ? new EventReading.Ignored(
                    $"{arn} belongs to AWS Backup, and the setting RecoveryPoints is off"
                )
            // AWS Backup's classes (AWS Backup Developer Guide, Amazon RDS backups): manual are recovery points themselves, automated are
            // behind a continuous one, of which AWS Backup's event tells nothing that can be copied.
            : arn.IsAwsBackups && !automated
                ? new EventReading.Ignored($"{arn} belongs to AWS Backup, whose own event starts its relay")
            : new EventReading.Completed(arn);
    }

    // True: an automated snapshot is complete; false: a manual one is; null: neither.
    private static bool? IsAutomated(SnapshotEvent e, KindEvents events) =>
        e.EventId switch
        {
            { } id when id == events.ManualCreated => false,
            { } id when id == events.AutomatedCreated => true,
            { } id => EventIdPattern().IsMatch(id)
                ? null
                : throw new EventNotUnderstoodException(
                    "detail.EventID",
                    $"{Shown.Value(id)} is not like RDS-EVENT-0042."
                ),
            null => ByMessage(e.Message, events.Subject),
        };

    private static bool? ByMessage(string? message, string subject) =>
        message == $"Manual {subject} created" ? false
        : message == $"Automated {subject} created" ? true
        : message is not null && OtherMessages().IsMatch(message) ? null
        : throw new EventNotUnderstoodException(
            "detail.Message",
            $"there is no EventID, and {Shown.Value(message)} is no message that RDS documents."
        );

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

    [GeneratedRegex(@"^RDS-EVENT-[0-9]{4}\z")]
    private static partial Regex EventIdPattern();

    [GeneratedRegex(
        "^(Creating (manual|automated) (cluster )?snapshot|Deleted |Restored from |Started copy of |Finished copy of |Canceled snapshot copy|.*[Ee]xport)"
    )]
    private static partial Regex OtherMessages();
}
