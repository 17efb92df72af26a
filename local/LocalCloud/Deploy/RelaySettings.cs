namespace LocalCloud.Deploy;

/// <summary>What the relay is deployed with.</summary>
/// <param name="SourceAccountId">Where the databases and the relay are.</param>
/// <param name="DrAccountId">Whom the copies are shared with, and who is to own them; null for none.</param>
/// <param name="DrRegion">Where the copies go, and the relay runs.</param>
/// <param name="SourceRegions">Where the databases are.</param>
public sealed record RelaySettings(
    string SourceAccountId,
    string? DrAccountId,
    string DrRegion,
    IReadOnlyList<string> SourceRegions
)
{
    /// <summary>Prefix of all names.</summary>
    public string RelayName { get; init; } = "snapshot-relay";

    /// <summary>copy, share or region; null for copy with a DR account, and region without one.</summary>
    public string? Mode { get; init; }

    /// <summary>
    /// Nothing is deployed in the DR account: region copies can be shared with it, and that is all. Otherwise everything is, whatever the
    /// mode, and tags may choose.
    /// </summary>
    public bool OnlyShares { get; init; }

    /// <summary>What the relay names when it assumes the DR account's roles.</summary>
    public string ExternalId { get; init; } = "7f6d2c1e-local-cloud";

    /// <summary>A region key that exists already, in any form that KMS takes; null has the relay's stack make one.</summary>
    public string? RegionKeyId { get; init; }

    /// <summary>The account key, in any form that KMS takes; null for the ARN that the DR account's stack puts out.</summary>
    public string? AccountKeyId { get; init; }

    /// <summary>DirectToAccount, on both sides.</summary>
    public bool DirectToAccount { get; init; }

    /// <summary>off, jobs or rescue; jobs makes the vaults, and AWS Backup's service-linked role in the DR account.</summary>
    public string RecoveryPoints { get; init; } = "off";

    /// <summary>Names of the vaults in the source Regions whose recovery points are relayed; a person makes them.</summary>
    public IReadOnlyList<string> SourceVaults { get; init; } = [];

    /// <summary>Further parameters of template.yaml by name, for example CopiesInProgress. They win.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Further parameters of templates/dr-account.yaml by name, for example VaultLock. They win.</summary>
    public IReadOnlyDictionary<string, string> DrAccountParameters { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Whether templates/dr-account.yaml is deployed.</summary>
    public bool DeploysDrAccount => DrAccountId is not null && !OnlyShares;
}
