using System.Text.Json.Nodes;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>What people and AWS do.</summary>
internal sealed partial class Doings
{
    private Task Automated(ChaosStep step)
    {
        var database = Database(step);
        _ =
            database.Kind == RdsKind.Instance
                ? estate.AutomatedSnapshot(database.Facts.Name)
                : estate.AutomatedClusterSnapshot(database.Facts.Name);
        return Task.CompletedTask;
    }

    private Task Take(RdsDatabase database, string name) =>
        Someone(Estate.Source, estate.SourceRegion)
            .QueryAsync(
                "rds",
                $"Create{database.Kind.Snapshot}",
                ($"{database.Kind.Database}Identifier", database.Facts.Name),
                ($"{database.Kind.Snapshot}Identifier", name)
            );

    private Task Backup(ChaosStep step) =>
        Someone(Estate.Source, estate.SourceRegion)
            .RestAsync(
                "backup",
                "PUT",
                "/backup-jobs",
                new JsonObject
                {
                    ["BackupVaultName"] = Estate.Vault,
                    ["IamRoleArn"] = Estate.BackupRole,
                    ["ResourceArn"] = $"{Database(step).Arn}",
                }
            );

    private async Task Delete(DbSnapshot? snapshot)
    {
        if (snapshot is null)
        {
            return;
        }

        _deleted.Add(snapshot);
        var (arn, kind) = (snapshot.Arn, snapshot.Kind);
        var someone = Someone(arn.AccountId, arn.Region);
        if (snapshot.OfAwsBackup)
        {
            var vault = estate.Cloud.Backup.State.Point($"{arn}")!.Vault.Arn.Name;
            var path = $"/backup-vaults/{vault}/recovery-points/{Uri.EscapeDataString($"{arn}")}";
            await someone.RestAsync("backup", "DELETE", path);
        }
        else
        {
            await someone.QueryAsync(
                "rds",
                $"Delete{kind.Snapshot}",
                ($"{kind.Snapshot}Identifier", arn.Identifier)
            );
        }
    }

    private async Task Recreate(DbSnapshot? snapshot)
    {
        if (snapshot is { Automated: false, OfAwsBackup: false })
        {
            await Delete(snapshot);
            await Take(estate.Cloud.Rds.State.Database(snapshot.Database.Arn)!, snapshot.Arn.Identifier);
        }
    }

    private async Task EndShares()
    {
        var shared = estate.Cloud.Rds.State.Snapshots.Where(s =>
            s.Arn.AccountId == Estate.Source && s.Copy is not null && s.SharedWith.Contains(Estate.Dr)
        );
        foreach (var snapshot in shared.ToList())
        {
            await Someone(Estate.Source, snapshot.Arn.Region)
                .QueryAsync(
                    "rds",
                    $"Modify{snapshot.Kind.Snapshot}Attribute",
                    ($"{snapshot.Kind.Snapshot}Identifier", snapshot.Arn.Identifier),
                    ("AttributeName", "restore"),
                    ("ValuesToRemove.AttributeValue.1", Estate.Dr)
                );
        }
    }

    private async Task Key(ChaosStep step, string end, string back)
    {
        if (KeyOf(step) is not { } arn)
        {
            return;
        }

        var someone = Someone(arn.Split(':')[4], arn.Split(':')[3]);
        await someone.JsonAsync("kms", end, new JsonObject { ["KeyId"] = arn });
        if (step.Seconds > 0)
        {
            later(TimeSpan.FromSeconds(step.Seconds), () => Try(() => Restore(someone, back, arn)));
        }
    }

    /// <summary>The key that a step is about; null where there is none.</summary>
    public string? KeyOf(ChaosStep step) =>
        (step.Which % 3) switch
        {
            0 => ChaosWorld.SourceKey(estate),
            1 => estate.Relay.RegionKeyArn,
            _ => estate.Relay.AccountKeyArn,
        };

    private Task RevokeGrants(ChaosStep step)
    {
        if (KeyOf(step) is { } arn)
        {
            estate.Cloud.Rds.FailCopiesUnder(arn);
        }

        return Task.CompletedTask;
    }

