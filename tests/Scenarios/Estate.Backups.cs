using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace Scenarios;

/// <summary>AWS Backup in the source account: vaults, backups, and the file systems and volumes that only it copies.</summary>
internal sealed partial class Estate
{
    public const string Vault = "prod";

    /// <summary>The vaults that the relay's stacks make, one in each account.</summary>
    public const string RelayVault = "snapshot-relay";

    /// <summary>What the source account's own backups and copies are made with.</summary>
    public const string BackupRole = $"arn:aws:iam::{Source}:role/backup";

    /// <summary>What the relay has AWS Backup copy with.</summary>
    public const string CopyRole =
        $"arn:aws:iam::{Source}:role/snapshot-relay/snapshot-relay/snapshot-relay-backup-copier";

    public AmazonBackupClient Backup(string account, string region) =>
        new(Administrator(account), Configured(new AmazonBackupConfig(), region));

    /// <summary>The relay's vault in the DR Region.</summary>
    public string RegionVaultArn => $"arn:aws:backup:{DrRegion}:{Source}:backup-vault:{RelayVault}";

    /// <summary>The DR account's vault.</summary>
    public string DrVaultArn => $"arn:aws:backup:{DrRegion}:{Dr}:backup-vault:{RelayVault}";

    /// <summary>
    /// A relay of AWS Backup's recovery points in the vault prod, which is under a key that the DR account may use. Copies are quick: a copy
    /// job shows no progress, so what there is to see is seen in minutes.
    /// </summary>
    /// <param name="recoveryPoints">jobs or rescue.</param>
    /// <param name="mode">copy, share or region.</param>
    /// <param name="options">Changes the cloud.</param>
    /// <param name="deploy">Changes what the relay is deployed with.</param>
    public static async Task<Estate> WithVault(
        string recoveryPoints = "jobs",
        string mode = "copy",
        Func<LocalCloud.CloudOptions, LocalCloud.CloudOptions>? options = null,
        Func<Deployment, Deployment>? deploy = null
    )
    {
        var estate = Start(
            mode,
            o => (options?.Invoke(o) ?? o) with { ThroughputMiBPerSecond = 10_000 },
            settings =>
            {
                settings = settings with { RecoveryPoints = recoveryPoints, SourceVaults = [Vault] };
                return deploy?.Invoke(settings) ?? settings;
            }
        );
        var trust = JsonNode.Parse(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
        )!;
        lock (estate.Cloud.Agenda.Gate)
        {
            estate.Cloud.Sts.Roles.PutRole(
                BackupRole,
                trust.AsObject(),
                new Dictionary<string, JsonObject>()
            );
        }

        await estate.MakeVault(Vault);
        return estate;
    }

    /// <summary>A person makes a vault in a source Region.</summary>
    public async Task MakeVault(string name, string? region = null)
    {
        using var backup = Backup(Source, region ?? SourceRegion);
        await backup.CreateBackupVaultAsync(
            new CreateBackupVaultRequest
            {
                BackupVaultName = name,
                EncryptionKeyArn = region is null ? await SharedKey() : await Key(region),
            }
        );
    }

    /// <summary>A database to back up, named orders, under a key that the DR account may use, or without one of its own. Returns its ARN.</summary>
    public async Task<string> Orders(string engine = "postgres", bool ownKey = true)
    {
        var key = ownKey ? await SharedKey() : null;
        if (engine == "postgres")
        {
            await Database("orders", key);
            return InstanceArn("orders");
        }

        await Cluster("orders", key, engine);
        return ClusterArn("orders");
    }

    /// <summary>AWS Backup backs something up, as a plan or a person has it do; returns the recovery point, complete.</summary>
    public async Task<string> BackUp(string resourceArn, string vault = Vault) =>
        await Made(await StartBackup(resourceArn, vault));

