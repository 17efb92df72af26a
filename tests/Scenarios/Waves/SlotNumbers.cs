using LocalCloud.Rds;

namespace Scenarios.Waves;

/// <summary>How the copy slots of a place were used.</summary>
/// <param name="Place">Where.</param>
/// <param name="Copies">How many were made.</param>
/// <param name="MostInProgress">The most copies that were in progress at once.</param>
/// <param name="LongestIdle">The longest that a slot was free while somebody waited for it.</param>
/// <param name="MeanIdle">Likewise, on average.</param>
/// <param name="MostOvertaken">By how many later ones somebody was overtaken at most.</param>
internal sealed record SlotNumbers(
    string Place,
    int Copies,
    int MostInProgress,
    TimeSpan LongestIdle,
    TimeSpan MeanIdle,
    int MostOvertaken
)
{
    /// <summary>
    /// The i-th copy could have begun when the i-th relay was there for it and all but slots - 1 of the copies before it had ended: from then
    /// on a slot was free and somebody waited.
    /// </summary>
    public static SlotNumbers Of(
        string place,
        int slots,
        IReadOnlyList<DbSnapshot> copies,
        Func<DbSnapshot, DateTimeOffset> waitsSince
    )
    {
        var inOrder = copies.OrderBy(waitsSince).ToList();
        List<DateTimeOffset> came = [.. inOrder.Select(waitsSince)];
        List<DateTimeOffset> began = [.. copies.Select(Began).Order()];
        List<DateTimeOffset> ended = [.. copies.Select(c => c.SnapshotCreateTime!.Value).Order()];
        List<TimeSpan> idle =
        [
            .. began.Select(
                (at, i) => at - (i < slots || came[i] > ended[i - slots] ? came[i] : ended[i - slots])
            ),
        ];
        return new SlotNumbers(
            place,
            copies.Count,
            began.Max(at => copies.Count(c => Began(c) <= at && c.SnapshotCreateTime > at)),
            idle.Max(),
            TimeSpan.FromSeconds(idle.Average(t => t.TotalSeconds)),
            inOrder.Select((c, i) => inOrder.Skip(i + 1).Count(later => Began(later) < Began(c))).Max()
        );
    }

    private static DateTimeOffset Began(DbSnapshot copy) => copy.Copy!.RequestedAt;
}
