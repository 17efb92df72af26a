namespace Relay;

/// <summary>Why a route is not possible, and what would make it so.</summary>
internal sealed record Obstacle(string Why, string Fix);

/// <summary>A way that a snapshot could take.</summary>
/// <param name="Route">The route.</param>
/// <param name="Means">Who copies.</param>
/// <param name="Name">What the reason calls it.</param>
/// <param name="Because">What it does, for the reason.</param>
/// <param name="Obstacle">Why it is not possible; null when it is.</param>
/// <param name="Telling">Whether a reader would expect this way, and so wants to know why it is not taken.</param>
internal sealed record RouteOption(
    Route Route,
    CopyMeans Means,
    string Name,
    string Because,
    Obstacle? Obstacle,
    bool Telling = true
);

/// <summary>The ways that lead to each mode, in the order of preference, each with what is in its way.</summary>
internal sealed class RouteOptions(
    SourceSnapshot source,
    KeyManager manager,
    bool? crossAccountBackup,
    RelaySettings settings
)
{
    private string DrRegion => settings.DrRegion.ToString();

    private string Account => $"account {settings.ShareWith}";

    /// <summary>The ways to a mode.</summary>
    public IReadOnlyList<RouteOption> For(Mode mode) =>
        mode switch
        {
            Mode.Region =>
            [
                RegionByJob(),
                BySnapshot(Route.RegionOnly, $"the copy in {DrRegion} is the destination"),
            ],
            Mode.Share =>
            [
                BySnapshot(
                    Route.RegionThenShare,
                    $"the copy in {DrRegion} is shared with {Account} as long as it lives"
                ),
            ],
            _ =>
            [
                Direct(),
                OneJob(),
                TwoJobs(),
                BySnapshot(
                    Route.RegionThenAccount,
                    $"{Account} gets a copy of its own, by way of a copy in {DrRegion} that re-encrypts"
                ),
            ],
        };

    private RouteOption RegionByJob() =>
        new(
            Route.RegionOnly,
            CopyMeans.CopyJob,
            "a copy job",
            $"a copy job brings it into the vault {settings.RecoveryPoints.RegionVault?.Name} in {DrRegion}, the destination",
            AgainstJobs(),
            source.Arn.IsAwsBackups
        );

    private RouteOption BySnapshot(Route route, string because) =>
        new(
            route,
            CopyMeans.Snapshot,
            route.ToString(),
            source.Arn.IsAwsBackups
                ? $"RDS rescues the snapshot behind the recovery point: {because}"
                : because,
            source.Arn.IsRds
                ? null
                : new Obstacle(
                    "it is no snapshot of RDS, so nobody but AWS Backup can copy it",
                    "Ask for mode region or copy, without a route: copy jobs lead to both."
                ),
            !source.Arn.IsRds
        );

    private RouteOption Direct() =>
        new(
            Route.DirectToAccount,
            CopyMeans.Snapshot,
            "DirectToAccount",
            $"{Account} copies the source itself to {DrRegion} in one step, while it is shared",
            AgainstDirect(),
            settings.DirectToAccount && !source.Arn.IsAwsBackups
        );

    private RouteOption OneJob() =>
        new(
            Route.BackupCopyJob,
            CopyMeans.CopyJob,
            "one copy job",
            $"one copy job brings it into the vault {settings.RecoveryPoints.AccountVault?.Name} of {Account}",
            AgainstJobs() ?? AgainstCrossAccount() ?? AgainstOtherAccountsUse(),
            source.Arn.IsAwsBackups
        );

    private RouteOption TwoJobs() =>
        new(
            Route.BackupTwoJobs,
            CopyMeans.CopyJob,
            "two copy jobs",
            $"a copy job brings it into the vault {settings.RecoveryPoints.RegionVault?.Name} in {DrRegion}, which re-encrypts, and another into the vault {settings.RecoveryPoints.AccountVault?.Name} of {Account}",
            AgainstJobs() ?? AgainstCrossAccount(),
            source.Arn.IsAwsBackups
        );

    // RDS User Guide, Sharing a DB snapshot: only manual snapshots, never under the default key.
    private Obstacle? AgainstDirect() =>
        source switch
        {
            { Arn.IsAwsBackups: true } => new("AWS Backup's snapshots can't be shared", Elsewhere),
            _ when IsAutomated => new("automated snapshots can't be shared", Elsewhere),
            _ when OptionGroupRules.MustAsk(source) => new(
                $"its option group {source.OptionGroup} would have to be in the DR account too, which the relay can't see",
                Elsewhere
            ),
            _ => AgainstOtherAccountsUse() ?? AgainstSharingSources(),
        };

    private Obstacle? AgainstSharingSources() =>
        settings.DirectToAccount
            ? null
            : new(
                "the setting DirectToAccount is off",
                "Set DirectToAccount to on in the relay's stack and in the DR account's."
            );

    private bool IsAutomated => source.Arn.IsAutomated || source.SnapshotType == "automated";

    // AWS Backup Developer Guide, Amazon RDS backups: AWS Backup's automated snapshots, which no vault holds, are those behind continuous ones.
    private bool IsContinuous => source.RecoveryPoint?.Continuous ?? (source.Arn.IsRds && IsAutomated);

    private string InsteadOfContinuous =>
        source.Arn.IsRds ? "Ask for a route that copies snapshots: RDS copies the one behind it."
        : RecoveryPointFacts.IsDatabase(source.RecoveryPoint!.ResourceType)
            ? $"Start the relay of the newest automated snapshot of {source.Database} behind it (aws rds describe-db-snapshots or describe-db-cluster-snapshots, with --snapshot-type automated)."
        : "Have the backup plan make periodic backups as well; those are relayed.";

    private const string Elsewhere = "Ask for route RegionThenAccount, which shares the region copy instead.";

    // RDS User Guide, Sharing encrypted snapshots; AWS Backup Developer Guide, Creating backup copies across AWS accounts.
    private Obstacle? AgainstOtherAccountsUse()
    {
        var why = manager switch
        {
            KeyManager.None or KeyManager.Customer => null,
            KeyManager.Aws => "it is under an AWS managed key, which no other account can use",
            KeyManager.AwsOwned => "it is under a key that AWS owns, which can't be shared",
            KeyManager.OtherAccount =>
                $"it is under {source.KmsKeyId}, a key of another account, whose policy the relay can't see",
            _ => $"nobody could tell who manages its key {Shown.Value(source.KmsKeyId)}",
        };
        return why is null
            ? null
            : new Obstacle(
                why,
                "Ask for a route that re-encrypts on its way: RegionThenAccount or BackupTwoJobs."
            );
    }

    private Obstacle? AgainstJobs() =>
        (source, settings.RecoveryPoints) switch
        {
            ({ Arn.IsAwsBackups: false }, _) => new(
                "it is not a recovery point of AWS Backup",
                "Ask for a route that copies snapshots."
            ),
            // AWS Backup Developer Guide, StartCopyJob.
            _ when IsContinuous => new(
                "it is continuous, and copy jobs do not take continuous recovery points",
                InsteadOfContinuous
            ),
            (_, { Use: not RecoveryPointUse.Jobs } points) => new(
                $"the setting RecoveryPoints is {points.Use.ToString().ToLowerInvariant()}",
                "Set RecoveryPoints to jobs."
            ),
            ({ RecoveryPoint: null }, var points) => new(
                $"no vault of SourceVaults ({string.Join(", ", points.SourceVaults)}) holds it",
                "Add its vault to SourceVaults."
            ),
            ({ RecoveryPoint: { ResourceType: var type } }, var points)
                when !points.ResourceTypes.Contains(type) => new(
                $"resource type {type} is not in BackupResourceTypes",
                $"Add {type} to BackupResourceTypes."
            ),
            _ => null,
        };

    private Obstacle? AgainstCrossAccount() =>
        crossAccountBackup == false
            ? new(
                "cross-account backup is off in AWS Organizations, or the account is in no organization",
                "Turn cross-account backup on in the management account (aws backup update-global-settings)."
            )
        : settings.RecoveryPoints.AccountVault is null
            ? new(
                "the relay's stack has no DrVaultArn",
                "Set DrVaultArn to the DR account's vault (output VaultArn of its stack)."
            )
        : null;
}
