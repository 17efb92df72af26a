using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>What most tests of the adapters need.</summary>
internal static class Some
{
    public static readonly AccountId Source = AccountId.Parse("111111111111");
    public static readonly AccountId Dr = AccountId.Parse("222222222222");
    public static readonly Place AtSource = new(Region.Parse("eu-west-1"), Actor.Relay);
    public static readonly Place AtDr = new(Region.Parse("eu-central-1"), Actor.Relay);
    public static readonly Place AsReader = AtDr with { Actor = Actor.Reader };
    public static readonly Tag Team = new("team", "orders");

    public static readonly VaultArn RegionVault = Vault(Source, "snapshot-relay");
    public static readonly VaultArn AccountVault = Vault(Dr, "copies");

    /// <summary>A relay with everything on.</summary>
    public static readonly RelaySettings Settings = new(
        "snapshot-relay",
        Source,
        [AtSource.Region],
        AtDr.Region,
        Mode.Copy,
        Key("111111111111"),
        Dr,
        new DrAccountSettings(
            Dr,
            Key("222222222222"),
            Copier: Role(Dr, "copier"),
            Reader: Role(Dr, "reader"),
            ExternalId: "shared"
        ),
        DirectToAccount: true,
        TriesAwsOwnedKeys: true,
        OptionGroups: new Dictionary<string, string>(),
        new SelectionSettings(null, ["*"], [], [], []),
        new RecoveryPointSettings(
            RecoveryPointUse.Jobs,
            SourceVaults: ["weekly", "prod"],
            RegionVault,
            AccountVault,
            CopyRole: Role(Source, "backup-copier"),
            ["RDS", "Aurora", "EFS"]
        ),
        new RetentionSettings(35, 0),
        "arn:aws:states:eu-central-1:111111111111:stateMachine:snapshot-relay",
        CopiesInProgress: 20,
        ClusterCopiesInProgress: 5,
        CopyDeadline: TimeSpan.FromHours(24),
        SlotDeadline: TimeSpan.FromHours(24)
    );

    public static SnapshotArn Arn(string text) => SnapshotArn.Parse(text);

    /// <summary>Recovery points, and what RDS knows of them.</summary>
    public static RecoveryPoints RecoveryPoints(AwsAnswers aws) =>
        new(
            aws.Connection,
            Settings,
            new Dictionary<SnapshotKind, ISnapshots>
            {
                [SnapshotKind.Instance] = new InstanceSnapshots(aws.Connection),
                [SnapshotKind.Cluster] = new ClusterSnapshots(aws.Connection),
            }
        );

    private static VaultArn Vault(AccountId account, string name) => new(AtDr.Region, account, name);

    private static KeyReference Key(string account) =>
        KeyReference.Parse($"arn:aws:kms:eu-central-1:{account}:key/1");

    private static RoleArn Role(AccountId account, string name) =>
        RoleArn.Parse($"arn:aws:iam::{account}:role/snapshot-relay/{name}");
}
