using System.Globalization;

namespace Relay;

/// <summary>What becomes of a copy.</summary>
/// <param name="Copy">Its ARN.</param>
/// <param name="Deletes">It goes.</param>
/// <param name="Reason">Why it goes or stays.</param>
public sealed record PruneDecision(SnapshotArn Copy, bool Deletes, string Reason);

/// <summary>
/// Which copies go. Only the relay's own; never one that is too young, never the newest verified one of a database, never one that has no
/// newer verified one, so never the last; recovery points never, they go by their lifecycle. Whether the source still exists does not matter.
/// Ages and order are AWS's: tags can only keep a copy, or keep it longer. The newest one is also what makes RDS's next copy incremental
/// (RDS User Guide, Copying a DB snapshot).
/// </summary>
public static class Pruning
{
    private static readonly TimeSpan FailedCopiesStay = TimeSpan.FromDays(1);

    /// <summary>Judges each snapshot that is named like a copy of this relay; of anything else nothing is said.</summary>
    /// <param name="found">All that the account owns here.</param>
    /// <param name="key">The key of the copies; null when it can't be used, and so nothing is verified.</param>
    /// <param name="inDrAccount">The DR account's copies, where region copies wait for them; null when they are not known.</param>
    /// <param name="settings">Of this place.</param>
    /// <param name="now">The time of the run.</param>
    public static IReadOnlyList<PruneDecision> Judge(
        IEnumerable<SnapshotFacts> found,
        KeyArn? key,
        IReadOnlyList<KeptCopy>? inDrAccount,
        KeepSettings settings,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var copies = KeptCopies.Of(settings, key);
        var named = found.Where(copies.IsNamedLikeOurs).ToList();
        var run = new Run(settings, inDrAccount, now);
        return
        [
            .. named
                .Select(f => (f.Arn, Why: copies.WhyNotOurs(f)))
                .Where(f => f.Why is not null)
                .Select(f => new PruneDecision(f.Arn, Deletes: false, $"{f.Why}: it is somebody else's")),
            .. copies
                .Among(named)
                .GroupBy(copy => copy.Database, StringComparer.Ordinal)
                .SelectMany(database => run.Judge([.. database.OrderBy(copy => copy.Time)])),
        ];
    }

    /// <summary>Available copies that are not verified.</summary>
    public static int NotVerified(IEnumerable<KeptCopy> copies) => copies.Count(IsNotVerified);

    /// <summary>
    /// What a person should hear of, once: of the last day, whatever is named like our copies and is none, and copies that are not verified.
    /// </summary>
    public static IReadOnlyList<string> Strange(
        IEnumerable<SnapshotFacts> found,
        KeyArn? key,
        KeepSettings settings,
        DateTimeOffset now
    )
    {
        var copies = KeptCopies.Of(settings, key);
        var today = found
            .Where(copies.IsNamedLikeOurs)
            .Where(f => f.CreateTime is { } made && now - made < TimeSpan.FromDays(1))
            .ToList();
        return
        [
            .. today
                .Select(f => (f.Arn, Why: copies.WhyNotOurs(f)))
                .Where(f => f.Why is not null)
                .Select(f => $"{f.Arn} is named like a copy, but {f.Why}"),
            .. copies
                .Among(today)
                .Where(IsNotVerified)
                .Select(copy =>
                    $"{copy.Facts.Arn} is encrypted under {Shown.Value(copy.Facts.KmsKeyId)}, expected {Shown.Value(key?.ToString())}"
                ),
        ];
    }

    private static bool IsNotVerified(KeptCopy copy) =>
        copy is { IsVerified: false, Facts.State: SnapshotState.Available };

    private sealed record Run(KeepSettings Settings, IReadOnlyList<KeptCopy>? InDrAccount, DateTimeOffset Now)
    {
        public IEnumerable<PruneDecision> Judge(IReadOnlyList<KeptCopy> database)
        {
            foreach (var copy in database)
            {
                var whyKept = copy.Facts.State switch
                {
                    SnapshotState.Available => WhyKept(copy, database),
                    SnapshotState.InProgress => $"it is in progress ('{copy.Facts.Status}')",
                    _ => WhyKeptFailed(copy),
                };
                yield return new PruneDecision(
                    copy.Facts.Arn,
                    whyKept is null,
                    whyKept ?? WhyDeleted(copy, database)
                );
            }
        }

