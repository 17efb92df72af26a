using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Backup;

internal static partial class BackupRules
{
    private const int CoolingOffDays = 3;
    private const int LongestDays = 36_500;

    /// <summary>Reads an access policy; refuses what is none (the evaluator's own checks).</summary>
    /// <exception cref="AwsError">InvalidParameterValueException.</exception>
    public static VaultPolicy Policy(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject json
                ? new VaultPolicy(text, PolicyDocument.Parse(json, "InvalidParameterValueException"))
                : throw new JsonException();
        }
        catch (JsonException)
        {
            throw BackupErrors.Invalid("The access policy is not valid JSON.");
        }
    }

    /// <summary>
    /// The days of a vault lock: retention from 1 to 36,500, ChangeableForDays from 3 (Model, PutBackupVaultLockConfiguration). An immutable
    /// lock is never replaced.
    /// </summary>
    /// <exception cref="AwsError">InvalidParameterValueException, InvalidRequestException.</exception>
    public static VaultLock Lock(NewVaultLock wanted, VaultLock? existing, DateTimeOffset now)
    {
        if (existing?.IsImmutable(now) == true)
        {
            throw BackupErrors.LockIsImmutable();
        }

        Days("MinRetentionDays", wanted.MinRetentionDays, 1);
        Days("MaxRetentionDays", wanted.MaxRetentionDays, 1);
        Days("ChangeableForDays", wanted.ChangeableForDays, CoolingOffDays);
        if (wanted.MinRetentionDays > wanted.MaxRetentionDays)
        {
            throw BackupErrors.Invalid("MinRetentionDays cannot be more than MaxRetentionDays.");
        }

        var lockDate = wanted.ChangeableForDays is { } days ? now.AddDays(days) : (DateTimeOffset?)null;
        return new VaultLock(wanted.MinRetentionDays, wanted.MaxRetentionDays, lockDate);
    }

    /// <summary>
    /// A recovery point in a locked vault cannot be deleted, whatever the mode: in governance mode somebody must delete the lock first
    /// (Guide, AWS Backup Vault Lock). One that is being made or copied neither (Model, InvalidResourceStateException).
    /// </summary>
    /// <exception cref="AwsError">InvalidRequestException, InvalidResourceStateException.</exception>
    public static void Delete(RecoveryPoint point, IEnumerable<CopyJob> copies)
    {
        if (point.Vault.Lock is not null)
        {
            throw BackupErrors.VaultIsLocked();
        }

        if (!point.Complete || copies.Any(c => c.Source == point && c.State == "RUNNING"))
        {
            throw BackupErrors.PointIsBusy();
        }
    }

    /// <summary>What a vault's access policy says. A vault without one says nothing.</summary>
    public static PolicyDecision Ask(
        BackupVault vault,
        Caller caller,
        string action,
        string resource,
        PolicyContext context
    ) =>
        vault.Policy is null
            ? PolicyDecision.NotAllowed
            : PolicyEvaluator.Decide(
                vault.Policy.Document,
                new PolicyRequest(PolicyPrincipal.Of(caller), action, resource, context)
            );

    /// <summary>The condition keys of a call, with those of the organization.</summary>
    public static PolicyContext Context(Caller caller, string region, Organization organization)
    {
        var context = PolicyContext.Of(caller, region);
        return organization.Has(caller.AccountId)
            ? context.With("aws:PrincipalOrgID", organization.Id)
            : context.Without("aws:PrincipalOrgID", "aws:PrincipalOrgPaths");
    }

    private static void Days(string name, long? days, int least)
    {
        if (days is { } given && given is < 1 or > LongestDays || days < least)
        {
            throw BackupErrors.Invalid(
                $"{name} is {days}; it cannot be less than {least} or more than {LongestDays}."
            );
        }
    }
}
