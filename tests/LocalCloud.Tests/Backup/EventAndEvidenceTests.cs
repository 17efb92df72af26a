using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Backup;

namespace LocalCloud.Tests.Backup;

public class EventAndEvidenceTests
{
    private readonly BackupWorld _world = new();

    [Fact]
    public void Events_leave_in_sweeps_of_five_minutes()
    {
        _world.SourceHome.StartBackup(_world.Databases.Add("orders"));
        _world.Pass(TimeSpan.FromMinutes(3));
        _world.Events.Emitted.ShouldBeEmpty();
        _world.Settle();

        _world
            .Events.Emitted.Select(e => $"{e["time"]} {e["detail-type"]} {Of(e, "state", "status")}")
            .ShouldBe([
                "2026-11-20T03:05:00Z Backup Job State Change CREATED",
                "2026-11-20T03:05:00Z Backup Job State Change RUNNING",
                "2026-11-20T03:05:00Z Backup Job State Change COMPLETED",
                "2026-11-20T03:05:00Z Recovery Point State Change COMPLETED",
            ]);
        _world.Events.Emitted.ShouldAllBe(e => $"{e["account"]} {e["region"]}" == "111111111111 eu-west-1");
    }

    [Fact]
    public void Sweeps_can_be_switched_off()
    {
        var world = new BackupWorld(new BackupSettings { EventSweep = TimeSpan.Zero });

        world.SourceHome.StartBackup(world.Databases.Add("orders"));

        world.Details("Backup Job State Change").Length.ShouldBe(1);
    }

    [Fact]
    public void A_backup_jobs_event_has_sizes_as_texts_and_its_recovery_point_only_when_it_is_complete()
    {
        var arn = _world.SourceHome.Point(_world.Databases.Add("orders"));
        var events = Emitted("Backup Job State Change");

        Names(events[0]).ShouldBe(["backupJobId", "state", "creationDate"]);
        events
            .Select(e => e["resources"]!.ToJsonString())
            .ShouldBe(["[]", "[]", JsonSerializer.Serialize(new[] { arn })]);
        var completed = events[2]["detail"]!;
        completed["backupSizeInBytes"]!.GetValueKind().ShouldBe(JsonValueKind.String);
        completed["bytesTransferred"]!.GetValueKind().ShouldBe(JsonValueKind.String);
        completed["percentDone"]!.GetValue<int>().ShouldBe(100);
        $"{completed["resourceType"]} {completed["backupVaultName"]}".ShouldBe("RDS prod");
        $"{completed["creationDate"]}".ShouldBe("2026-11-20T03:01:00.000Z");
        $"{events[1]["detail"]!["expectedCompletionDate"]}".ShouldBe("Nov 20, 2026 3:01:30 AM");
        events[1]["detail"]!["retryCount"].ShouldBeNull();
    }

    [Fact]
    public void A_backup_job_that_failed_has_its_message_quoted_once_more_and_no_completion_date()
    {
        _world.SourceHome.PutLock("prod", new JsonObject { ["MinRetentionDays"] = 7 });
        _world.SourceHome.StartBackup(_world.Databases.Add("orders"), BackupJobTests.Days(1));
        _world.Settle();

        var failed = Emitted("Backup Job State Change")[^1]["detail"]!;
        $"{failed["statusMessage"]}".ShouldBe(
            "\"Backup job failed. The retention specified in the job is not within the range specified for the target Backup Vault.\""
        );
        failed["completionDate"].ShouldBeNull();
        failed["backupSizeInBytes"].ShouldBeNull();
    }

    [Fact]
    public void A_copy_jobs_events_reach_only_who_started_it()
    {
        var arn = _world.SourceHome.Point(_world.Databases.Add("orders", key: _world.HomeKey));
        var copy = _world.SourceHome.Copy(arn, BackupWorld.DrVault);
        var events = Emitted("Copy Job State Change");

        events.ShouldAllBe(e => $"{e["account"]} {e["region"]}" == "111111111111 eu-west-1");
        events.ShouldAllBe(e => $"{e["resources"]![0]}" == arn);
        Names(events[0])
            .ShouldBe(["creationDate", "state", "sourceBackupVaultArn", "destinationBackupVaultArn"]);
        events[1]["detail"]!["destinationRecoveryPointArn"]!.ToJsonString().ShouldBe("{}");
        var completed = events[2]["detail"]!;
        $"{completed["state"]} {completed["destinationRecoveryPointArn"]}".ShouldBe($"COMPLETED {copy}");
        completed["backupSizeInBytes"]!.GetValueKind().ShouldBe(JsonValueKind.Number);
        $"{completed["copyJobId"]}".ShouldMatch("^[0-9A-F-]{36}$");
    }

