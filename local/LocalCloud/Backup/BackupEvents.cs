using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>
/// The events of jobs and recovery points, with all their quirks (Developer Guide, Monitoring AWS Backup events using Amazon EventBridge):
/// sizes of backup jobs are texts and of copy jobs numbers; an ARN that is not there is an empty object; statuses of backup jobs are quoted
/// once more; a copy job that was created has no id. They appear in the job's account and Region: nobody else hears of a copy job. Every
/// change waits for the next sweep.
/// </summary>
internal sealed class BackupEvents(IEvents events, Agenda agenda, Ids ids, Func<BackupSettings> settings)
{
    private readonly Queue<Pending> _pending = new();

    /// <summary>A backup job changed its state.</summary>
    public void Changed(BackupJob job)
    {
        var detail = new JsonObject { ["backupJobId"] = job.Id };
        if (job.State == "CREATED")
        {
            detail["state"] = job.State;
            detail["creationDate"] = Utc(job.CreationDate);
            Later(job.AccountId, job.Region, "Backup Job State Change", null, detail);
            return;
        }

        var size = job.Resource.SizeBytes.ToString(CultureInfo.InvariantCulture);
        if (job.State is "RUNNING" or "COMPLETED")
        {
            detail["backupSizeInBytes"] = size;
        }

        detail["backupVaultArn"] = job.Vault.Arn.ToString();
        detail["backupVaultName"] = job.Vault.Arn.Name;
        detail["bytesTransferred"] = job.State == "COMPLETED" ? size : "0";
        detail["creationDate"] = Utc(job.CreationDate);
        AddResource(detail, job);
        AddEnd(detail, job);
        detail["startBy"] = Utc(job.StartBy);
        if (job.State == "RUNNING")
        {
            detail["expectedCompletionDate"] = agenda.Now.UtcDateTime.ToString(
                "MMM d, yyyy h:mm:ss tt",
                CultureInfo.InvariantCulture
            );
        }

        detail["percentDone"] = job.State == "COMPLETED" ? 100 : 0;
        if (job.State is "COMPLETED" or "FAILED")
        {
            detail["retryCount"] = 0;
        }

        var point = job.State == "COMPLETED" ? job.Made!.Arn : null;
        Later(job.AccountId, job.Region, "Backup Job State Change", point, detail);
    }

    /// <summary>A copy job changed its state.</summary>
    public void Changed(CopyJob job)
    {
        var detail = new JsonObject();
        if (job.State == "CREATED")
        {
            detail["creationDate"] = Utc(job.CreationDate);
            detail["state"] = job.State;
            detail["sourceBackupVaultArn"] = job.Source.Vault.Arn.ToString();
            detail["destinationBackupVaultArn"] = job.Destination.ToString();
        }
        else
        {
            detail["copyJobId"] = job.Id;
            detail["backupSizeInBytes"] = job.Resource.SizeBytes;
            detail["creationDate"] = Utc(job.CreationDate);
            AddResource(detail, job);
            detail["sourceBackupVaultArn"] = job.Source.Vault.Arn.ToString();
            AddEnd(detail, job);
            detail["destinationBackupVaultArn"] = job.Destination.ToString();
            detail["destinationRecoveryPointArn"] =
                job.State == "COMPLETED" ? job.Made!.Arn : new JsonObject();
        }

        Later(job.AccountId, job.Region, "Copy Job State Change", job.Source.Arn, detail);
    }

    /// <summary>A recovery point changed its status.</summary>
    /// <param name="point">In its own account and Region.</param>
    /// <param name="status">COMPLETED, DELETING, EXPIRED.</param>
    public void Changed(RecoveryPoint point, string status)
    {
        var arn = point.Vault.Arn;
        var detail = new JsonObject
        {
            ["backupVaultName"] = arn.Name,
            ["backupVaultArn"] = arn.ToString(),
            ["creationDate"] = Utc(point.CreationDate),
            ["iamRoleArn"] = point.IamRoleArn,
            ["resourceType"] = point.Resource.Type,
            ["resourceArn"] = point.Resource.Arn,
            ["status"] = status,
            ["isEncrypted"] = point.Encryption.Encrypted ? "true" : "false",
            ["storageClass"] = "WARM",
            ["completionDate"] = Utc(point.CompletionDate ?? agenda.Now),
        };
        if (point.Lifecycle.DeleteAfterDays is { } days)
        {
            detail["lifecycle"] = new JsonObject { ["deleteAfterDays"] = days };
        }

        if (point.DeleteAt is { } deleteAt)
        {
            detail["calculatedLifeCycle"] = new JsonObject { ["deleteAt"] = Utc(deleteAt) };
        }

        Later(arn.AccountId, arn.Region, "Recovery Point State Change", point.Arn, detail);
    }

    private static void AddResource(JsonObject detail, Job job)
    {
        detail["iamRoleArn"] = job.IamRoleArn;
        detail["resourceArn"] = job.Resource.Arn;
        detail["resourceType"] = job.Resource.Type;
    }

    // The published samples: a backup job that failed has no completion date, one that expired has; a copy job that failed has.
    private static void AddEnd(JsonObject detail, Job job)
    {
        detail["state"] = job.State;
        if (job.StatusMessage is { } message)
        {
            detail["statusMessage"] = job is BackupJob ? $"\"{message}\"" : message;
        }

        if (job.CompletionDate is { } date && !(job is BackupJob && job.State == "FAILED"))
        {
            detail["completionDate"] = Utc(date);
        }
    }

    private void Later(string account, string region, string detailType, string? resource, JsonObject detail)
    {
        _pending.Enqueue(new Pending(account, region, detailType, resource, detail));
        if (settings().EventSweep <= TimeSpan.Zero)
        {
            Sweep();
        }
        else if (_pending.Count == 1)
        {
            var since = TimeSpan.FromTicks(agenda.Now.UtcTicks % settings().EventSweep.Ticks);
            agenda.After(settings().EventSweep - since, "AWS Backup's next sweep of events", Sweep);
        }
    }

    private void Sweep()
    {
        while (_pending.TryDequeue(out var next))
        {
            var envelope = new JsonObject
            {
                ["version"] = "0",
                ["id"] = ids.NewGuid(),
                ["detail-type"] = next.DetailType,
                ["source"] = "aws.backup",
                ["account"] = next.AccountId,
                ["time"] = agenda.Now.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    CultureInfo.InvariantCulture
                ),
                ["region"] = next.Region,
                ["resources"] = next.Resource is null ? [] : new JsonArray(next.Resource),
                ["detail"] = next.Detail,
            };
            events.Emit(next.AccountId, next.Region, envelope);
        }
    }

    private static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed record Pending(
        string AccountId,
        string Region,
        string DetailType,
        string? Resource,
        JsonObject Detail
    );
}
