using Spectre.Console;

namespace Demo;

/// <summary>For a terminal: a row for each relay, its steps from left to right, renewed in place.</summary>
internal sealed class Board(IAnsiConsole console) : IDisplay
{
    private const int BarWidth = 6;

    private static readonly string[] Titles =
    [
        "Snapshot",
        "Plan\nrelay",
        "Copy to\nRegion",
        "Share",
        "Copy to\naccount",
        "Stop\nsharing",
        "Verify\ncopy",
        "Elapsed",
    ];

    /// <inheritdoc/>
    public Task ShowAsync(IAsyncEnumerable<Frame> frames) =>
        console
            .Live(Text.Empty)
            .StartAsync(async live =>
            {
                await foreach (var frame in frames)
                {
                    live.UpdateTarget(Render(frame));
                }
            });

    private Table Render(Frame frame)
    {
        var table = Tables
            .For(console, Titles)
            .Title(
                $"{frame.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, simulated ({frame.Scale:0} times as fast)",
                new Style(Color.Grey)
            );
        foreach (var relay in frame.Relays)
        {
            table.AddRow([First(relay.Sight), .. relay.Steps.Select(Cell), Last(relay)]);
        }

        return table;
    }

    // Below the name what the snapshot is, until its route is known.
    private static Markup First(RelaySight sight) =>
        new(
            $"[bold]{sight.Database.Name}[/] {sight.Database.SizeGiB} GiB\n"
                + (sight.Route is null ? $"[grey]{sight.Database.Kind}[/]" : $"[blue]{Spoken.Way(sight)}[/]")
        );

    private static Markup Cell(StepView step) =>
        new(
            step switch
            {
                { State: StepState.None } => "",
                { State: StepState.Ahead } => "[grey]·[/]",
                { State: StepState.Failed } => "[red bold]failed[/]",
                { State: StepState.Done, Percent: not null } => $"[green]{Bar(100)} done[/]",
                { State: StepState.Done } => "[green]done[/]",
                { Percent: { } percent } => $"[yellow]{Bar(percent)}[/]{percent, 4}%",
                _ => "[yellow]…[/]",
            }
        );

    private static Markup Last(RelayView relay) =>
        new(
            relay.Sight switch
            {
                { SnapshotPercent: < 100 and var percent } => $"[grey]snapshot\n{percent} %[/]",
                { Status: not (null or "RUNNING" or "SUCCEEDED") and var status } => $"[red]{status}[/]",
                { Since: { } since } => relay.Ended
                    ? $"[bold]{Spoken.Duration(since)}[/]"
                    : Spoken.Duration(since),
                _ => "",
            }
        );

    private static string Bar(int percent)
    {
        var full = percent * BarWidth / 100;
        return new string('━', full) + $"[grey]{new string('─', BarWidth - full)}[/]";
    }
}
