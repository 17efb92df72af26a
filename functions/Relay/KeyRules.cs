namespace Relay;

/// <summary>What KMS says of a key.</summary>
/// <param name="Arn">Key ARN.</param>
/// <param name="State">Enabled, Disabled, PendingDeletion, … (KMS Developer Guide, Key states).</param>
/// <param name="AwsManaged">True for aws/rds and the like.</param>
/// <param name="Symmetric">KeySpec SYMMETRIC_DEFAULT and KeyUsage ENCRYPT_DECRYPT: the only ones that RDS takes.</param>
public sealed record KeyFacts(KeyArn Arn, string State, bool AwsManaged, bool Symmetric);

/// <summary>The answer to a look at a key.</summary>
public abstract record KeyLookup
{
    private KeyLookup() { }

    /// <summary>It is there.</summary>
    public sealed record Found(KeyFacts Key) : KeyLookup;

    /// <summary>There is no such key.</summary>
    public sealed record NotFound : KeyLookup;

    /// <summary>KMS refuses to tell.</summary>
    public sealed record Denied(string Answer) : KeyLookup;
}

/// <summary>
/// Which keys a relay can work with; each refusal names the key and the fix, before anything is changed. The keys of the copies are the same
/// for all snapshots: where they are judged without one, no snapshot is given.
/// </summary>
public static class KeyRules
{
    /// <summary>
    /// Whether copies of it can be encrypted: everything but a DB cluster snapshot that is not (API reference of CopyDBClusterSnapshot:
    /// KmsKeyId on an unencrypted one is an error; AWS Backup Developer Guide, Encryption for backups: their copies stay unencrypted).
    /// Where it is false, a plan has no keys.
    /// </summary>
    public static bool CanEncrypt(SourceSnapshot source) =>
        source.Encrypted || source.UnderAwsOwnedKey || Kinds.Of(source.Arn.Kind).TakesKeyWhenUnencrypted;

    /// <summary>The key that the source snapshot is under: it must be enabled; it may be AWS managed, since the region copy re-encrypts.</summary>
    /// <returns>What KMS says of it.</returns>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public static KeyFacts CheckSource(SnapshotArn snapshot, string key, KeyLookup answer) =>
        CheckUsable(
            snapshot,
            "source key",
            key,
            answer,
            "Create a new snapshot under a key that exists: this one can't be read without its key."
        );

    /// <summary>
    /// How to ask KMS, in the DR Region, for the key of the region copies. A multi-Region key has the same id in all its Regions, so its
    /// related key there is asked for; any other that names another Region is refused, before KMS is asked.
    /// </summary>
    /// <exception cref="KeyRefusedException">It is of another Region.</exception>
    public static string RegionKeyToAsk(SnapshotArn? snapshot, RelaySettings settings) =>
        ToAsk(snapshot, RegionKey, settings.RegionKey, settings);

    /// <summary>The key of the region copies: enabled, symmetric, and not AWS managed when another account must use it.</summary>
    /// <returns>The key itself, whatever form it was given in.</returns>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public static KeyArn CheckRegionKey(SnapshotArn? snapshot, RelaySettings settings, KeyLookup answer) =>
        CheckDestination(
            snapshot,
            RegionKey,
            settings.RegionKey,
            answer,
            settings.DrRegion,
            shared: settings.ShareWith is not null
        );

    /// <summary>
    /// Refuses a snapshot of RDS under another account's key. AWS would copy it (RDS User Guide, Sharing encrypted snapshots), but both
    /// accounts have to allow that, and the template's roles may use source keys of the source account only (aws:ResourceAccount).
    /// </summary>
    /// <exception cref="KeyRefusedException">It is under such a key.</exception>
    public static void CheckSourceOwner(SourceSnapshot source, KeyManager manager, RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(settings);
        if (manager == KeyManager.OtherAccount && source.Arn.IsRds)
        {
            var key = KeyArn.Parse(source.KmsKeyId!);
            throw Refusal(
                source.Arn,
                "source key",
                $"{key}",
                $"belongs to account {key.Account}, and the relay's roles may use source keys of account {settings.SourceAccount} only",
                $"Put the database under a key of account {settings.SourceAccount} (restore a snapshot of it with that key), and go on with the restored one."
            );
        }
    }

    /// <summary>How to ask KMS, in the DR Region, for the key of the account copies; it must be the DR account's.</summary>
    /// <exception cref="KeyRefusedException">It is of another account or Region.</exception>
    public static string AccountKeyToAsk(
        SnapshotArn? snapshot,
        RelaySettings settings,
        DrAccountSettings dr
    ) =>
        dr.AccountKey.Account is { } owner && owner != dr.Id
            ? throw NotOwned(snapshot, dr, owner)
            : ToAsk(snapshot, AccountKey, dr.AccountKey, settings);

