namespace Relay;

/// <summary>A backup vault as AWS Backup describes it to its owner.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="KeyArn">The key that it encrypts with; null when AWS owns that key.</param>
/// <param name="Locked">Vault Lock is on.</param>
/// <param name="MinRetentionDays">The shortest retention that the lock lets in; null for any.</param>
/// <param name="MaxRetentionDays">The longest.</param>
public sealed record VaultFacts(
    VaultArn Arn,
    string? KeyArn,
    bool Locked,
    int? MinRetentionDays,
    int? MaxRetentionDays
);

/// <summary>Which vaults can take a copy (AWS Backup Developer Guide, Creating backup copies across AWS accounts; AWS Backup Vault Lock).</summary>
public static class VaultRules
{
    /// <summary>The relay's own vault in the DR Region.</summary>
    public const string RegionVault = "region vault";

    /// <summary>The DR account's vault.</summary>
    public const string AccountVault = "account vault";

    // AWS Backup's own vault, named by AWS; copies from other accounts are not taken there.
    private const string DefaultName = "Default";

    /// <summary>Refuses a vault that can't take the copy. The plan's keys must be known: a vault is under the key that its copies are to be under.</summary>
    /// <param name="snapshot">The recovery point; null where the vault is judged without one.</param>
    /// <param name="role"><see cref="RegionVault"/> or <see cref="AccountVault"/>.</param>
    /// <param name="vault">The vault that was asked for.</param>
    /// <param name="answer">What AWS Backup said; null when there is no such vault.</param>
    /// <param name="plan">The plan.</param>
    /// <exception cref="VaultRefusedException">It can't take the copy.</exception>
    public static void Check(
        SnapshotArn? snapshot,
        string role,
        VaultArn vault,
        VaultFacts? answer,
        RelayPlan plan
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        var forAccount = role == AccountVault;
        var key = forAccount ? plan.AccountKeyArn : plan.RegionKeyArn;
        var (problem, toDo) = answer switch
        {
            null => (
                "does not exist",
                forAccount
                    ? "Set DrVaultArn to the output VaultArn of the DR account's stack, made with BackupVault on."
                    : "Deploy the relay's stack again with RecoveryPoints set to jobs."
            ),
            { Arn.Name: DefaultName } => (
                "is AWS Backup's default vault, which takes no copies from other accounts",
                "Use a vault of its own: the DR account's stack makes one with BackupVault on."
            ),
            // Asked for by name, where the owner is expected to have it: the ARN may lead elsewhere.
            { Arn: var found } when found != vault => (
                $"is not where its copies are to be: the vault of that name there is {found}",
                forAccount
                    ? "Set DrVaultArn to the output VaultArn of the DR account's stack."
                    : "Deploy the relay's stack again."
            ),
            { KeyArn: null } => (
                "is under a key that AWS owns; copies of databases need a customer managed key",
                "Use a vault under a customer managed key: a vault keeps its key for ever."
            ),
            { KeyArn: var its } when key is not null && its != key.ToString() => (
                $"is under {its}, but its copies are to be under {key}",
                $"Set {(forAccount ? "AccountKeyId" : "RegionKeyId")} to the vault's key, or use a vault under {key}."
            ),
            _ => Locked(answer, plan),
        };
        if (problem is not null)
        {
            throw new VaultRefusedException(snapshot, $"{role} {vault}", problem, toDo!);
        }
    }

    private static (string? Problem, string? ToDo) Locked(VaultFacts vault, RelayPlan plan) =>
        (vault, plan.RetentionDays) switch
        {
            ({ Locked: true, MinRetentionDays: { } least }, { } days) when days < least => (
                $"is locked and takes nothing that is kept less than {least} days, but this copy is to be kept {days}",
                $"Set RetentionDays to at least {least}."
            ),
            ({ Locked: true, MaxRetentionDays: { } most }, { } days) when days > most => (
                $"is locked and takes nothing that is kept more than {most} days, but this copy is to be kept {days}",
                $"Set RetentionDays, or the tag {Wishes.RetentionTag} of the snapshot or its database, to at most {most}."
            ),
            _ => (null, null),
        };
}
