namespace Amazon.Backup.Model;

public class Lifecycle
{
    public long? DeleteAfterDays { get; set; }
    public LifecycleDeleteAfterEvent DeleteAfterEvent { get; set; }
    public long? MoveToColdStorageAfterDays { get; set; }
    public bool? OptInToArchiveForSupportedResources { get; set; }
}

public class CalculatedLifecycle
{
    public DateTime? DeleteAt { get; set; }
    public DateTime? MoveToColdStorageAt { get; set; }
}

public class RecoveryPointCreator
{
    public string BackupPlanArn { get; set; }
    public string BackupPlanId { get; set; }
    public string BackupPlanName { get; set; }
    public string BackupPlanVersion { get; set; }
    public string BackupRuleCron { get; set; }
    public string BackupRuleId { get; set; }
    public string BackupRuleName { get; set; }
    public string BackupRuleTimezone { get; set; }
}