        private string? WhyKept(KeptCopy copy, IReadOnlyList<KeptCopy> database)
        {
            var (created, successors) = (copy.Facts.CreateTime, Successors(copy, database));
            return IsNewest(copy, successors) ? "it is the newest verified copy of its database"
                : !successors.Any(other => other.Time > copy.Time)
                    ? "no newer copy of its database is verified"
                : created is not { } since ? "RDS does not say when it was made"
                : Now - since < TimeSpan.FromDays(Settings.MinimumAgeDays)
                    ? $"it is younger than {Days(Settings.MinimumAgeDays)} (MinimumAgeDays)"
                : IsOnItsWay(copy) ? WhyNeeded(copy)
                : Now - since < Retention(copy) ? $"it is to be kept {Days(Retention(copy).Days)}"
                : null;
        }

        // The order of times as AWS has them, and as the tags say, which can only name earlier ones: the newest of either stays.
        private static bool IsNewest(KeptCopy copy, IReadOnlyList<KeptCopy> verified) =>
            copy.IsVerified
            && (
                copy.Time >= verified.Max(other => other.Time)
                || copy.TakenAt >= verified.Max(other => other.TakenAt)
            );

        // One that is on its way would leave with its account copy: it is no successor of one that is to stay.
        private IReadOnlyList<KeptCopy> Successors(KeptCopy copy, IReadOnlyList<KeptCopy> database) =>
            [
                .. database.Where(other =>
                    other.IsVerified && (IsOnItsWay(copy) || !IsOnItsWay(other) || other == copy)
                ),
            ];

        private bool IsOnItsWay(KeptCopy copy) => !Settings.IsDrAccount && copy.IsForAnAccountCopy;

        private string? WhyNeeded(KeptCopy copy)
        {
            if (InDrAccount is null)
            {
                return "what the DR account has is not known";
            }

            var accountCopies = InDrAccount.Where(other => other.Database == copy.Database).ToList();
            return accountCopies.Any(other =>
                    other.Facts.State == SnapshotState.InProgress
                    && other.Facts.CopiedFrom == copy.Facts.Arn.ToString()
                )
                    ? "the DR account is copying it"
                : !accountCopies.Any(other => other.IsVerified && other.TakenAt >= copy.TakenAt)
                    ? "the DR account has no verified copy of this snapshot or a newer one"
                : null;
        }

        private TimeSpan Retention(KeptCopy copy) =>
            TimeSpan.FromDays(
                Math.Max(Settings.RetentionDays, copy.Facts.Tags.Select(RetentionIn).DefaultIfEmpty().Max())
            );

        private static int RetentionIn(Tag tag) =>
            tag.Key == CopyTags.RetentionDays
            && int.TryParse(tag.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                ? Math.Min(days, RetentionSettings.Longest)
                : 0;

        // RDS may not say when a failed copy was made; then it is younger than its source.
        private string? WhyKeptFailed(KeptCopy copy) =>
            copy.Facts.Status != "failed" ? $"its status is '{copy.Facts.Status}'"
            : (copy.Facts.CreateTime ?? copy.TakenAt) is not { } since
                ? "it has failed, and nobody says when it was made"
            : Now - since < FailedCopiesStay ? "it has failed less than a day ago"
            : null;

        private string WhyDeleted(KeptCopy copy, IReadOnlyList<KeptCopy> database) =>
            copy.Facts.State != SnapshotState.Available ? "it has failed"
            : IsOnItsWay(copy) ? "the DR account has a verified copy of this snapshot or a newer one"
            : $"it was made {Days((int)(Now - copy.Facts.CreateTime!.Value).TotalDays)} ago, and {Successors(copy, database).MaxBy(other => other.Time)!.Facts.Arn.Name} is newer and verified";

        private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
    }
}
