using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace Scenarios;

/// <summary>AWS Backup in the source account: vaults, backups, and the file systems and volumes that only it copies.</summary>
internal sealed partial class Estate
{
    public const string Vault = "prod";

    private static string BackupRole => $"arn:aws:iam::{Source}:role/backup";

    public AmazonBackupClient Backup(string account, string region) =>
        new(Administrator(account), Configured(new AmazonBackupConfig(), region));

    /// <summary>A relay of AWS Backup's recovery points in the vault prod, which is under a key that the DR account may use.</summary>
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
            options,
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

        using var backup = estate.Backup(Source, estate.SourceRegion);
        await backup.CreateBackupVaultAsync(
            new CreateBackupVaultRequest
            {
                BackupVaultName = Vault,
                EncryptionKeyArn = await estate.SharedKey(),
            }
        );
        return estate;
    }

    /// <summary>AWS Backup backs something up, as a plan or a person has it do; returns the recovery point, complete.</summary>
    public async Task<string> BackUp(string resourceArn)
    {
        using var backup = Backup(Source, SourceRegion);
        var job = await backup.StartBackupJobAsync(
            new StartBackupJobRequest
            {
                BackupVaultName = Vault,
                IamRoleArn = BackupRole,
                ResourceArn = resourceArn,
            }
        );
        string? point = null;
        await RunUntil(() =>
        {
            var found = Cloud.Backup.State.BackupJobs.Single(j => j.Id == job.BackupJobId);
            return found.CompletionDate is not null && (point = found.Made?.Arn) is not null;
        });
        return point!;
    }

    /// <summary>A continuous backup begins, as a plan with continuous backups has it; returns the recovery point.</summary>
    public Task<string> BackUpContinuously(string resourceArn) =>
        Local(
            "continuous-backup",
            new JsonObject
            {
                ["backupVaultArn"] = $"arn:aws:backup:{SourceRegion}:{Source}:backup-vault:{Vault}",
                ["resourceArn"] = resourceArn,
                ["iamRoleArn"] = BackupRole,
            },
            "backupJobId"
        );

    /// <summary>A file system or a volume; returns its ARN.</summary>
    /// <param name="type">EFS or EBS.</param>
    public Task<string> Resource(string type) =>
        Local(
            "backup-resource",
            new JsonObject
            {
                ["accountId"] = Source,
                ["region"] = SourceRegion,
                ["type"] = type,
                ["name"] = "files",
                ["sizeGiB"] = 20,
            },
            "resourceArn"
        );

    private async Task<string> Local(string path, JsonObject input, string member)
    {
        using var client = new HttpClient(Cloud.Handler, disposeHandler: false);
        using var reply = await client.PostAsJsonAsync($"http://local-cloud/_local/{path}", input);
        var body = await reply.Content.ReadAsStringAsync();
        reply.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonNode.Parse(body)![member]!.GetValue<string>();
    }
}
