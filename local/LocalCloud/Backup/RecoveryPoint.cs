using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>How long a recovery point lives. Days after its creation date; null and -1 are never.</summary>
public sealed record Lifecycle(long? MoveToColdStorageAfterDays, long? DeleteAfterDays)
{
    /// <summary>No cold storage, no expiry.</summary>
    public static Lifecycle ForEver { get; } = new(null, null);

    /// <summary>DeleteAfterDays, or null for never.</summary>
    public long? RetentionDays => DeleteAfterDays is -1 ? null : DeleteAfterDays;
}

/// <summary>A recovery point: a backup in a vault.</summary>
public sealed class RecoveryPoint
{
    /// <summary>Its ARN, which is the snapshot's where another service keeps the backup.</summary>
    public required string Arn { get; init; }

    /// <summary>Where it is.</summary>
    public required BackupVault Vault { get; init; }

    /// <summary>What it is of; a copy's is the original, in the original's account and Region.</summary>
    public required ProtectedResource Resource { get; init; }

    /// <summary>The vault that it was copied from, or null.</summary>
    public string? SourceVaultArn { get; init; }

    /// <summary>The role that made it; across accounts AWSServiceRoleForBackup of the account that it is in.</summary>
    public required string IamRoleArn { get; init; }

    /// <summary>When the backup was created; a copy keeps that of its source.</summary>
    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>When the job was created that made it.</summary>
    public required DateTimeOffset InitiationDate { get; init; }

    /// <summary>When it was complete, or null.</summary>
    public DateTimeOffset? CompletionDate { get; set; }

    /// <summary>As asked for, or as it has it from its source.</summary>
    public required Lifecycle Lifecycle { get; init; }

    /// <summary>When it expires, or null for never.</summary>
    public DateTimeOffset? DeleteAt { get; init; }

    /// <summary>When it is really gone: within eight hours after it expired.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>CREATING, COMPLETED (AVAILABLE when it is continuous) or EXPIRED.</summary>
    public string Status { get; set; } = "CREATING";

    /// <summary>What it is under; known once it is complete.</summary>
    public StorageEncryption Encryption { get; set; } = StorageEncryption.None;

    /// <summary>True when a point in time can be restored from it.</summary>
    public bool Continuous { get; init; }

    /// <summary>True when it is complete.</summary>
    public bool Complete => CompletionDate is not null;
}
