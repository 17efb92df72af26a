namespace Relay;

/// <summary>How many manual snapshots of a kind an account has in a Region, and may have (RDS API reference, AccountQuota).</summary>
public sealed record QuotaFacts(SnapshotKind Kind, long Used, long Most);

/// <summary>What a check has come to.</summary>
/// <param name="Findings">What would make relays fail.</param>
/// <param name="NotProven">What could not be proved.</param>
public sealed record Diagnosed(IReadOnlyList<Finding> Findings, IReadOnlyList<Unproven> NotProven)
{
    private const int Named = 3;

    /// <summary>Nothing is wrong.</summary>
    public static Diagnosed Well { get; } = new([], []);

    /// <summary>Something is wrong.</summary>
    public static Diagnosed Ill(Check check, string what, string value, string fix) =>
        new([new Finding(check.Name, what, value, fix)], []);

    /// <summary>Something could not be proved.</summary>
    public static Diagnosed Open(Check check, string what, string why) =>
        new([], [new Unproven(check.Name, what, why)]);

    /// <summary>All of them; the same problem of several is one.</summary>
    public static Diagnosed Of(IEnumerable<Diagnosed> all)
    {
        var list = all.ToList();
        return new(
            [
                .. list.SelectMany(d => d.Findings)
                    .GroupBy(f => (f.What, f.Fix))
                    .Select(same =>
                        same.First() with
                        {
                            Value = Shown.First(
                                Named,
                                [.. same.Select(f => f.Value).Distinct(StringComparer.Ordinal)],
                                ", "
                            ),
                        }
                    ),
            ],
            [.. list.SelectMany(d => d.NotProven).Distinct()]
        );
    }
}

/// <summary>What each look of Doctor's means: pure, and nothing is judged here that PlanRelay's rules judge.</summary>
public static class Diagnosis
{
    // Four fifths: what is left lasts for some days, and for asking AWS for more.
    private const double Full = 0.8;

