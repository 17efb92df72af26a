using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// The events of DB snapshots (RDS User Guide, Amazon RDS event categories and event messages). They appear in the
/// snapshot's own account and Region, a copy's therefore in the destination. There is none for a failure, none for a share.
/// </summary>
internal sealed class RdsEvents(IEvents events, Agenda agenda, Ids ids)
{
    /// <summary>0040, or 0090 of an automated snapshot.</summary>
    public void Creating(DbSnapshot snapshot)
    {
        if (snapshot.Automated)
        {
            Emit(snapshot, "RDS-EVENT-0090", "creation", "Creating automated snapshot");
        }
        else
        {
            Emit(snapshot, "RDS-EVENT-0040", "creation", "Creating manual snapshot");
        }
    }

    /// <summary>0042, or 0091 of an automated snapshot.</summary>
    public void Created(DbSnapshot snapshot)
    {
        if (snapshot.Automated)
        {
            Emit(snapshot, "RDS-EVENT-0091", "creation", "Automated snapshot created");
        }
        else
        {
            Emit(snapshot, "RDS-EVENT-0042", "creation", "Manual snapshot created");
        }
    }

    /// <summary>0041.</summary>
    public void Deleted(DbSnapshot snapshot) =>
        Emit(snapshot, "RDS-EVENT-0041", "deletion", "Deleted user snapshot");

    /// <summary>0059 across Regions, else 0196.</summary>
    public void CopyStarted(DbSnapshot copy) =>
        EmitCopy(copy, "RDS-EVENT-0059", "RDS-EVENT-0196", "Started copy of snapshot");

    /// <summary>0060 across Regions, else 0197.</summary>
    public void CopyFinished(DbSnapshot copy)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((agenda.Now - copy.Copy!.RequestedAt).TotalMinutes));
        var took = copy.CrossRegion ? $" in {minutes} minutes" : "";
        EmitCopy(copy, "RDS-EVENT-0060", "RDS-EVENT-0197", "Finished copy of snapshot", took);
    }

    /// <summary>0061 across Regions, else 0190.</summary>
    public void CopyCanceled(DbSnapshot copy) =>
        EmitCopy(copy, "RDS-EVENT-0061", "RDS-EVENT-0190", "Canceled snapshot copy request of");

    private void EmitCopy(
        DbSnapshot copy,
        string acrossRegions,
        string inRegion,
        string what,
        string end = ""
    )
    {
        var source = copy.Copy!.Source.Arn;
        if (copy.CrossRegion)
        {
            Emit(
                copy,
                acrossRegions,
                "notification",
                $"{what} {source.Identifier} from region {source.Region}{end}"
            );
        }
        else
        {
            Emit(
                copy,
                inRegion,
                "notification",
                $"{what} {source.Identifier} in region {source.Region}{end}"
            );
        }
    }

    private void Emit(DbSnapshot snapshot, string id, string category, string message)
    {
        var arn = snapshot.Arn;
        var now = agenda.Now;
        var envelope = new JsonObject
        {
            ["version"] = "0",
            ["id"] = ids.NewGuid(),
            ["detail-type"] = "RDS DB Snapshot Event",
            ["source"] = "aws.rds",
            ["account"] = arn.AccountId,
            ["time"] = Utc(now, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["region"] = arn.Region,
            ["resources"] = new JsonArray(arn.ToString()),
            ["detail"] = new JsonObject
            {
                ["EventCategories"] = new JsonArray(category),
                ["SourceType"] = "SNAPSHOT",
                ["SourceArn"] = arn.ToString(),
                ["Date"] = Utc(now, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
                ["Message"] = message,
                ["SourceIdentifier"] = arn.Identifier,
                ["EventID"] = id,
            },
        };
        events.Emit(arn.AccountId, arn.Region, envelope);
    }

    private static string Utc(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
