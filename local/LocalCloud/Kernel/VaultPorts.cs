using System.Text.Json.Nodes;

namespace LocalCloud.Kernel;

/// <summary>What AWS Backup asks of KMS beside what RDS asks for it.</summary>
public interface IVaultKeys
{
    /// <summary>The account's AWS managed key aws/backup in a Region; made on first use. Returns its ARN.</summary>
    string DefaultBackupKey(string accountId, string region);

    /// <summary>What a key is, whoever owns it; null when there is no such key. Nothing is logged.</summary>
    /// <param name="keyArn">Key ARN.</param>
    VaultKey? Key(string keyArn);

    /// <summary>
    /// Whether a principal may use a key for a service's snapshots as AWS Backup does for it: the key is enabled and its policy allows it.
    /// Logs the implied kms calls.
    /// </summary>
    /// <param name="caller">The copy role, or <c>AWSServiceRoleForBackup</c>.</param>
    /// <param name="keyArn">Key ARN.</param>
    /// <param name="service">The service through which it is used (<c>kms:ViaService</c>): backup, ec2, elasticfilesystem.</param>
    /// <param name="requestId">The API call this belongs to; empty where there is none.</param>
    bool MayUse(Caller caller, string keyArn, string service, string requestId);
}

/// <summary>A key that a backup vault is, or shall be, under.</summary>
/// <param name="Arn">Key ARN.</param>
/// <param name="Alias">The alias of an AWS managed key, <c>alias/aws/backup</c> for example; null for a customer managed one.</param>
/// <param name="Usable">True of a symmetric encryption key that is enabled.</param>
public sealed record VaultKey(string Arn, string? Alias, bool Usable)
{
    /// <summary>True of the key that AWS Backup made for vaults without one.</summary>
    public bool IsDefaultOfBackup => Alias == "alias/aws/backup";

    /// <summary>True of a key that AWS manages in the account.</summary>
    public bool AwsManaged => Alias is not null;
}

/// <summary>What a service asks about a role that it was passed.</summary>
public interface IPassedRoles
{
    /// <summary>Whether a service may assume a role: it exists, and its trust policy says so.</summary>
    /// <param name="roleArn">With its path.</param>
    /// <param name="service">For example backup.amazonaws.com.</param>
    bool Trusts(string roleArn, string service);
}

/// <summary>AWS Backup, as the deployment of templates uses it.</summary>
public interface IBackupVaults
{
    /// <summary>Makes a backup vault; returns its ARN.</summary>
    /// <exception cref="AwsError">As CreateBackupVault and the Put operations refuse.</exception>
    string CreateVault(NewBackupVault vault);
}

/// <summary>A backup vault as a template wants it.</summary>
/// <param name="AccountId">Where.</param>
/// <param name="Region">Where.</param>
/// <param name="Name">Unique in account and Region.</param>
/// <param name="KeyArn">Its key; null for aws/backup.</param>
/// <param name="Policy">Access policy, or null.</param>
/// <param name="Lock">Vault lock, or null.</param>
public sealed record NewBackupVault(
    string AccountId,
    string Region,
    string Name,
    string? KeyArn,
    JsonObject? Policy,
    NewVaultLock? Lock
);

/// <summary>A vault lock; days. Without <paramref name="ChangeableForDays"/> it is in governance mode.</summary>
public sealed record NewVaultLock(long? MinRetentionDays, long? MaxRetentionDays, long? ChangeableForDays);

/// <summary>What a fault makes of a copy job of AWS Backup, which asks when it creates one.</summary>
public interface ICopyJobFaults
{
    /// <summary>The fault that hits a copy job, or null.</summary>
    /// <param name="accountId">Who started it.</param>
    /// <param name="region">Where it was started: the source vault's Region.</param>
    /// <param name="names">What the job is known by: ARN of the source recovery point, of its resource, of the destination vault.</param>
    CopyJobFault? OnCopyJob(string accountId, string region, IReadOnlyList<string> names);
}

/// <summary>What happens to a copy job.</summary>
/// <param name="Hold">How long it stays CREATED, simulated, beside the usual.</param>
/// <param name="Failure">The text that it fails with once it runs, or null.</param>
public sealed record CopyJobFault(TimeSpan Hold, string? Failure);
