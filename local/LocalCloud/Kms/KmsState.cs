using LocalCloud.Policies;

namespace LocalCloud.Kms;

/// <summary>Key states (KMS Developer Guide, Key states of AWS KMS keys), named as DescribeKey names them.</summary>
public enum KeyState
{
    /// <summary>A replica in its first seconds.</summary>
    Creating,

    /// <summary>The only state in which a key can be used.</summary>
    Enabled,

    /// <summary>By DisableKey, or after CancelKeyDeletion.</summary>
    Disabled,

    /// <summary>The waiting period runs.</summary>
    PendingDeletion,

    /// <summary>A primary whose replicas must go first.</summary>
    PendingReplicaDeletion,

    /// <summary>Of origin EXTERNAL, without material.</summary>
    PendingImport,
}

/// <summary>A KMS key in one Region.</summary>
internal sealed class KmsKey
{
    public required string AccountId { get; init; }
    public required string Region { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset CreationDate { get; init; }
    public required KeySpec Spec { get; init; }
    public required string Usage { get; init; }
    public required KeyPolicy Policy { get; set; }
    public string Description { get; init; } = "";
    public string Origin { get; init; } = "AWS_KMS";
    public bool AwsManaged { get; init; }

    /// <summary>Where the primary of a multi-Region key lives; null for a single-Region key.</summary>
    public string? PrimaryRegion { get; init; }
    public IReadOnlyList<KeyTag> Tags { get; init; } = [];
    public KeyState State { get; set; } = KeyState.Enabled;

    /// <summary>Set while the state is PendingDeletion.</summary>
    public DateTimeOffset? DeletionDate { get; set; }

    /// <summary>Days, set while a deletion is scheduled.</summary>
    public int? PendingWindow { get; set; }

    /// <summary>Days, null while automatic rotation is off.</summary>
    public int? RotationPeriod { get; set; }
    public DateTimeOffset? RotationEnabledAt { get; set; }

    public string Arn => ArnOf(AccountId, Region, Id);
    public bool IsPrimary => PrimaryRegion == Region;

    public static string ArnOf(string accountId, string region, string id) =>
        $"arn:aws:kms:{region}:{accountId}:key/{id}";
}

internal sealed record KeyTag(string Key, string Value);

/// <summary>A key policy: the text as it was put, and what it says.</summary>
internal sealed record KeyPolicy(string Text, PolicyDocument Document);

internal sealed record KmsAlias(
    string AccountId,
    string Region,
    string Name,
    KmsKey Key,
    DateTimeOffset CreationDate
)
{
    public string Arn => ArnOf(AccountId, Region, Name);

    public static string ArnOf(string accountId, string region, string name) =>
        $"arn:aws:kms:{region}:{accountId}:{name}";
}

/// <summary>All keys and aliases, by account, Region and id. Touched under the agenda's gate.</summary>
internal sealed class KmsState
{
    private readonly List<KmsKey> _keys = [];
    private readonly List<KmsAlias> _aliases = [];

    public IEnumerable<KmsKey> Keys(string accountId, string region) =>
        _keys.Where(k => k.AccountId == accountId && k.Region == region);

    public KmsKey? Key(string accountId, string region, string id) =>
        Keys(accountId, region).FirstOrDefault(k => k.Id == id);

    /// <summary>A multi-Region key's related keys, the primary first.</summary>
    public IReadOnlyList<KmsKey> Family(KmsKey key) =>
        [
            .. _keys
                .Where(k => k.AccountId == key.AccountId && k.Id == key.Id)
                .OrderByDescending(k => k.IsPrimary),
        ];

    public IEnumerable<KmsAlias> Aliases(string accountId, string region) =>
        _aliases.Where(a => a.AccountId == accountId && a.Region == region);

    public KmsAlias? Alias(string accountId, string region, string name) =>
        Aliases(accountId, region).FirstOrDefault(a => a.Name == name);

    public void Add(KmsKey key) => _keys.Add(key);

    public void Add(KmsAlias alias) => _aliases.Add(alias);

    /// <summary>Deletes a key and all its aliases.</summary>
    public void Remove(KmsKey key)
    {
        _keys.Remove(key);
        _aliases.RemoveAll(a => a.Key == key);
    }
}
