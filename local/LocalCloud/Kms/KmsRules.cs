using System.Text.RegularExpressions;
using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>What KMS allows, or which error it answers. Pure.</summary>
internal static partial class KmsRules
{
    private const string Reserved = "alias/aws/";

    private static readonly KeyState[] _pendingDeletion =
    [
        KeyState.PendingDeletion,
        KeyState.PendingReplicaDeletion,
    ];
    private static readonly KeyState[] _alive =
    [
        KeyState.Enabled,
        KeyState.Disabled,
        KeyState.PendingImport,
        KeyState.Creating,
    ];

    /// <summary>
    /// In which states an operation works; operations that are not here work in all
    /// (KMS Developer Guide, Key states of AWS KMS keys).
    /// </summary>
    private static readonly Dictionary<string, KeyState[]> _worksIn = new(StringComparer.Ordinal)
    {
        ["EnableKey"] = [KeyState.Enabled, KeyState.Disabled],
        ["DisableKey"] = [KeyState.Enabled, KeyState.Disabled],
        ["ReplicateKey"] = [KeyState.Enabled],
        ["EnableKeyRotation"] = [KeyState.Enabled],
        ["DisableKeyRotation"] = [KeyState.Enabled],
        ["CreateAlias"] = _alive,
        ["ScheduleKeyDeletion"] = _alive,
        ["CancelKeyDeletion"] = _pendingDeletion,
    };

    /// <summary>Refuses an operation that the key's state does not allow.</summary>
    /// <exception cref="AwsError">DisabledException, KMSInvalidStateException.</exception>
    public static void RequireState(KmsKey key, string operation)
    {
        if (!_worksIn.TryGetValue(operation, out var states) || states.Contains(key.State))
        {
            return;
        }

        throw (operation, key.State) switch
        {
            ("CancelKeyDeletion", _) => InvalidState(key, "is not pending deletion."),
            (_, KeyState.Disabled) => new AwsError("DisabledException", $"{key.Arn} is disabled."),
            (_, KeyState.PendingDeletion) => InvalidState(key, "is pending deletion."),
            (_, KeyState.PendingReplicaDeletion) => InvalidState(key, "is pending replica deletion."),
            (_, KeyState.PendingImport) => InvalidState(key, "is pending import."),
            _ => InvalidState(key, "is creating."),
        };
    }

    /// <summary>Of what is simulated, these two may name a key of another account (KMS Developer Guide, Using KMS keys in other accounts).</summary>
    public static bool WorksAcrossAccounts(string operation) =>
        operation is "DescribeKey" or "GetKeyRotationStatus";

    /// <summary>Only DescribeKey takes an alias; of the AWS managed keys only aws/rds and aws/backup are simulated.</summary>
    /// <exception cref="AwsError">NotFoundException, NotSimulated.</exception>
    public static void RequireReference(KeyReference reference, string operation)
    {
        if (!reference.IsAlias)
        {
            return;
        }

        if (operation != "DescribeKey")
        {
            throw new AwsError("NotFoundException", $"Invalid keyId '{reference.Id}'");
        }

        if (
            reference.Id.StartsWith(Reserved, StringComparison.Ordinal)
            && !KmsLifecycle.IsManaged(reference.Id)
        )
        {
            throw AwsError.NotSimulated("kms", $"{operation} of {reference.Id}");
        }
    }

    /// <summary>RDS takes enabled, symmetric encryption keys only (KMS Developer Guide, How Amazon RDS uses AWS KMS).</summary>
    public static bool IsUsableByRds(KmsKey key) =>
        key is { State: KeyState.Enabled, Usage: KeySpec.EncryptDecrypt } && key.Spec == KeySpec.Default;

    /// <summary>Automatic rotation is for symmetric encryption keys with KMS's own material (KMS API Reference, EnableKeyRotation).</summary>
    /// <exception cref="AwsError">UnsupportedOperationException.</exception>
    public static void RequireRotatable(KmsKey key)
    {
        if (key.Spec != KeySpec.Default || key.Origin != "AWS_KMS")
        {
            throw new AwsError(
                "UnsupportedOperationException",
                $"{key.Arn} is not a symmetric encryption key with key material that KMS generated."
            );
        }
    }

    /// <summary>Only a primary can be replicated, once into a Region (KMS API Reference, ReplicateKey).</summary>
    /// <exception cref="AwsError">ValidationException, UnsupportedOperationException, AlreadyExistsException.</exception>
    public static void RequireReplicable(KmsKey key, IEnumerable<KmsKey> family, string replicaRegion)
    {
        if (!RegionPattern.IsMatch(replicaRegion))
        {
            throw KmsInput.Violation(
                "replicaRegion",
                replicaRegion,
                "Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\\d+$"
            );
        }

        if (!key.IsPrimary)
        {
            throw new AwsError(
                "UnsupportedOperationException",
                $"{key.Arn} is not a multi-Region primary key."
            );
        }

        if (family.Any(k => k.Region == replicaRegion))
        {
            throw new AwsError(
                "AlreadyExistsException",
                $"Unable to replicate key {key.Arn} to Region {replicaRegion}: the key already exists there."
            );
        }
    }

    /// <summary>Alias names; the texts of the prefix and the pattern are recorded replies.</summary>
    /// <exception cref="AwsError">ValidationException, NotAuthorizedException.</exception>
    public static void RequireAliasName(string name)
    {
        if (!name.StartsWith(KeyReference.AliasPrefix, StringComparison.Ordinal))
        {
            throw new AwsError(
                "ValidationException",
                "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
            );
        }

        if (name.StartsWith(Reserved, StringComparison.Ordinal))
        {
            throw new AwsError(
                "NotAuthorizedException",
                $"Aliases that begin with {Reserved} are reserved for AWS managed keys."
            );
        }

        if (!AliasPattern.IsMatch(name) || name == KeyReference.AliasPrefix)
        {
            throw KmsInput.Violation(
                "aliasName",
                name,
                "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$"
            );
        }

        if (name.Contains(':', StringComparison.Ordinal))
        {
            throw new AwsError("ValidationException", $"{name} contains invalid characters for an alias");
        }
    }

    /// <summary>An alias points to a key of the same account and Region, never to an alias.</summary>
    /// <exception cref="AwsError">ValidationException.</exception>
    public static void RequireKeyTarget(KeyReference target)
    {
        if (target.IsAlias)
        {
            throw new AwsError("ValidationException", "Aliases must refer to keys. Not aliases");
        }
    }

    /// <summary>At most 50 tags, no key twice, none with AWS's prefix.</summary>
    /// <exception cref="AwsError">TagException.</exception>
    public static void RequireTags(IReadOnlyList<KeyTag> tags)
    {
        var problem =
            tags.Count > 50 ? "Too many tags"
            : tags.Any(t => t.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                ? "Tags beginning with aws: are reserved"
            : tags.DistinctBy(t => t.Key, StringComparer.Ordinal).Count() < tags.Count ? "Duplicate tag keys"
            : null;
        if (problem is not null)
        {
            throw new AwsError("TagException", problem);
        }
    }

    private static AwsError InvalidState(KmsKey key, string what) =>
        new("KMSInvalidStateException", $"{key.Arn} {what}");

    [GeneratedRegex("^([a-z]+-){2,3}[0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex RegionPattern { get; }

    [GeneratedRegex("^[a-zA-Z0-9:/_-]+$")]
    private static partial Regex AliasPattern { get; }
}
