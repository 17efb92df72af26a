using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// The events of snapshots (RDS User Guide and Aurora User Guide, Amazon RDS event categories and event messages). They appear in the
/// snapshot's own account and Region, a copy's therefore in the destination. There is none for a failure, none for a share, and of
/// cluster snapshots none for a copy or a deletion.
/// </summary>
internal sealed class RdsEvents(IEvents events, Agenda agenda, Ids ids)
{
    /// <summary>0040 or 0074, and 0090 or 0168 of an automated snapshot.</summary>
    public void Creating(DbSnapshot snapshot)
    {
        var of = snapshot.Kind.Events;
        Emit(
            snapshot,
            of.Creating[snapshot.Automated ? 1 : 0],
            of.Category,
            snapshot.Automated ? $"Creating automated {of.Word}" : $"Creating manual {of.Word}"
        );
    }

    /// <summary>0042 or 0075, and 0091 or 0169 of an automated snapshot.</summary>
    public void Created(DbSnapshot snapshot)
    {
        var of = snapshot.Kind.Events;
        Emit(
            snapshot,
            of.Created[snapshot.Automated ? 1 : 0],
            of.Category,
            snapshot.Automated ? $"Automated {of.Word} created" : $"Manual {of.Word} created"
        );
    }

    /// <summary>0041; nothing of cluster snapshots.</summary>
    public void Deleted(DbSnapshot snapshot)
    {
        if (snapshot.Kind.Events.OfCopiesAndDeletes)
        {
            Emit(snapshot, "0041", "deletion", "Deleted user snapshot");
        }
    }

    /// <summary>0059 across Regions, else 0196; nothing of cluster snapshots.</summary>
    public void CopyStarted(DbSnapshot copy) => EmitCopy(copy, "0059", "0196", "Started copy of snapshot");

    /// <summary>0060 across Regions, else 0197; nothing of cluster snapshots.</summary>
    public void CopyFinished(DbSnapshot copy)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((agenda.Now - copy.Copy!.RequestedAt).TotalMinutes));
        var took = copy.CrossRegion ? $" in {minutes} minutes" : "";
        EmitCopy(copy, "0060", "0197", "Finished copy of snapshot", took);
    }

    /// <summary>0061 across Regions, else 0190; nothing of cluster snapshots.</summary>
    public void CopyCanceled(DbSnapshot copy) =>
        EmitCopy(copy, "0061", "0190", "Canceled snapshot copy request of");

    private void EmitCopy(
        DbSnapshot copy,
        string acrossRegions,
        string inRegion,
        string what,
        string end = ""
    )
    {
        if (!copy.Kind.Events.OfCopiesAndDeletes)
        {
            return;
        }

        var source = copy.Copy!.Source.Arn;
        var where = copy.CrossRegion ? "from" : "in";
        Emit(
            copy,
            copy.CrossRegion ? acrossRegions : inRegion,
            "notification",
            $"{what} {source.Identifier} {where} region {source.Region}{end}"
        );
    }

    private void Emit(DbSnapshot snapshot, string number, string category, string message)
    {
        var arn = snapshot.Arn;
        var now = agenda.Now;
        var envelope = new JsonObject
        {
            ["version"] = "0",
            ["id"] = ids.NewGuid(),
            ["detail-type"] = snapshot.Kind.Events.DetailType,
            ["source"] = "aws.rds",
            ["account"] = arn.AccountId,
            ["time"] = Utc(now, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["region"] = arn.Region,
            ["resources"] = new JsonArray(arn.ToString()),
            ["detail"] = new JsonObject
            {
                ["EventCategories"] = new JsonArray(category),
                ["SourceType"] = snapshot.Kind.Events.SourceType,
                ["SourceArn"] = arn.ToString(),
                ["Date"] = Utc(now, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
                ["Message"] = message,
                ["SourceIdentifier"] = arn.Identifier,
                ["EventID"] = $"RDS-EVENT-{number}",
            },
        };
        events.Emit(arn.AccountId, arn.Region, envelope);
    }

    private static string Utc(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
