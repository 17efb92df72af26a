using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.Backup.Model;

[Route("PUT", "/backup-vaults/{backupVaultName}")]
public class CreateBackupVaultRequest : AmazonBackupRequest
{
    [InPath("backupVaultName")]
    public string BackupVaultName { get; set; }
    public Dictionary<string, string> BackupVaultTags { get; set; }

    [IdempotencyToken]
    public string CreatorRequestId { get; set; }
    public string EncryptionKeyArn { get; set; }
}

public class CreateBackupVaultResponse : AmazonWebServiceResponse
{
    public string BackupVaultArn { get; set; }
    public string BackupVaultName { get; set; }
    public DateTime? CreationDate { get; set; }
}

[Route("GET", "/backup-vaults/{backupVaultName}")]
public class DescribeBackupVaultRequest : AmazonBackupRequest
{
    [InQuery("backupVaultAccountId")]
    public string BackupVaultAccountId { get; set; }

    [InPath("backupVaultName")]
    public string BackupVaultName { get; set; }
}

/// <summary>The official type has more: multi-party approval.</summary>
public class DescribeBackupVaultResponse : AmazonWebServiceResponse
{
    public string BackupVaultArn { get; set; }
    public string BackupVaultName { get; set; }
    public DateTime? CreationDate { get; set; }
    public string CreatorRequestId { get; set; }
    public string EncryptionKeyArn { get; set; }
    public EncryptionKeyType EncryptionKeyType { get; set; }
    public DateTime? LockDate { get; set; }
    public bool? Locked { get; set; }
    public long? MaxRetentionDays { get; set; }
    public long? MinRetentionDays { get; set; }
    public long? NumberOfRecoveryPoints { get; set; }
    public string SourceBackupVaultArn { get; set; }
    public VaultState VaultState { get; set; }
    public VaultType VaultType { get; set; }
}

[Route("GET", "/backup-vaults/{backupVaultName}/access-policy")]
public class GetBackupVaultAccessPolicyRequest : AmazonBackupRequest
{
    [InPath("backupVaultName")]
    public string BackupVaultName { get; set; }
}

public class GetBackupVaultAccessPolicyResponse : AmazonWebServiceResponse
{
    public string BackupVaultArn { get; set; }
    public string BackupVaultName { get; set; }
    public string Policy { get; set; }
}
