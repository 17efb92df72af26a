using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

/// <summary>Whatever an account holds, and whatever the source account has written on it.</summary>
public sealed class PruningPropertyTests
{
    private static readonly KeepSettings[] Places = [Kept.Settings(), Kept.SettingsOfTheRelay()];

    [Fact]
    public void Only_ours_go_each_with_a_newer_verified_one_and_none_too_young() =>
        Holds(
            (place, found) =>
            {
                var (ours, gone) = Prune(place, found);
                return gone.All(name =>
                {
                    var copy = ours.Single(c => c.Facts.Arn.Name == name);
                    return copy.Facts.Status == "failed"
                        || (
                            Kept.Now - copy.Facts.CreateTime >= TimeSpan.FromDays(place.MinimumAgeDays)
                            && ours.Any(other =>
                                other.IsVerified
                                && other.Database == copy.Database
                                && other.Time > copy.Time
                                && !gone.Contains(other.Facts.Arn.Name)
                            )
                        );
                });
            }
        );

    [Fact]
    public void Every_database_keeps_its_newest_verified_copy() =>
        Holds(
            (place, found) =>
            {
                var (ours, gone) = Prune(place, found);
                return ours.Where(copy => copy.IsVerified)
                    .GroupBy(copy => copy.Database, StringComparer.Ordinal)
                    .All(database =>
                        database
                            .Where(copy => copy.Time == database.Max(other => other.Time))
                            .All(copy => !gone.Contains(copy.Facts.Arn.Name))
                    );
            }
        );

    [Fact]
    public void In_the_DR_account_no_tag_makes_anything_go_that_would_stay_without_it() =>
        Holds(
            (_, found) =>
            {
                var honest = found.Select(f => f with { Tags = [.. f.Tags.Where(IsPlain)] }).ToList();
                var (_, gone) = Prune(Places[0], found);
                var (_, without) = Prune(Places[0], honest);
                return gone.All(without.Contains)
                    && Recoverability
                        .Measure(Ours(Places[0], honest), Places[0], Kept.Now)
                        .All(h =>
                            Recoverability
                                .Measure(Ours(Places[0], found), Places[0], Kept.Now)
                                .Any(t => t.Database == h.Database && t.Seconds >= h.Seconds)
                        );
            }
        );

    [Fact]
    public void What_was_pruned_once_leaves_nothing_to_prune() =>
        Holds(
            (place, found) =>
            {
                var (_, gone) = Prune(place, found);
                return Prune(place, [.. found.Where(f => !gone.Contains(f.Arn.Name))]).Gone.Count == 0;
            }
        );

    private static bool IsPlain(Tag tag) =>
        tag.Key is not ("snapshot-relay:source-create-time" or CopyTags.RetentionDays);

    private static IReadOnlyList<KeptCopy> Ours(KeepSettings place, IReadOnlyList<SnapshotFacts> found) =>
        KeptCopies.Of(place, place.IsDrAccount ? Some.AccountKey : Some.RegionKey).Among(found);

    private static (IReadOnlyList<KeptCopy> Ours, HashSet<string> Gone) Prune(
        KeepSettings place,
        IReadOnlyList<SnapshotFacts> found
    )
    {
        var decisions = Pruning.Judge(
            found,
            place.IsDrAccount ? Some.AccountKey : Some.RegionKey,
            Ours(Places[0], [.. Enumerable.Range(0, 5).Select(i => Kept.Account($"dr{i}", i * 12))]),
            place,
            Kept.Now
        );
        return (
            Ours(place, found),
            decisions.Where(d => d.Deletes).Select(d => d.Copy.Name).ToHashSet(StringComparer.Ordinal)
        );
    }

    private static void Holds(Func<KeepSettings, IReadOnlyList<SnapshotFacts>, bool> property) =>
        Prop.ForAll(
                Gen.Elements(Places).ToArbitrary(),
                Gen.ListOf(AnyCopy()).ToArbitrary(),
                (place, copies) =>
                    property(place, [.. copies.Select((make, i) => Owned(place, make(place, $"s{i}")))])
            )
            .QuickCheckThrowOnFailure();

    private static SnapshotFacts Owned(KeepSettings place, SnapshotFacts copy) =>
        copy with
        {
            Arn = copy.Arn with { Account = place.Account },
        };

    // Few databases, few days: copies that compete.
    private static Gen<Func<KeepSettings, string, SnapshotFacts>> AnyCopy() =>
        from days in Gen.Elements(0.5, 3, 6.5, 8, 20, 36, 50)
        from late in Gen.Elements(0.0, 0.2, 7)
        from cluster in Gen.Elements(false, true)
        from database in Gen.Elements("orders", "crm")
        from status in Gen.Frequency(
            (6, Gen.Constant("available")),
            (1, Gen.Elements("copying", "failed", "deleting"))
        )
        from key in Gen.Frequency(
            (5, Gen.Constant<KeyArn?>(null)),
            (1, Gen.Constant<KeyArn?>(Some.SourceKey))
        )
        from route in Gen.Elements(Route.RegionThenAccount, Route.RegionOnly, Route.RegionThenShare)
        from tags in AnyTags()
        select (Func<KeepSettings, string, SnapshotFacts>)(
            (place, name) =>
            {
                var copy =
                    !place.IsDrAccount ? Kept.Region(name, days, route)
                    : cluster ? Kept.Cluster(name, days, late)
                    : Kept.Account(name, days, late, database);
                return tags.Aggregate(
                    copy with
                    {
                        Status = status,
                        KmsKeyId = (key ?? (place.IsDrAccount ? Some.AccountKey : Some.RegionKey)).ToString(),
                    },
                    (tagged, tag) => tagged.With(tag.Key, tag.Value)
                );
            }
        );

    private static Gen<List<Tag>> AnyTags() =>
        Gen.ListOf(
                Gen.Elements(
                    new Tag("snapshot-relay:relay", "another"),
                    new Tag("snapshot-relay:source-create-time", "2001-01-01T00:00:00Z"),
                    new Tag("snapshot-relay:source-create-time", "2199-01-01T00:00:00Z"),
                    new Tag("snapshot-relay:source-create-time", "nonsense"),
                    new Tag(CopyTags.RetentionDays, "1"),
                    new Tag(CopyTags.RetentionDays, "100"),
                    new Tag(CopyTags.RetentionDays, "-5")
                )
            )
            .Select(tags => tags.Take(2).ToList());
}