    /// <summary>Two backups of one resource that start 20 seconds apart; returns both recovery points, complete.</summary>
    public async Task<(string First, string Second)> BackUpTwice(string resourceArn)
    {
        var first = await StartBackup(resourceArn);
        await RunFor(TimeSpan.FromSeconds(20));
        var second = await StartBackup(resourceArn);
        return (await Made(first), await Made(second));
    }

    private async Task<string> StartBackup(string resourceArn, string vault = Vault)
    {
        using var backup = Backup(Source, SourceRegion);
        var job = await backup.StartBackupJobAsync(
            new StartBackupJobRequest
            {
                BackupVaultName = vault,
                IamRoleArn = BackupRole,
                ResourceArn = resourceArn,
            }
        );
        return job.BackupJobId;
    }

    /// <summary>A continuous backup, as a plan with continuous backups has it; returns the recovery point, complete.</summary>
    public async Task<string> BackUpContinuously(string resourceArn)
    {
        var job = await Local(
            "continuous-backup",
            new JsonObject
            {
                ["backupVaultArn"] = $"arn:aws:backup:{SourceRegion}:{Source}:backup-vault:{Vault}",
                ["resourceArn"] = resourceArn,
                ["iamRoleArn"] = BackupRole,
            }
        );
        return await Made($"{job["backupJobId"]}");
    }

    /// <summary>A file system or a volume; returns its ARN.</summary>
    /// <param name="type">EFS or EBS.</param>
    public async Task<string> Resource(string type)
    {
        var made = await Local(
            "backup-resource",
            new JsonObject
            {
                ["accountId"] = Source,
                ["region"] = SourceRegion,
                ["type"] = type,
                ["name"] = "files",
                ["sizeGiB"] = 20,
                ["keyArn"] = await SharedKey(),
            }
        );
        return $"{made["resourceArn"]}";
    }

    /// <summary>Somebody has AWS Backup copy a recovery point, and all that follows happens; returns the copy, null when the job failed.</summary>
    public async Task<string?> CopyRecoveryPoint(string recoveryPointArn, string vaultArn, string role)
    {
        using var backup = Backup(Source, SourceRegion);
        var started = await backup.StartCopyJobAsync(
            new StartCopyJobRequest
            {
                RecoveryPointArn = recoveryPointArn,
                SourceBackupVaultName = Vault,
                DestinationBackupVaultArn = vaultArn,
                IamRoleArn = role,
            }
        );
        await RunUntilIdle();
        return CopyJobs.Single(j => j.Id == started.CopyJobId).Made?.Arn;
    }

    /// <summary>A person deletes a recovery point of a source vault.</summary>
    public Task DeleteRecoveryPoint(string arn) =>
        Delete(Source, SourceRegion, $"/{Vault}/recovery-points/{Uri.EscapeDataString(arn)}");

    /// <summary>A person of the DR account deletes a copy.</summary>
    public Task DeleteVaultCopy(string arn) =>
        Delete(Dr, DrRegion, $"/{RelayVault}/recovery-points/{Uri.EscapeDataString(arn)}");

    /// <summary>A person deletes the relay's vault of an account.</summary>
    public Task DeleteRelayVault(string account) => Delete(account, DrRegion, $"/{RelayVault}");

    /// <summary>What AWS offers no call for.</summary>
    public async Task<JsonObject> Local(string path, JsonObject input)
    {
        using var client = new HttpClient(Cloud.Handler, disposeHandler: false);
        using var reply = await client.PostAsJsonAsync($"http://local-cloud/_local/{path}", input);
        var body = await reply.Content.ReadAsStringAsync();
        reply.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonNode.Parse(body)!.AsObject();
    }

    private Task Delete(string account, string region, string path) =>
        Cloud.As(account, region).RestAsync("backup", "DELETE", $"/backup-vaults{path}");

    private async Task<string> Made(string jobId)
    {
        var job = Cloud.Backup.State.BackupJobs.Single(j => j.Id == jobId);
        await RunUntil(() => job.CompletionDate is not null);
        job.State.ShouldBe("COMPLETED", job.StatusMessage);
        return job.Made!.Arn;
    }
}
