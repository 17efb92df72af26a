using System.Text.Json;

namespace Relay;

/// <summary>What an event of AWS Backup says; samples lack one member or the other, so all may be null.</summary>
/// <param name="Source">aws.backup.</param>
/// <param name="DetailType">Backup Job State Change.</param>
/// <param name="Account">Whose event it is.</param>
/// <param name="Region">Where it happened.</param>
/// <param name="Resources">The recovery point, of a job that is complete.</param>
/// <param name="State">COMPLETED, RUNNING, …</param>
/// <param name="VaultName">The vault that the recovery point is in.</param>
/// <param name="ResourceType">RDS, Aurora, EFS, …</param>
/// <param name="JobId">The backup job.</param>
public sealed record BackupEvent(
    string? Source,
    string? DetailType,
    string? Account,
    string? Region,
    IReadOnlyList<string> Resources,
    string? State,
    string? VaultName,
    string? ResourceType,
    string? JobId
)
{
    /// <summary>
    /// Reads detail as AWS Backup writes it: numbers as strings or as numbers, an empty object for a missing text, members missing
    /// (AWS Backup Developer Guide, Monitoring AWS Backup events using Amazon EventBridge).
    /// </summary>
    public static BackupEvent Of(
        string? source,
        string? detailType,
        string? account,
        string? region,
        IReadOnlyList<string>? resources,
        JsonElement detail
    ) =>
        new(
            source,
            detailType,
            account,
            region,
            resources ?? [],
            Text(detail, "state"),
            Text(detail, "backupVaultName") ?? LastPart(Text(detail, "backupVaultArn")),
            Text(detail, "resourceType"),
            Text(detail, "backupJobId")
        );

    private static string? Text(JsonElement detail, string name) =>
        JsonTexts.Member(detail, name) is { } member
            ? member.ValueKind switch
            {
                JsonValueKind.String => JsonTexts.Of(member) is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => member.GetRawText(),
                _ => null,
            }
            : null;

    private static string? LastPart(string? arn) => arn?[(arn.LastIndexOf(':') + 1)..];
}

/// <summary>Reads AWS Backup's events: which recovery point is complete, and whether the settings want it relayed.</summary>
public static class BackupEvents
{
    /// <summary>EventBridge's detail-type.</summary>
    public const string DetailType = "Backup Job State Change";

    /// <summary>Reads an event.</summary>
    /// <exception cref="EventNotUnderstoodException">It may tell of a complete recovery point, but can't be understood.</exception>
    public static EventReading Read(BackupEvent e, RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (
            EventFields.Required("source", e.Source) != "aws.backup"
            || EventFields.Required("detail-type", e.DetailType) != DetailType
        )
        {
            return new EventReading.Ignored($"{e.Source} '{e.DetailType}' does not tell of a backup job");
        }

        if (EventFields.Required("detail.state", e.State) != "COMPLETED")
        {
            return new EventReading.Ignored(
                $"backup job {e.JobId} is {e.State}; only a COMPLETED one has made a recovery point"
            );
        }

        return EventFields.NotServed(e.Account, e.Region, settings) ?? Judge(e, settings);
    }

    private static EventReading Judge(BackupEvent e, RelaySettings settings)
    {
        var points = settings.RecoveryPoints;
        if (points.Use == RecoveryPointUse.Off)
        {
            return new EventReading.Ignored("the setting RecoveryPoints is off");
        }

        // Without a list every vault's are meant; jobs always have one.
        var vault = EventFields.Required("detail.backupVaultName", e.VaultName);
        if (points.SourceVaults.Count > 0 && !points.SourceVaults.Contains(vault))
        {
            return new EventReading.Ignored(
                $"its vault {vault} is not in SourceVaults ({string.Join(", ", points.SourceVaults)})"
            );
        }

        var type = EventFields.Required("detail.resourceType", e.ResourceType);
        if (!points.ResourceTypes.Contains(type))
        {
            return new EventReading.Ignored(
                $"resource type {type} is not in BackupResourceTypes ({string.Join(", ", points.ResourceTypes)})"
            );
        }

        var arn = EventFields.Parsed<SnapshotArn>(
            "resources[0]",
            e.Resources.Count > 0 ? e.Resources[0] : null
        );
        return arn.IsContinuous && RecoveryPointFacts.IsDatabase(type)
                ? new EventReading.Ignored(
                    $"{arn} is continuous, and nothing copies such recovery points; RDS's own event starts the relay of the automated snapshot behind it"
                )
            : points.Use == RecoveryPointUse.Rescue && !arn.IsRds
                ? new EventReading.Ignored(
                    $"{arn} is no snapshot of RDS, and the setting RecoveryPoints is rescue, which only copies those"
                )
            : new EventReading.Completed(arn);
    }
}
