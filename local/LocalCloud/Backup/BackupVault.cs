using System.Text.Json.Nodes;
using LocalCloud.Policies;

namespace LocalCloud.Backup;

/// <summary>The ARN of a backup vault: <c>arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME</c>.</summary>
public sealed record VaultArn(string Region, string AccountId, string Name)
{
    /// <summary>Reads an ARN, or gives null when the text is none of a vault.</summary>
    public static VaultArn? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
            text.Split(':')
                is [
                    "arn",
                    _,
                    "backup",
                    { Length: > 0 } region,
                    { Length: 12 } account,
                    "backup-vault",
                    { Length: > 0 } name,
                ]
            ? new VaultArn(region, account, name)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"arn:aws:backup:{Region}:{AccountId}:backup-vault:{Name}";
}

/// <summary>A vault's access policy: as it was put, and as it is judged.</summary>
public sealed record VaultPolicy(string Text, PolicyDocument Document);

/// <summary>A vault lock.</summary>
/// <param name="MinRetentionDays">Null for no minimum.</param>
/// <param name="MaxRetentionDays">Null for no maximum.</param>
/// <param name="LockDate">From when on nobody can change it (compliance mode); null in governance mode.</param>
public sealed record VaultLock(long? MinRetentionDays, long? MaxRetentionDays, DateTimeOffset? LockDate)
{
    /// <summary>True when nobody can change it any more.</summary>
    public bool IsImmutable(DateTimeOffset now) => LockDate <= now;

    /// <summary>True when it admits a retention; null is for ever.</summary>
    public bool Admits(long? days) =>
        (days ?? long.MaxValue) >= (MinRetentionDays ?? 0)
        && (MaxRetentionDays is null || days <= MaxRetentionDays);
}

/// <summary>A backup vault.</summary>
public sealed class BackupVault
{
    /// <summary>Its ARN: its identity.</summary>
    public required VaultArn Arn { get; init; }

    /// <summary>The key that it encrypts with, customer managed or aws/backup.</summary>
    public required string KeyArn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>CreatorRequestId, or null.</summary>
    public string? CreatorRequestId { get; init; }

    /// <summary>Its access policy, or null.</summary>
    public VaultPolicy? Policy { get; set; }

    /// <summary>Its lock, or null.</summary>
    public VaultLock? Lock { get; set; }
}
