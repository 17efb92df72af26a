using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.Backup.Model;

[Route("GET", "/backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}")]
public class DescribeRecoveryPointRequest : AmazonBackupRequest
{
    [InQuery("backupVaultAccountId")]
    public string BackupVaultAccountId { get; set; }

    [InPath("backupVaultName")]
    public string BackupVaultName { get; set; }

    [InPath("recoveryPointArn")]
    public string RecoveryPointArn { get; set; }
}

/// <summary>The official type has more: indexing and malware scans.</summary>
public class DescribeRecoveryPointResponse : AmazonWebServiceResponse
{
    public long? BackupSizeInBytes { get; set; }
    public string BackupVaultArn { get; set; }
    public string BackupVaultName { get; set; }
    public CalculatedLifecycle CalculatedLifecycle { get; set; }
    public DateTime? CompletionDate { get; set; }
    public string CompositeMemberIdentifier { get; set; }
    public RecoveryPointCreator CreatedBy { get; set; }
    public DateTime? CreationDate { get; set; }
    public string EncryptionKeyArn { get; set; }
    public EncryptionKeyType EncryptionKeyType { get; set; }
    public string IamRoleArn { get; set; }
    public DateTime? InitiationDate { get; set; }
    public bool? IsEncrypted { get; set; }
    public bool? IsParent { get; set; }
    public DateTime? LastRestoreTime { get; set; }
    public Lifecycle Lifecycle { get; set; }
    public string ParentRecoveryPointArn { get; set; }
    public string RecoveryPointArn { get; set; }
    public string ResourceArn { get; set; }
    public string ResourceName { get; set; }
    public string ResourceType { get; set; }
    public string SourceBackupVaultArn { get; set; }
    public RecoveryPointStatus Status { get; set; }
    public string StatusMessage { get; set; }
    public StorageClass StorageClass { get; set; }
    public VaultType VaultType { get; set; }
}

/// <summary>The official type has more: indexing and malware scans.</summary>
public class RecoveryPointByBackupVault
{
    public long? BackupSizeInBytes { get; set; }
    public string BackupVaultArn { get; set; }
    public string BackupVaultName { get; set; }
    public CalculatedLifecycle CalculatedLifecycle { get; set; }
    public DateTime? CompletionDate { get; set; }
    public string CompositeMemberIdentifier { get; set; }
    public RecoveryPointCreator CreatedBy { get; set; }
    public DateTime? CreationDate { get; set; }
    public string EncryptionKeyArn { get; set; }
    public EncryptionKeyType EncryptionKeyType { get; set; }
    public string IamRoleArn { get; set; }
    public DateTime? InitiationDate { get; set; }
    public bool? IsEncrypted { get; set; }
    public bool? IsParent { get; set; }
    public DateTime? LastRestoreTime { get; set; }
    public Lifecycle Lifecycle { get; set; }
    public string ParentRecoveryPointArn { get; set; }
    public string RecoveryPointArn { get; set; }
    public string ResourceArn { get; set; }
    public string ResourceName { get; set; }
    public string ResourceType { get; set; }
    public string SourceBackupVaultArn { get; set; }
    public RecoveryPointStatus Status { get; set; }
    public string StatusMessage { get; set; }
    public VaultType VaultType { get; set; }
}

[Route("GET", "/backup-vaults/{backupVaultName}/recovery-points/")]
public class ListRecoveryPointsByBackupVaultRequest : AmazonBackupRequest
{
    [InQuery("backupVaultAccountId")]
    public string BackupVaultAccountId { get; set; }

    [InPath("backupVaultName")]
    public string BackupVaultName { get; set; }

    [InQuery("backupPlanId")]
    public string ByBackupPlanId { get; set; }

    [InQuery("createdAfter")]
    public DateTime? ByCreatedAfter { get; set; }

    [InQuery("createdBefore")]
    public DateTime? ByCreatedBefore { get; set; }

    [InQuery("parentRecoveryPointArn")]
    public string ByParentRecoveryPointArn { get; set; }

    [InQuery("resourceArn")]
    public string ByResourceArn { get; set; }

    [InQuery("resourceType")]
    public string ByResourceType { get; set; }

    [InQuery("maxResults")]
    public int? MaxResults { get; set; }

    [InQuery("nextToken")]
    public string NextToken { get; set; }
}

public class ListRecoveryPointsByBackupVaultResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }
    public List<RecoveryPointByBackupVault> RecoveryPoints { get; set; }
}

/// <summary>The official type has more: indexing and malware scans.</summary>
public class RecoveryPointByResource
{
    public long? BackupSizeBytes { get; set; }
    public string BackupVaultName { get; set; }
    public DateTime? CreationDate { get; set; }
    public string EncryptionKeyArn { get; set; }
    public EncryptionKeyType EncryptionKeyType { get; set; }
    public bool? IsParent { get; set; }
    public string ParentRecoveryPointArn { get; set; }
    public string RecoveryPointArn { get; set; }
    public string ResourceName { get; set; }
    public RecoveryPointStatus Status { get; set; }
    public string StatusMessage { get; set; }
    public VaultType VaultType { get; set; }
}

[Route("GET", "/resources/{resourceArn}/recovery-points/")]
public class ListRecoveryPointsByResourceRequest : AmazonBackupRequest
{
    [InQuery("managedByAWSBackupOnly")]
    public bool? ManagedByAWSBackupOnly { get; set; }

    [InQuery("maxResults")]
    public int? MaxResults { get; set; }

    [InQuery("nextToken")]
    public string NextToken { get; set; }

    [InPath("resourceArn")]
    public string ResourceArn { get; set; }
}

public class ListRecoveryPointsByResourceResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }
    public List<RecoveryPointByResource> RecoveryPoints { get; set; }
}
