using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

public sealed partial class BackupApi
{
    private JsonObject CreateVault(AwsCall call, RestInput input)
    {
        var name = input.Path("backupVaultName");
        var arn = new VaultArn(call.Region, call.Caller.AccountId, name);
        Authorise(call, arn.ToString());
        // AWS Backup's storage of the vault (Developer Guide, Access control).
        _log.Add(call, "backup-storage:MountCapsule", "*", implied: true);
        var requestId = input.Text("CreatorRequestId");
        var existing = _state.Vault(arn);
        if (existing is not null && (requestId is null || existing.CreatorRequestId != requestId))
        {
            throw BackupErrors.VaultExists();
        }

        var vault = existing ?? NewVault(arn, input.Text("EncryptionKeyArn"), call.Now, requestId, call);
        return new JsonObject
        {
            ["BackupVaultName"] = name,
            ["BackupVaultArn"] = arn.ToString(),
            ["CreationDate"] = BackupWire.Time(vault.CreationDate),
        };
    }

    private BackupVault NewVault(
        VaultArn arn,
        string? keyArn,
        DateTimeOffset now,
        string? creatorRequestId,
        AwsCall? call
    )
    {
        BackupRules.VaultName(arn.Name);
        if (keyArn is not null && !IsUsable(keyArn, arn.Region, call))
        {
            throw BackupErrors.KeyNotUsable(keyArn);
        }

        var vault = new BackupVault
        {
            Arn = arn,
            KeyArn = keyArn ?? _ports.Keys.DefaultBackupKey(arn.AccountId, arn.Region),
            CreationDate = now,
            CreatorRequestId = creatorRequestId,
        };
        _state.Add(vault);
        return vault;
    }

    /// <summary>The owning service's AWS managed key will do as well (Developer Guide, Encryption for backups); its policy is not asked.</summary>
    private bool IsUsable(string keyArn, string region, AwsCall? call) =>
        _ports.Keys.Key(keyArn) is { Usable: true } key
        && keyArn.Split(':')[3] == region
        && (
            call is null
            || key.AwsManaged
            || _ports.Keys.MayUse(call.Caller, keyArn, "backup", call.RequestId)
        );

    private JsonObject DescribeVault(AwsCall call, RestInput input)
    {
        OwnVaultOnly(call, input);
        var vault = VaultOf(call, input.Path("backupVaultName"));
        return Describe(vault, call.Now);
    }

    private JsonObject ListVaults(AwsCall call, RestInput input)
    {
        Authorise(call, "*");
        if (input.Query("vaultType") is { } type && type != "BACKUP_VAULT")
        {
            throw AwsError.NotSimulated("backup", $"ListBackupVaults with ByVaultType {type}");
        }

        var own = _state.Vaults.Where(v =>
            v.Arn.AccountId == call.Caller.AccountId && v.Arn.Region == call.Region
        );
        return BackupPage.Of(input, "BackupVaultList", own, v => Describe(v, call.Now));
    }

    private JsonObject? DeleteVault(AwsCall call, RestInput input)
    {
        var vault = VaultOf(call, input.Path("backupVaultName"));
        _points.Expire();
        if (_state.PointsIn(vault).Any())
        {
            throw BackupErrors.VaultNotEmpty();
        }

        _state.Remove(vault);
        return null;
    }

    private JsonObject? PutPolicy(AwsCall call, RestInput input)
    {
        var vault = VaultOf(call, input.Path("backupVaultName"));
        vault.Policy = BackupRules.Policy(input.Required("Policy"));
        return null;
    }

    private JsonObject GetPolicy(AwsCall call, RestInput input)
    {
        var vault = VaultOf(call, input.Path("backupVaultName"));
        return new JsonObject
        {
            ["BackupVaultName"] = vault.Arn.Name,
            ["BackupVaultArn"] = vault.Arn.ToString(),
            ["Policy"] = (vault.Policy ?? throw BackupErrors.NoPolicy(vault.Arn.Name)).Text,
        };
    }

    private JsonObject? DeletePolicy(AwsCall call, RestInput input)
    {
        VaultOf(call, input.Path("backupVaultName")).Policy = null;
        return null;
    }

    private JsonObject? PutLock(AwsCall call, RestInput input)
    {
        var vault = VaultOf(call, input.Path("backupVaultName"));
        var wanted = new NewVaultLock(
            input.Number("MinRetentionDays"),
            input.Number("MaxRetentionDays"),
            input.Number("ChangeableForDays")
        );
        vault.Lock = BackupRules.Lock(wanted, vault.Lock, call.Now);
        return null;
    }

    private JsonObject? DeleteLock(AwsCall call, RestInput input)
    {
        var vault = VaultOf(call, input.Path("backupVaultName"));
        vault.Lock = vault.Lock?.IsImmutable(call.Now) == true ? throw BackupErrors.LockIsImmutable() : null;
        return null;
    }

    private JsonObject Describe(BackupVault vault, DateTimeOffset now)
    {
        _points.Expire();
        var managed = _ports.Keys.Key(vault.KeyArn)?.AwsManaged == true;
        return BackupWire.Vault(vault, _state.PointsIn(vault).Count(), managed);
    }

    private sealed class Deployment(BackupApi api, Agenda agenda) : IBackupVaults
    {
        /// <inheritdoc/>
        public string CreateVault(NewBackupVault vault)
        {
            ArgumentNullException.ThrowIfNull(vault);
            var arn = new VaultArn(vault.Region, vault.AccountId, vault.Name);
            if (api._state.Vault(arn) is not null)
            {
                throw BackupErrors.VaultExists();
            }

            var policy = vault.Policy is null ? null : BackupRules.Policy(vault.Policy.ToJsonString());
            var vaultLock = vault.Lock is null ? null : BackupRules.Lock(vault.Lock, null, agenda.Now);
            var made = api.NewVault(arn, vault.KeyArn, agenda.Now, creatorRequestId: null, call: null);
            (made.Policy, made.Lock) = (policy, vaultLock);
            return arn.ToString();
        }
    }
}
