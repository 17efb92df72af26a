namespace Relay;

/// <summary>Who manages the key that a source is under: what decides how it may be copied.</summary>
public enum KeyManager
{
    /// <summary>It is not encrypted.</summary>
    None,

    /// <summary>A customer managed key of the source account; single-Region or multi-Region is the same to RDS.</summary>
    Customer,

    /// <summary>aws/rds and the like: no other account can use it.</summary>
    Aws,

    /// <summary>A key that AWS owns (sse-rds): there is none in the account.</summary>
    AwsOwned,

    /// <summary>A key of another account: its policy is not the source account's to see.</summary>
    OtherAccount,

    /// <summary>A key that nobody was asked about, or that can't be read.</summary>
    Unknown,
}

/// <summary>Tells the keys of sources apart.</summary>
public static class SourceKeys
{
    /// <summary>The key to ask KMS for, in its own Region; null when there is none to ask for, or it is another account's.</summary>
    public static KeyArn? ToAsk(SourceSnapshot source, RelaySettings settings) =>
        ArnOf(source) is { } key && key.Account == settings.SourceAccount ? key : null;

    /// <summary>Who manages the source's key, given what KMS said of it.</summary>
    public static KeyManager ManagerOf(SourceSnapshot source, KeyFacts? key, RelaySettings settings) =>
        source switch
        {
            { UnderAwsOwnedKey: true } => KeyManager.AwsOwned,
            { Encrypted: false } => KeyManager.None,
            _ when ArnOf(source) is { } arn && arn.Account != settings.SourceAccount =>
                KeyManager.OtherAccount,
            _ when key is null => KeyManager.Unknown,
            _ => key.AwsManaged ? KeyManager.Aws : KeyManager.Customer,
        };

    private static KeyArn? ArnOf(SourceSnapshot source) =>
        source.Encrypted && !source.UnderAwsOwnedKey ? Texts.ParseOrNull<KeyArn>(source.KmsKeyId) : null;
}
