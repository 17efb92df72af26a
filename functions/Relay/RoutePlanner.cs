namespace Relay;

/// <summary>Chooses the route of a snapshot, with the reason in words; refuses before anything is changed.</summary>
public static class RoutePlanner
{
    /// <summary>
    /// The plan for a snapshot that can be copied: the first possible route, in the order of preference. Its keys and its option group are
    /// looked up, and filled in, by whoever can ask AWS.
    /// </summary>
    /// <param name="source">The snapshot.</param>
    /// <param name="wish">What is wanted for it.</param>
    /// <param name="sourceKey">What KMS says of its key; null when nobody was asked.</param>
    /// <param name="crossAccountBackup">Whether AWS Backup may copy to other accounts; null when nobody was asked.</param>
    /// <param name="settings">The relay's settings.</param>
    /// <exception cref="SnapshotRefusedException">AWS copies such a snapshot by no means, or a setting forbids it.</exception>
    /// <exception cref="KeyRefusedException">It is under another account's key, which the relay's roles may not use.</exception>
    /// <exception cref="RouteRefusedException">What is wanted is not possible for this snapshot with these settings.</exception>
    public static RelayPlan Choose(
        SourceSnapshot source,
        Wish wish,
        KeyFacts? sourceKey,
        bool? crossAccountBackup,
        RelaySettings settings
    )
    {
        ArgumentNullException.ThrowIfNull(wish);
        if (wish.Skip)
        {
            return Nothing($"{wish.Why}; to relay it all the same, start it by hand with a mode");
        }

        SourceRules.CheckCopyable(source, settings);
        CheckSettings(source, wish, settings);
        var manager = SourceKeys.ManagerOf(source, sourceKey, settings);
        KeyRules.CheckSourceOwner(source, manager, settings);
        var options = new RouteOptions(source, manager, crossAccountBackup, settings).For(wish.Mode);
        IReadOnlyList<RouteOption> wanted = wish.Route is null
            ? options
            : [.. options.Where(o => o.Route == wish.Route)];
        return wanted.FirstOrDefault(o => o.Obstacle is null) is { } taken
            ? Plan(source, wish, taken, Reason(source, wish, taken, options, manager), settings)
            : throw Refusal(source, wish, wanted);
    }

    /// <summary>
    /// The plan to go on with when AWS refuses a route: a way that does without what was refused. Null when there is none, or when the refusal
    /// would meet the other way too: then <see cref="InWords"/> is what to report. It strictly descends, so it ends.
    /// </summary>
    public static RelayPlan? Instead(RelayPlan plan, SourceSnapshot source, RelayException refusal) =>
        Fallbacks.After(plan, source, refusal);

    /// <summary>
    /// The refusal that a person reads when there is no way out: AWS's own words mean little where it refuses a snapshot under a key that it
    /// owns (sse-rds), which was tried since AWS documents nothing, and where AWS Backup's own role is missing in the DR account; any other
    /// refusal speaks for itself.
    /// </summary>
    public static RelayException InWords(SourceSnapshot source, RelayException refusal) =>
        Fallbacks.InWords(source, refusal);

    /// <summary>The plan for a snapshot that is never relayed.</summary>
    public static RelayPlan Nothing(string reason) => new(Route.NothingToDo, reason);

    private static void CheckSettings(SourceSnapshot source, Wish wish, RelaySettings settings)
    {
        var missing = wish.Mode switch
        {
            Mode.Share when settings.ShareWith is null => "DrAccountId",
            Mode.Copy when settings.DrAccount is null => settings.ShareWith is null
                ? "DrAccountId, ExternalId and AccountKeyId"
                : "AccountKeyId and ExternalId",
            _ => null,
        };
        if (missing is not null)
        {
            throw new RouteRefusedException(
                source.Arn,
                wish.Why,
                $"the relay's stack has no {missing}",
                $"Set {missing} in the relay's stack, or ask for another mode."
            );
        }
    }

    private static RelayPlan Plan(
        SourceSnapshot source,
        Wish wish,
        RouteOption taken,
        string reason,
        RelaySettings settings
    )
    {
        var points = settings.RecoveryPoints;
        var jobs = taken.Means == CopyMeans.CopyJob;
        var plan = new RelayPlan(
            taken.Route,
            reason,
            CopyName: Names.Copy(settings.RelayName, source.Identity())
        )
        {
            Means = taken.Means,
            Mode = wish.Mode,
            RetentionDays = wish.RetentionDays,
        };
        return plan with
        {
            ColdStorageAfterDays = jobs ? LifecycleRules.ColdStorageAfterDays(source, settings) : null,
            RegionVaultArn = jobs && plan.MakesRegionCopy ? points.RegionVault : null,
            AccountVaultArn = jobs && plan.MakesAccountCopy ? points.AccountVault : null,
        };
    }

    private static string Reason(
        SourceSnapshot source,
        Wish wish,
        RouteOption taken,
        IReadOnlyList<RouteOption> options,
        KeyManager manager
    )
    {
        var passed = options
            .TakeWhile(o => o != taken)
            .Where(o => o is { Telling: true, Obstacle: not null })
            .DistinctBy(o => o.Obstacle!.Why)
            .Select(o => $" Not by {o.Name}: {o.Obstacle!.Why}.");
        var tried =
            manager == KeyManager.AwsOwned && source.Arn.IsRds
                ? " It is under a key that AWS owns (sse-rds); AWS documents no copying of such snapshots, so it is tried."
                : "";
        var plain = KeyRules.CanEncrypt(source)
            ? ""
            : " It is not encrypted, and neither are its copies: a DB cluster snapshot can't be encrypted by copying.";
        return $"{wish.Why}: {taken.Because}.{string.Concat(passed)}{tried}{plain}";
    }

    private static RouteRefusedException Refusal(
        SourceSnapshot source,
        Wish wish,
        IReadOnlyList<RouteOption> wanted
    )
    {
        IReadOnlyList<Obstacle> obstacles =
        [
            .. wanted
                .Where(o => o.Telling || wanted.Count == 1)
                .Select(o => o.Obstacle!)
                .DistinctBy(o => o.Why),
        ];
        return obstacles is []
            ? new(
                source.Arn,
                wish.Why,
                $"this route does not lead to mode {wish.Mode.ToString().ToLowerInvariant()}",
                "Ask for a route that fits the mode, or for the mode alone."
            )
            : new(
                source.Arn,
                wish.Why,
                string.Join("; ", obstacles.Select(o => o.Why)),
                string.Join(" ", Fixes(wanted, obstacles))
            );
    }

    // Where copy jobs would do, what lets them is the fix.
    private static IEnumerable<string> Fixes(
        IReadOnlyList<RouteOption> wanted,
        IReadOnlyList<Obstacle> obstacles
    )
    {
        IReadOnlyList<Obstacle?> ofJobs =
        [
            .. wanted.Where(o => o is { Telling: true, Means: CopyMeans.CopyJob }).Select(o => o.Obstacle),
        ];
        return obstacles
            .Where(o => ofJobs is [] || ofJobs.Contains(o))
            .Select(o => o.Fix)
            .Distinct(StringComparer.Ordinal);
    }
}
