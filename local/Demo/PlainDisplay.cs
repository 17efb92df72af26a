namespace Demo;

/// <summary>Shows relays until they have ended.</summary>
internal interface IDisplay
{
    /// <summary>Shows one frame after the other.</summary>
    Task ShowAsync(IAsyncEnumerable<Frame> frames);
}

/// <summary>For an output that is no terminal: a line for each thing that happens.</summary>
internal sealed class PlainDisplay(TextWriter output) : IDisplay
{
    /// <inheritdoc/>
    public async Task ShowAsync(IAsyncEnumerable<Frame> frames)
    {
        Frame? before = null;
        await foreach (var frame in frames)
        {
            foreach (var line in PlainLines.Between(before, frame))
            {
                await output.WriteLineAsync(line);
            }

            before = frame;
        }
    }
}

/// <summary>What happened between two frames, a line for each relay: steps that ended, and each half of a copy. Pure.</summary>
internal static class PlainLines
{
    private const int Half = 50;

    /// <summary>The lines; each begins with the simulated time.</summary>
    /// <param name="before">Null for the first frame.</param>
    /// <param name="now">The later frame.</param>
    public static IEnumerable<string> Between(Frame? before, Frame now) =>
        now
            .Relays.Select(
                (relay, index) => (relay.Sight.Database, Told: News(before?.Relays[index], relay).ToList())
            )
            .Where(news => news.Told.Count > 0)
            .Select(news =>
                $"{now.Now.UtcDateTime:HH:mm:ss}Z  {news.Database.Name, -8} {string.Join(", ", news.Told)}"
            );

    private static IEnumerable<string> News(RelayView? before, RelayView now)
    {
        var database = now.Sight.Database;
        if (before is null)
        {
            yield return $"snapshot begins ({database.Engine}, {database.SizeGiB} GiB, {database.Kind})";
        }

        if (now.Sight.SnapshotPercent == 100 && before?.Sight.SnapshotPercent != 100)
        {
            yield return "snapshot complete";
        }

        if (now.Sight.Route is not null && now.Sight.Route != before?.Sight.Route)
        {
            yield return $"route {Spoken.Way(now.Sight)}";
        }

        foreach (var (step, index) in now.Steps.Select((s, i) => (s, i)).Skip(1))
        {
            if (News(before?.Steps[index], step) is { } news)
            {
                yield return news;
            }
        }

        if (now.Ended && before?.Ended != true)
        {
            yield return $"relay {now.Sight.Status} after {Spoken.Duration(now.Sight.Since ?? TimeSpan.Zero)}";
        }
    }

    private static string? News(StepView? before, StepView now) =>
        now.State switch
        {
            StepState.Done when before?.State != StepState.Done => $"{now.Name} done",
            StepState.Failed when before?.State != StepState.Failed => $"{now.Name} failed",
            StepState.Running when now.Percent is { } percent && Halves(percent) > Halves(before?.Percent) =>
                $"{now.Name} {percent} %",
            _ => null,
        };

    private static int Halves(int? percent) => percent is { } p ? p / Half : -1;
}