    [Fact]
    public void A_copy_job_that_failed_says_why_as_it_is()
    {
        var arn = _world.SourceHome.Point(_world.Databases.Add("orders", key: _world.HomeKey));
        _world.DrAway.Call("DELETE", "/backup-vaults/dr/access-policy");
        _world.SourceHome.Outcome(arn, BackupWorld.DrVault);

        var failed = _world.Details("Copy Job State Change")[^1];
        $"{failed["statusMessage"]}".ShouldBe("Access Denied trying to call AWS Backup service.");
        failed["destinationRecoveryPointArn"]!.ToJsonString().ShouldBe("{}");
        failed["completionDate"].ShouldNotBeNull();
    }

    [Fact]
    public void A_recovery_points_event_is_where_it_is()
    {
        var arn = _world.SourceHome.Point(
            _world.Databases.Add("orders", key: _world.HomeKey),
            BackupJobTests.Days(35)
        );
        var copy = _world.SourceHome.Copy(arn, BackupWorld.DrVault);
        _world.SourceHome.Delete("prod", arn);
        _world.Settle();

        var events = Emitted("Recovery Point State Change");
        events
            .Select(e => $"{e["account"]} {e["region"]} {Of(e, "status")} {e["resources"]![0]}")
            .ShouldBe([
                $"111111111111 eu-west-1 COMPLETED {arn}",
                $"222222222222 eu-central-1 COMPLETED {copy}",
                $"111111111111 eu-west-1 DELETING {arn}",
            ]);
        var detail = events[1]["detail"]!;
        $"{detail["isEncrypted"]!.ToJsonString()} {detail["lifecycle"]!["deleteAfterDays"]}".ShouldBe(
            "\"true\" 35"
        );
        $"{detail["calculatedLifeCycle"]!["deleteAt"]}".ShouldBe("2026-12-25T03:01:00.000Z");
    }

    [Fact]
    public void Who_starts_a_copy_passes_its_role_and_the_role_does_the_rest()
    {
        var arn = _world.SourceHome.Point(_world.Databases.Add("orders", key: _world.HomeKey));
        var before = _world.Log.Calls.Count;
        var copy = _world.SourceHome.Copy(arn, BackupWorld.DrVault);

        var calls = _world.Log.Calls.Skip(before).ToList();
        calls
            .Select(c =>
                $"{(c.Implied ? "implied" : "direct")} {c.Region} {c.Action} {c.Resource} {string.Join(',', c.Context.Select(x => $"{x.Key}={x.Value}"))}".TrimEnd()
            )
            .ShouldBe([
                $"direct eu-west-1 backup:StartCopyJob {arn}",
                $"direct eu-west-1 iam:PassRole {BackupWorld.Role} iam:PassedToService=backup.amazonaws.com",
                $"implied eu-west-1 backup:CopyFromBackupVault {arn} backup:CopyTargets={BackupWorld.DrVault}",
                $"implied eu-central-1 backup:CopyIntoBackupVault {BackupWorld.DrVault}",
                $"implied eu-west-1 rds:DescribeDBSnapshots {arn}",
                $"implied eu-west-1 rds:ListTagsForResource {arn}",
                $"implied eu-west-1 rds:ModifyDBSnapshotAttribute {arn}",
                $"implied eu-central-1 rds:AddTagsToResource {copy}",
                $"implied eu-west-1 rds:ModifyDBSnapshotAttribute {arn}",
                "direct eu-west-1 backup:DescribeCopyJob *",
            ]);
        calls
            .Where(c => c.Implied)
            .ShouldAllBe(c => c.Caller == (c.Resource == copy ? BackupWorld.LinkedRole : BackupWorld.Role));
    }

    [Fact]
    public void A_recovery_point_is_deleted_with_the_role_that_made_it()
    {
        var arn = _world.SourceHome.Point(_world.Databases.Add("ledger", "docdb"));
        _world.SourceHome.Delete("prod", arn);

        var call = _world.Log.Calls[^1];
        $"{call.Caller} {call.Action} {call.Resource}".ShouldBe(
            $"{BackupWorld.Role} rds:DeleteDBClusterSnapshot {arn}"
        );
    }

    private JsonObject[] Emitted(string detailType) =>
        [.. _world.Events.Emitted.Where(e => $"{e["detail-type"]}" == detailType)];

    private static string[] Names(JsonObject envelope) =>
        [.. envelope["detail"]!.AsObject().Select(m => m.Key)];

    private static string Of(JsonObject envelope, params string[] names) =>
        $"{envelope["detail"]![names.First(n => envelope["detail"]![n] is not null)]}";
}