    private async Task FillShares(ChaosStep step)
    {
        var shareable = estate.Cloud.Rds.State.Snapshots.Where(s =>
            s.Arn.AccountId == Estate.Source
            && s.CountsAsManual
            && (sources.Of(s) is not null || sources.Seen.Contains(s))
        );
        if (Pick(step, shareable) is not { } snapshot)
        {
            return;
        }

        await Share(snapshot, "ValuesToAdd");
        if (step.Seconds > 0)
        {
            later(TimeSpan.FromSeconds(step.Seconds), () => Try(() => Share(snapshot, "ValuesToRemove")));
        }
    }

    private Task Share(DbSnapshot snapshot, string change) =>
        Someone(Estate.Source, snapshot.Arn.Region)
            .QueryAsync(
                "rds",
                $"Modify{snapshot.Kind.Snapshot}Attribute",
                [
                    ($"{snapshot.Kind.Snapshot}Identifier", snapshot.Arn.Identifier),
                    ("AttributeName", "restore"),
                    .. Crowd.Select((account, i) => ($"{change}.AttributeValue.{i + 1}", account)),
                ]
            );

    private static async Task Restore(LocalCloud.Gateway.Person someone, string back, string arn)
    {
        await someone.JsonAsync("kms", back, new JsonObject { ["KeyId"] = arn });
        if (back == "CancelKeyDeletion")
        {
            await someone.JsonAsync("kms", "EnableKey", new JsonObject { ["KeyId"] = arn });
        }
    }

    private Task Quota(ChaosStep step, Func<RdsSettings, RdsSettings, RdsSettings> set)
    {
        var rds = estate.Cloud.Rds;
        rds.Settings = set(rds.Settings, Full);
        later(
            TimeSpan.FromSeconds(step.Seconds),
            () =>
            {
                rds.Settings = set(rds.Settings, _settings);
                return Task.CompletedTask;
            }
        );
        return Task.CompletedTask;
    }

    private Task StopExecution(ChaosStep step)
    {
        var running = estate.Executions.Where(e => e.Status == "RUNNING").ToList();
        return running is []
            ? Task.CompletedTask
            : Someone(Estate.Source, estate.DrRegion)
                .JsonAsync(
                    "states",
                    "StopExecution",
                    new JsonObject { ["executionArn"] = running[step.Which % running.Count].Arn }
                );
    }

    private async Task Attack() => Harm = [.. Harm, .. await new Hostile(estate).AttackAsync()];

    private Task Lose()
    {
        estate.Cloud.LoseRegion(estate.SourceRegion);
        return Task.CompletedTask;
    }

    /// <summary>A function's schedules, in each account that has one, are due now.</summary>
    public Task Scheduled(string function)
    {
        lock (estate.Cloud.Agenda.Gate)
        {
            foreach (
                var schedule in estate
                    .Cloud.Scheduler.Schedules.Where(s => s.Name == $"snapshot-relay-{function}")
                    .ToList()
            )
            {
                estate.Cloud.Schedules.Run(schedule);
            }
        }

        return Task.CompletedTask;
    }

    private RdsDatabase Database(ChaosStep step)
    {
        var all = estate.Cloud.Rds.State.Databases.ToList();
        return all[step.Which % all.Count];
    }

    private DbSnapshot? Source(ChaosStep step) =>
        Pick(step, sources.Seen.Where(estate.Cloud.Rds.State.Holds));

    private DbSnapshot? Copy(ChaosStep step, string account, bool onlyInProgress = false) =>
        Pick(
            step,
            estate
                .Cloud.Rds.State.SnapshotsIn(account, estate.DrRegion)
                .Where(s =>
                    s.Status != "failed" && sources.Of(s) is not null && (s.InProgress || !onlyInProgress)
                )
        );

    private static DbSnapshot? Pick(ChaosStep step, IEnumerable<DbSnapshot> from)
    {
        var all = from.ToList();
        return all is [] ? null : all[step.Which % all.Count];
    }
}
