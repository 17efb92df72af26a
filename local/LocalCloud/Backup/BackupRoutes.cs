using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>Every operation of AWS Backup's service model (2018-11-15), with its method and path.</summary>
public static class BackupRoutes
{
    /// <summary>In the model's order.</summary>
    public static IEnumerable<RestRoute> All =>
        Table
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Select(part => new RestRoute(part[0], part[1], part[2]));

    private const string Table = """
        AssociateBackupVaultMpaApprovalTeam PUT /backup-vaults/{backupVaultName}/mpaApprovalTeam
        CancelLegalHold DELETE /legal-holds/{legalHoldId}
        CreateBackupPlan PUT /backup/plans/
        CreateBackupSelection PUT /backup/plans/{backupPlanId}/selections/
        CreateBackupVault PUT /backup-vaults/{backupVaultName}
        CreateFramework POST /audit/frameworks
        CreateLegalHold POST /legal-holds/
        CreateLogicallyAirGappedBackupVault PUT /logically-air-gapped-backup-vaults/{backupVaultName}
        CreateReportPlan POST /audit/report-plans
        CreateRestoreAccessBackupVault PUT /restore-access-backup-vaults
        CreateRestoreTestingPlan PUT /restore-testing/plans
        CreateRestoreTestingSelection PUT /restore-testing/plans/{RestoreTestingPlanName}/selections
        CreateTieringConfiguration PUT /tiering-configurations
        DeleteBackupPlan DELETE /backup/plans/{backupPlanId}
        DeleteBackupSelection DELETE /backup/plans/{backupPlanId}/selections/{selectionId}
        DeleteBackupVault DELETE /backup-vaults/{backupVaultName}
        DeleteBackupVaultAccessPolicy DELETE /backup-vaults/{backupVaultName}/access-policy
        DeleteBackupVaultLockConfiguration DELETE /backup-vaults/{backupVaultName}/vault-lock
        DeleteBackupVaultNotifications DELETE /backup-vaults/{backupVaultName}/notification-configuration
        DeleteFramework DELETE /audit/frameworks/{frameworkName}
        DeleteRecoveryPoint DELETE /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}
        DeleteReportPlan DELETE /audit/report-plans/{reportPlanName}
        DeleteRestoreTestingPlan DELETE /restore-testing/plans/{RestoreTestingPlanName}
        DeleteRestoreTestingSelection DELETE /restore-testing/plans/{RestoreTestingPlanName}/selections/{RestoreTestingSelectionName}
        DeleteTieringConfiguration DELETE /tiering-configurations/{tieringConfigurationName}
        DescribeBackupJob GET /backup-jobs/{backupJobId}
        DescribeBackupVault GET /backup-vaults/{backupVaultName}
        DescribeCopyJob GET /copy-jobs/{copyJobId}
        DescribeFramework GET /audit/frameworks/{frameworkName}
        DescribeGlobalSettings GET /global-settings
        DescribeProtectedResource GET /resources/{resourceArn}
        DescribeRecoveryPoint GET /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}
        DescribeRegionSettings GET /account-settings
        DescribeReportJob GET /audit/report-jobs/{reportJobId}
        DescribeReportPlan GET /audit/report-plans/{reportPlanName}
        DescribeRestoreJob GET /restore-jobs/{restoreJobId}
        DescribeScanJob GET /scan/jobs/{ScanJobId}
        DisassociateBackupVaultMpaApprovalTeam POST /backup-vaults/{backupVaultName}/mpaApprovalTeam?delete
        DisassociateRecoveryPoint POST /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}/disassociate
        DisassociateRecoveryPointFromParent DELETE /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}/parentAssociation
        ExportBackupPlanTemplate GET /backup/plans/{backupPlanId}/toTemplate/
        GetBackupPlan GET /backup/plans/{backupPlanId}/
        GetBackupPlanFromJSON POST /backup/template/json/toPlan
        GetBackupPlanFromTemplate GET /backup/template/plans/{templateId}/toPlan
        GetBackupSelection GET /backup/plans/{backupPlanId}/selections/{selectionId}
        GetBackupVaultAccessPolicy GET /backup-vaults/{backupVaultName}/access-policy
        GetBackupVaultNotifications GET /backup-vaults/{backupVaultName}/notification-configuration
        GetLegalHold GET /legal-holds/{legalHoldId}/
        GetRecoveryPointIndexDetails GET /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}/index
        GetRecoveryPointRestoreMetadata GET /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}/restore-metadata
        GetRestoreJobMetadata GET /restore-jobs/{restoreJobId}/metadata
        GetRestoreTestingInferredMetadata GET /restore-testing/inferred-metadata
        GetRestoreTestingPlan GET /restore-testing/plans/{RestoreTestingPlanName}
        GetRestoreTestingSelection GET /restore-testing/plans/{RestoreTestingPlanName}/selections/{RestoreTestingSelectionName}
        GetSupportedResourceTypes GET /supported-resource-types
        GetTieringConfiguration GET /tiering-configurations/{tieringConfigurationName}
        ListBackupJobSummaries GET /audit/backup-job-summaries
        ListBackupJobs GET /backup-jobs/
        ListBackupPlanTemplates GET /backup/template/plans
        ListBackupPlanVersions GET /backup/plans/{backupPlanId}/versions/
        ListBackupPlans GET /backup/plans/
        ListBackupSelections GET /backup/plans/{backupPlanId}/selections/
        ListBackupVaults GET /backup-vaults/
        ListCopyJobSummaries GET /audit/copy-job-summaries
        ListCopyJobs GET /copy-jobs/
        ListFrameworks GET /audit/frameworks
        ListIndexedRecoveryPoints GET /indexes/recovery-point/
        ListLegalHolds GET /legal-holds/
        ListProtectedResources GET /resources/
        ListProtectedResourcesByBackupVault GET /backup-vaults/{backupVaultName}/resources/
        ListRecoveryPointsByBackupVault GET /backup-vaults/{backupVaultName}/recovery-points/
        ListRecoveryPointsByLegalHold GET /legal-holds/{legalHoldId}/recovery-points
        ListRecoveryPointsByResource GET /resources/{resourceArn}/recovery-points/
        ListReportJobs GET /audit/report-jobs
        ListReportPlans GET /audit/report-plans
        ListRestoreAccessBackupVaults GET /logically-air-gapped-backup-vaults/{backupVaultName}/restore-access-backup-vaults/
        ListRestoreJobSummaries GET /audit/restore-job-summaries
        ListRestoreJobs GET /restore-jobs/
        ListRestoreJobsByProtectedResource GET /resources/{resourceArn}/restore-jobs/
        ListRestoreTestingPlans GET /restore-testing/plans
        ListRestoreTestingSelections GET /restore-testing/plans/{RestoreTestingPlanName}/selections
        ListScanJobSummaries GET /audit/scan-job-summaries
        ListScanJobs GET /scan/jobs
        ListTags GET /tags/{resourceArn}/
        ListTieringConfigurations GET /tiering-configurations/
        PutBackupVaultAccessPolicy PUT /backup-vaults/{backupVaultName}/access-policy
        PutBackupVaultLockConfiguration PUT /backup-vaults/{backupVaultName}/vault-lock
        PutBackupVaultNotifications PUT /backup-vaults/{backupVaultName}/notification-configuration
        PutRestoreValidationResult PUT /restore-jobs/{restoreJobId}/validations
        RevokeRestoreAccessBackupVault DELETE /logically-air-gapped-backup-vaults/{backupVaultName}/restore-access-backup-vaults/{restoreAccessBackupVaultArn}
        StartBackupJob PUT /backup-jobs
        StartCopyJob PUT /copy-jobs
        StartReportJob POST /audit/report-jobs/{reportPlanName}
        StartRestoreJob PUT /restore-jobs
        StartScanJob PUT /scan/job
        StopBackupJob POST /backup-jobs/{backupJobId}
        TagResource POST /tags/{resourceArn}
        UntagResource POST /untag/{resourceArn}
        UpdateBackupPlan POST /backup/plans/{backupPlanId}
        UpdateFramework PUT /audit/frameworks/{frameworkName}
        UpdateGlobalSettings PUT /global-settings
        UpdateRecoveryPointIndexSettings POST /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}/index
        UpdateRecoveryPointLifecycle POST /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}
        UpdateRegionSettings PUT /account-settings
        UpdateReportPlan PUT /audit/report-plans/{reportPlanName}
        UpdateRestoreTestingPlan PUT /restore-testing/plans/{RestoreTestingPlanName}
        UpdateRestoreTestingSelection PUT /restore-testing/plans/{RestoreTestingPlanName}/selections/{RestoreTestingSelectionName}
        UpdateTieringConfiguration PUT /tiering-configurations/{tieringConfigurationName}
        """;
}
