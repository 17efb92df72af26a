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

/// <summary>Which keys a relay can work with; each refusal names the key and the fix, before anything is changed.</summary>
public static class KeyRules
{
    /// <summary>The key that the source snapshot is under: it must be enabled; it may be AWS managed, since the region copy re-encrypts.</summary>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public static void CheckSource(SnapshotArn snapshot, string key, KeyLookup answer) =>
        CheckUsable(
            snapshot,
            "source key",
            key,
            answer,
            "the snapshot can't be read without it, so create a new snapshot under a key that exists"
        );

    /// <summary>The key of the region copy.</summary>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public static void CheckRegionKey(SnapshotArn snapshot, RelaySettings settings, KeyLookup answer)
    {
        var refuse = Refusal(snapshot, "region key", settings.RegionKey.ToString());
        if (settings.RegionKey.Region != settings.DrRegion)
        {
            throw refuse($"is in {settings.RegionKey.Region}, but copies in {settings.DrRegion} need a key of that Region", $"Set RegionKeyArn to a key in {settings.DrRegion}.");
        }

        var found = CheckUsable(snapshot, "region key", settings.RegionKey.ToString(), answer, "set RegionKeyArn to a key that exists");
        CheckDestination(found, refuse, "RegionKeyArn", shared: settings.DrAccount is not null);
    }

    /// <summary>The key of the account copy, as the DR account's reader sees it.</summary>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public static void CheckAccountKey(SnapshotArn snapshot, RelaySettings settings, DrAccountSettings dr, KeyLookup? answer)
    {
        var refuse = Refusal(snapshot, "account key", dr.AccountKey.ToString());
        if (dr.AccountKey.Account != dr.Id)
        {
            throw refuse($"belongs to account {dr.AccountKey.Account}, but the DR account {dr.Id} must own the key of its copies", $"Set AccountKeyArn to a key of account {dr.Id}.");
        }

        if (dr.AccountKey.Region != settings.DrRegion)
        {
            throw refuse($"is in {dr.AccountKey.Region}, but copies in {settings.DrRegion} need a key of that Region", $"Set AccountKeyArn to a key in {settings.DrRegion}.");
        }

        if (answer is not null)
        {
            var found = CheckUsable(snapshot, "account key", dr.AccountKey.ToString(), answer, "set AccountKeyArn to a key that exists");
            CheckDestination(found, refuse, "AccountKeyArn", shared: true);
        }
    }

    private static void CheckDestination(KeyFacts key, Func<string, string, KeyRefusedException> refuse, string parameter, bool shared)
    {
        if (!key.Symmetric)
        {
            throw refuse("is not a symmetric encryption key, and RDS takes no other", $"Set {parameter} to a symmetric key for encryption and decryption.");
        }

        if (shared && key.AwsManaged)
        {
            throw refuse(
                "is an AWS managed key, which another account can't use",
                $"Set {parameter} to a customer managed key (docs/keys.md)."
            );
        }
    }

    private static KeyFacts CheckUsable(SnapshotArn snapshot, string name, string key, KeyLookup answer, string whenMissing)
    {
        var refuse = Refusal(snapshot, name, key);
        return answer switch
        {
            KeyLookup.Found { Key: { State: "Enabled" } found } => found,
            KeyLookup.Found { Key.State: "PendingDeletion" or "PendingReplicaDeletion" } => throw refuse(
                "is pending deletion",
                $"Cancel the deletion of {key} (aws kms cancel-key-deletion) and enable it, at once: a deleted key takes its snapshots along."
            ),
            KeyLookup.Found { Key: { State: "Disabled" } } => throw refuse("is disabled", $"Enable {key} (aws kms enable-key)."),
            KeyLookup.Found { Key: var other } => throw refuse($"has state {other.State}", $"Bring {key} to state Enabled."),
            KeyLookup.Denied denied => throw refuse($"can't be looked at: {denied.Answer}", $"Allow kms:DescribeKey on {key} in its key policy."),
            _ => throw refuse("does not exist", Sentence(whenMissing)),
        };
    }

    private static Func<string, string, KeyRefusedException> Refusal(SnapshotArn snapshot, string name, string key) =>
        (problem, toDo) => new KeyRefusedException(snapshot, name, key, problem, toDo);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