    /// <summary>The key of the account copies, as the DR account's reader sees it: its own, enabled, symmetric, not AWS managed.</summary>
    /// <returns>The key itself, whatever form it was given in.</returns>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public static KeyArn CheckAccountKey(
        SnapshotArn? snapshot,
        RelaySettings settings,
        DrAccountSettings dr,
        KeyLookup answer
    )
    {
        var key = CheckDestination(
            snapshot,
            AccountKey,
            dr.AccountKey,
            answer,
            settings.DrRegion,
            shared: true
        );
        return key.Account == dr.Id ? key : throw NotOwned(snapshot, dr, key.Account);
    }

    private static (string Name, string Parameter) RegionKey => ("region key", "RegionKeyId");

    private static (string Name, string Parameter) AccountKey => ("account key", "AccountKeyId");

    private static string ToAsk(
        SnapshotArn? snapshot,
        (string Name, string Parameter) role,
        KeyReference key,
        RelaySettings settings
    ) =>
        key switch
        {
            // An ARN says whose key it is; the id alone would be looked for in the account that asks.
            { MultiRegionId: { } id, Account: { } account } =>
                $"{new KeyArn(settings.DrRegion, account, id)}",
            { Region: { } region } when region != settings.DrRegion => throw Refusal(
                snapshot,
                role.Name,
                key.ToString(),
                $"is in {region}, but copies in {settings.DrRegion} need a key of that Region",
                $"Set {role.Parameter} to a key in {settings.DrRegion}."
            ),
            _ => key.ToString(),
        };

    private static KeyRefusedException NotOwned(
        SnapshotArn? snapshot,
        DrAccountSettings dr,
        AccountId owner
    ) =>
        Refusal(
            snapshot,
            AccountKey.Name,
            dr.AccountKey.ToString(),
            $"belongs to account {owner}, but the DR account {dr.Id} must own the key of its copies",
            $"Set {AccountKey.Parameter} to a key of account {dr.Id}."
        );

    private static KeyArn CheckDestination(
        SnapshotArn? snapshot,
        (string Name, string Parameter) role,
        KeyReference given,
        KeyLookup answer,
        Region drRegion,
        bool shared
    )
    {
        var key = CheckUsable(
            snapshot,
            role.Name,
            given.ToString(),
            answer,
            WhenMissing(role, given, drRegion)
        );
        if (!key.Symmetric)
        {
            throw Refusal(
                snapshot,
                role.Name,
                given.ToString(),
                "is not a symmetric encryption key, and RDS takes no other",
                $"Set {role.Parameter} to a symmetric key for encryption and decryption."
            );
        }

        return shared && key.AwsManaged
            ? throw Refusal(
                snapshot,
                role.Name,
                given.ToString(),
                "is an AWS managed key, which another account can't use",
                $"Set {role.Parameter} to a customer managed key (docs/keys.md)."
            )
            : key.Arn;
    }

    private static string WhenMissing(
        (string Name, string Parameter) role,
        KeyReference given,
        Region drRegion
    ) =>
        given.MultiRegionId is { } id
            ? $"Make its related key in {drRegion} (aws kms replicate-key --key-id {id} --replica-region {drRegion}, in the Region of its primary), or set {role.Parameter} to another key of {drRegion}."
            : $"Set {role.Parameter} to a key that exists in {drRegion}.";

    private static KeyFacts CheckUsable(
        SnapshotArn? snapshot,
        string name,
        string key,
        KeyLookup answer,
        string whenMissing
    )
    {
        KeyRefusedException Refuse(string problem, string toDo) =>
            Refusal(snapshot, name, key, problem, toDo);
        return answer switch
        {
            KeyLookup.Found { Key: { State: "Enabled" } found } => found,
            KeyLookup.Found { Key.State: "PendingDeletion" or "PendingReplicaDeletion" } => throw Refuse(
                "is pending deletion",
                $"Cancel the deletion of {key} (aws kms cancel-key-deletion) and enable it, at once: a deleted key takes its snapshots along."
            ),
            KeyLookup.Found { Key.State: "Disabled" } => throw Refuse(
                "is disabled",
                $"Enable {key} (aws kms enable-key)."
            ),
            KeyLookup.Found { Key: var other } => throw Refuse(
                $"has state {other.State}",
                $"Bring {key} to state Enabled."
            ),
            KeyLookup.Denied denied => throw Refuse(
                $"can't be looked at: {denied.Answer}",
                $"Allow kms:DescribeKey on {key} in its key policy."
            ),
            _ => throw Refuse("does not exist", whenMissing),
        };
    }

    private static KeyRefusedException Refusal(
        SnapshotArn? snapshot,
        string name,
        string key,
        string problem,
        string toDo
    ) => new(snapshot, name, key, problem, toDo);
}
