using Amazon.Runtime;

namespace Amazon.Backup;

public class BackupJobState(string value) : ConstantClass(value)
{
    public static readonly BackupJobState ABORTED = new("ABORTED");
    public static readonly BackupJobState ABORTING = new("ABORTING");
    public static readonly BackupJobState COMPLETED = new("COMPLETED");
    public static readonly BackupJobState CREATED = new("CREATED");
    public static readonly BackupJobState EXPIRED = new("EXPIRED");
    public static readonly BackupJobState FAILED = new("FAILED");
    public static readonly BackupJobState PARTIAL = new("PARTIAL");
    public static readonly BackupJobState PENDING = new("PENDING");
    public static readonly BackupJobState RUNNING = new("RUNNING");

    public static BackupJobState FindValue(string value) => FindValue<BackupJobState>(value);

    public static implicit operator BackupJobState(string value) => FindValue(value);
}

public class CopyJobState(string value) : ConstantClass(value)
{
    public static readonly CopyJobState COMPLETED = new("COMPLETED");
    public static readonly CopyJobState CREATED = new("CREATED");
    public static readonly CopyJobState FAILED = new("FAILED");
    public static readonly CopyJobState PARTIAL = new("PARTIAL");
    public static readonly CopyJobState RUNNING = new("RUNNING");

    public static CopyJobState FindValue(string value) => FindValue<CopyJobState>(value);

    public static implicit operator CopyJobState(string value) => FindValue(value);
}

public class EncryptionKeyType(string value) : ConstantClass(value)
{
    public static readonly EncryptionKeyType AWS_OWNED_KMS_KEY = new("AWS_OWNED_KMS_KEY");
    public static readonly EncryptionKeyType CUSTOMER_MANAGED_KMS_KEY = new("CUSTOMER_MANAGED_KMS_KEY");

    public static EncryptionKeyType FindValue(string value) => FindValue<EncryptionKeyType>(value);

    public static implicit operator EncryptionKeyType(string value) => FindValue(value);
}

public class Index(string value) : ConstantClass(value)
{
    public static readonly Index DISABLED = new("DISABLED");
    public static readonly Index ENABLED = new("ENABLED");

    public static Index FindValue(string value) => FindValue<Index>(value);

    public static implicit operator Index(string value) => FindValue(value);
}

public class LifecycleDeleteAfterEvent(string value) : ConstantClass(value)
{
    public static readonly LifecycleDeleteAfterEvent DELETE_AFTER_COPY = new("DELETE_AFTER_COPY");

    public static LifecycleDeleteAfterEvent FindValue(string value) =>
        FindValue<LifecycleDeleteAfterEvent>(value);

    public static implicit operator LifecycleDeleteAfterEvent(string value) => FindValue(value);
}

public class RecoveryPointStatus(string value) : ConstantClass(value)
{
    public static readonly RecoveryPointStatus AVAILABLE = new("AVAILABLE");
    public static readonly RecoveryPointStatus COMPLETED = new("COMPLETED");
    public static readonly RecoveryPointStatus CREATING = new("CREATING");
    public static readonly RecoveryPointStatus DELETING = new("DELETING");
    public static readonly RecoveryPointStatus EXPIRED = new("EXPIRED");
    public static readonly RecoveryPointStatus PARTIAL = new("PARTIAL");
    public static readonly RecoveryPointStatus STOPPED = new("STOPPED");

    public static RecoveryPointStatus FindValue(string value) => FindValue<RecoveryPointStatus>(value);

    public static implicit operator RecoveryPointStatus(string value) => FindValue(value);
}

public class StorageClass(string value) : ConstantClass(value)
{
    public static readonly StorageClass COLD = new("COLD");
    public static readonly StorageClass DELETED = new("DELETED");
    public static readonly StorageClass WARM = new("WARM");

    public static StorageClass FindValue(string value) => FindValue<StorageClass>(value);

    public static implicit operator StorageClass(string value) => FindValue(value);
}

public class VaultState(string value) : ConstantClass(value)
{
    public static readonly VaultState AVAILABLE = new("AVAILABLE");
    public static readonly VaultState CREATING = new("CREATING");
    public static readonly VaultState FAILED = new("FAILED");

    public static VaultState FindValue(string value) => FindValue<VaultState>(value);

    public static implicit operator VaultState(string value) => FindValue(value);
}

public class VaultType(string value) : ConstantClass(value)
{
    public static readonly VaultType BACKUP_VAULT = new("BACKUP_VAULT");
    public static readonly VaultType LOGICALLY_AIR_GAPPED_BACKUP_VAULT = new(
        "LOGICALLY_AIR_GAPPED_BACKUP_VAULT"
    );
    public static readonly VaultType RESTORE_ACCESS_BACKUP_VAULT = new("RESTORE_ACCESS_BACKUP_VAULT");

    public static VaultType FindValue(string value) => FindValue<VaultType>(value);

    public static implicit operator VaultType(string value) => FindValue(value);
}
