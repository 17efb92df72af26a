using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.Backup.Model;

public class CopyJob
{
    public string AccountId { get; set; }
    public long? BackupSizeInBytes { get; set; }
    public Dictionary<string, long> ChildJobsInState { get; set; }
    public DateTime? CompletionDate { get; set; }
    public string CompositeMemberIdentifier { get; set; }
    public string CopyJobId { get; set; }
    public RecoveryPointCreator CreatedBy { get; set; }
    public string CreatedByBackupJobId { get; set; }
    public DateTime? CreationDate { get; set; }
    public string DestinationBackupVaultArn { get; set; }
    public string DestinationEncryptionKeyArn { get; set; }
    public string DestinationRecoveryPointArn { get; set; }
    public Lifecycle DestinationRecoveryPointLifecycle { get; set; }
    public string DestinationVaultLockState { get; set; }
    public string DestinationVaultType { get; set; }
    public string IamRoleArn { get; set; }
    public bool? IsParent { get; set; }
    public string MessageCategory { get; set; }
    public long? NumberOfChildJobs { get; set; }
    public string ParentJobId { get; set; }
    public string ResourceArn { get; set; }
    public string ResourceName { get; set; }
    public string ResourceType { get; set; }
    public string SourceBackupVaultArn { get; set; }
    public string SourceRecoveryPointArn { get; set; }
    public CopyJobState State { get; set; }
    public string StatusMessage { get; set; }
}

[Route("PUT", "/copy-jobs")]
public class StartCopyJobRequest : AmazonBackupRequest
{
    public string DestinationBackupVaultArn { get; set; }
    public string IamRoleArn { get; set; }

    [IdempotencyToken]
    public string IdempotencyToken { get; set; }
    public Lifecycle Lifecycle { get; set; }
    public string RecoveryPointArn { get; set; }
    public string SourceBackupVaultName { get; set; }
}

public class StartCopyJobResponse : AmazonWebServiceResponse
{
    public string CopyJobId { get; set; }
    public DateTime? CreationDate { get; set; }
    public bool? IsParent { get; set; }
}

[Route("GET", "/copy-jobs/{copyJobId}")]
public class DescribeCopyJobRequest : AmazonBackupRequest
{
    [InPath("copyJobId")]
    public string CopyJobId { get; set; }
}

public class DescribeCopyJobResponse : AmazonWebServiceResponse
{
    public CopyJob CopyJob { get; set; }
}

[Route("GET", "/copy-jobs/")]
public class ListCopyJobsRequest : AmazonBackupRequest
{
    [InQuery("accountId")]
    public string ByAccountId { get; set; }

    [InQuery("completeAfter")]
    public DateTime? ByCompleteAfter { get; set; }

    [InQuery("completeBefore")]
    public DateTime? ByCompleteBefore { get; set; }

    [InQuery("createdAfter")]
    public DateTime? ByCreatedAfter { get; set; }

    [InQuery("createdBefore")]
    public DateTime? ByCreatedBefore { get; set; }

    [InQuery("destinationVaultArn")]
    public string ByDestinationVaultArn { get; set; }

    [InQuery("messageCategory")]
    public string ByMessageCategory { get; set; }

    [InQuery("parentJobId")]
    public string ByParentJobId { get; set; }

    [InQuery("resourceArn")]
    public string ByResourceArn { get; set; }

    [InQuery("resourceType")]
    public string ByResourceType { get; set; }

    [InQuery("sourceRecoveryPointArn")]
    public string BySourceRecoveryPointArn { get; set; }

    [InQuery("state")]
    public CopyJobState ByState { get; set; }

    [InQuery("maxResults")]
    public int? MaxResults { get; set; }

    [InQuery("nextToken")]
    public string NextToken { get; set; }
}

public class ListCopyJobsResponse : AmazonWebServiceResponse
{
    public List<CopyJob> CopyJobs { get; set; }
    public string NextToken { get; set; }
}