    /// <summary>What PlanRelay would refuse a snapshot with, or a check by its rules has; what passes, or Doctor may not see, is not proved.</summary>
    /// <param name="check">Which check.</param>
    /// <param name="error">What was thrown.</param>
    /// <param name="about">The setting or the snapshot that it is about.</param>
    public static Diagnosed Of(Check check, RelayException error, string about)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error switch
        {
            KeyRefusedException key => Diagnosed.Ill(check, key.Problem, about, key.ToDo),
            VaultRefusedException vault => Diagnosed.Ill(check, vault.Problem, about, vault.ToDo),
            AwsAccessDeniedException or AwsRefusedException or { Kind: ErrorKind.Passes } => Diagnosed.Open(
                check,
                about,
                error.What
            ),
            // Deleted meanwhile.
            SnapshotNotFoundException or SnapshotReplacedException => Diagnosed.Well,
            _ => Diagnosed.Ill(check, error.What.TrimEnd('.'), about, error.ToDo),
        };
    }

    /// <summary>A key's policy.</summary>
    /// <param name="name">region key, source key.</param>
    /// <param name="key">The key.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="questions">Whom it has to let in.</param>
    /// <param name="consequence">What happens otherwise.</param>
    public static Diagnosed KeyPolicy(
        string name,
        KeyArn key,
        string policy,
        IEnumerable<PolicyQuestion> questions,
        string consequence
    ) =>
        Diagnosed.Of(
            questions.Select(question =>
                PolicyReader.Ask(policy, question) switch
                {
                    PolicyAnswer.Refuses refused => Diagnosed.Ill(
                        Checkup.KeyPolicies,
                        $"the policy of the {name} {key} does not let {question.Who} in, so {consequence}",
                        Missing(refused, question),
                        $"Add the statements of docs/keys.md to the policy of {key}."
                    ),
                    PolicyAnswer.Unsure unsure => Diagnosed.Open(
                        Checkup.KeyPolicies,
                        $"that the policy of the {name} {key} lets {question.Who} in",
                        unsure.Why
                    ),
                    _ => Diagnosed.Well,
                }
            )
        );

    private static string Missing(PolicyAnswer.Refuses refused, PolicyQuestion question) =>
        (
            refused.Actions.Count == question.Actions.Count
                ? "all that it needs"
                : string.Join(", ", refused.Actions)
        )
        + (question.Context.GetValueOrDefault("kms:ViaService") is { } service ? $" through {service}" : "");

    /// <summary>The access policy of the DR account's vault.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="policy">Its policy; null when it has none.</param>
    /// <param name="question">Whom it has to let in.</param>
    public static Diagnosed VaultPolicy(VaultArn vault, string? policy, PolicyQuestion question) =>
        (policy is null ? new PolicyAnswer.Refuses([]) : PolicyReader.Ask(policy, question)) switch
        {
            PolicyAnswer.Refuses => Diagnosed.Ill(
                Checkup.Vaults,
                $"the access policy of the {VaultRules.AccountVault} {vault} does not let {question.Who} copy into it",
                question.Principal,
                "Deploy templates/dr-account.yaml in the DR account again with BackupVault on, or allow backup:CopyIntoBackupVault to that role in the vault's access policy."
            ),
            PolicyAnswer.Unsure unsure => Diagnosed.Open(
                Checkup.Vaults,
                $"that the access policy of {vault} lets {question.Who} copy into it",
                unsure.Why
            ),
            _ => Diagnosed.Well,
        };

    /// <summary>Whether AWS Backup may copy across accounts.</summary>
    public static Diagnosed CrossAccountBackup(bool isOn) =>
        isOn
            ? Diagnosed.Well
            : Diagnosed.Ill(
                Checkup.Organization,
                "AWS Backup may not copy across accounts, so RDS copies databases' recovery points instead, and those of other types fail",
                "isCrossAccountBackupEnabled",
                "In the organization's management account: aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true; or set RecoveryPoints to rescue."
            );

    /// <summary>An option group that the settings name.</summary>
    public static Diagnosed OptionGroup(
        string source,
        string wanted,
        OptionGroupFacts? found,
        Region drRegion
    ) =>
        found is not null
            ? Diagnosed.Well
            : Diagnosed.Ill(
                Checkup.OptionGroups,
                $"there is no option group {wanted} in {drRegion}",
                $"OptionGroups {source}={wanted}",
                $"Create it for the engine and major version of {source}, with its persistent and permanent options; or correct OptionGroups."
            );

    /// <summary>Manual snapshots of a kind in a place.</summary>
    /// <param name="where">For people.</param>
    /// <param name="quota">The count and the quota.</param>
    /// <param name="tonight">How many copies one more of each database makes there.</param>
    public static Diagnosed Quota(string where, QuotaFacts quota, int tonight)
    {
        ArgumentNullException.ThrowIfNull(quota);
        var noun = Kinds.Of(quota.Kind).Noun;
        return quota.Used + tonight > quota.Most || quota.Used >= Full * quota.Most
            ? Diagnosed.Ill(
                Checkup.Quotas,
                $"the quota of manual {noun}s {where} is nearly used up",
                $"{quota.Used} of {quota.Most}, {tonight} more with the next copy of each database",
                $"Raise the quota of manual {noun}s of that account and Region (Service Quotas, Amazon RDS), delete manual {noun}s that nobody needs, or set RetentionDays lower there."
            )
            : Diagnosed.Well;
    }

    /// <summary>Copies in progress in a place that are not the relay's: its own wait for each other.</summary>
    public static Diagnosed Slots(
        string where,
        SnapshotKind kind,
        IEnumerable<SnapshotFacts> there,
        RelaySettings settings
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var others = there.Count(s =>
            s is { State: SnapshotState.InProgress, CopiedFrom: not null, Arn.IsAwsBackups: false }
            && !s.Tags.SayMadeByRelay()
        );
        var slots = settings.Slots(kind);
        return others >= Full * slots
            ? Diagnosed.Ill(
                Checkup.Quotas,
                $"copies of {Kinds.Of(kind).Noun}s that the relay has not made take the copy slots {where}",
                $"{others} of {slots} in progress",
                $"Find out who copies there and when (CloudTrail), and have it done at another time; or raise the quota of copies in progress and {(kind == SnapshotKind.Cluster ? "ClusterCopiesInProgress" : "CopiesInProgress")} with it."
            )
            : Diagnosed.Well;
    }

    /// <summary>How long copies are kept, against AWS's limits; vaults' locks are their own check.</summary>
    public static Diagnosed Retention(RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
            settings is { RecoveryPoints.Use: RecoveryPointUse.Jobs, Retention.ColdStorageAfterDays: > 0 }
            && LifecycleRules.WhyNotCold(settings.Retention.ColdStorageAfterDays, settings.Retention.Days)
                is { } why
            ? Diagnosed.Ill(
                Checkup.Retention,
                $"a copy of a recovery point {why.Problem}",
                $"RetentionDays {settings.Retention.Days}, ColdStorageAfterDays {settings.Retention.ColdStorageAfterDays}",
                why.ToDo
            )
            : Diagnosed.Well;
    }

    /// <summary>A source Region from which no canary has come.</summary>
    public static Diagnosed NoCanary(Region region) =>
        Diagnosed.Ill(
            Checkup.Canaries,
            $"no canary has come from {region} in the last two hours, so its snapshots' events may not come either",
            $"{region}",
            $"Deploy templates/source-region.yaml in {region}; if it is there, look at its schedule, its rules and its queue of what was not forwarded (docs/operations.md). In a relay's first two hours, wait."
        );
}
