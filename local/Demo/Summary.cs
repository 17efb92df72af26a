using Spectre.Console;

namespace Demo;

/// <summary>The end: what the accounts have, and what it took. ARNs stay whole, to be copied: they stand below the numbers.</summary>
internal static class Summary
{
    private static readonly string[] Titles =
    [
        "Snapshot",
        "Route",
        "Took",
        "AWS at work",
        "Our waiting",
        "Our functions",
        "Verified",
    ];

    /// <summary>The numbers, for a terminal.</summary>
    public static Table Table(IAnsiConsole console, IReadOnlyList<RelayResult> results)
    {
        var titles = Titles.Select(t => t.Replace("Our ", "Our\n").Replace("at ", "at\n"));
        var table = Tables.For(console, titles, numbers: index => index is > 1 and < 6);
        foreach (var result in results)
        {
            table.AddRow([
                .. Cells(result).SkipLast(1),
                result.Answer.Verified ? "[green]yes[/]" : "[red]no[/]",
            ]);
        }

        return table;
    }

    /// <summary>The numbers, for an output that is no terminal.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<RelayResult> results) =>
        results.Select(Cells).Prepend(Titles).Select(Row);

    /// <summary>Of each snapshot why it went this way, and where its copies are, as the account answered that is named.</summary>
    public static IEnumerable<string> Copies(IReadOnlyList<RelayResult> results) =>
        results.SelectMany(r =>
            r.Answer.Copies.SelectMany(Lines)
                .Prepend($"  {r.Outcome.Reason ?? "There is no plan."}")
                .Prepend(
                    $"{r.Source.Database.Name}, {Spoken.Way(r.Source.Database, r.Outcome.Route)}: {r.Source.SnapshotArn}"
                )
        );

    /// <summary>What the columns mean, and the rest of the numbers.</summary>
    public static string Legend(IReadOnlyList<RelayResult> results)
    {
        int Sum(Func<Measurements, int> of) => results.Sum(r => of(r.Measured));
        return $"""
            From the complete snapshot to the end of its relay, in simulated time; our functions' time is real.
            Together: {Sum(m => m.Polls)} looks at copies, {Sum(m =>
                m.LambdaInvocations
            )} function invocations, {Sum(m => m.AwsCalls)} AWS calls, {Sum(m =>
                m.StateTransitions
            )} state transitions.
            """;
    }

    /// <summary>Why a relay did not do its work; empty when it did.</summary>
    public static IEnumerable<string> Failures(RelayResult result) =>
        result.Problems.Select(problem => $"{result.Source.Database.Name}: {problem}");

    private static IEnumerable<string> Lines(FoundCopy copy)
    {
        var vault = copy.VaultArn is { } arn ? $", in {arn}" : "";
        var shared = copy.SharedWith.Count > 0 ? $", shared with {string.Join(", ", copy.SharedWith)}" : "";
        var seen = copy.AnsweredBy.Count > 1 ? ", which sees it" : "";
        return
        [
            $"  {copy.Owner} owns {copy.Arn}{vault}",
            $"    under {copy.KmsKeyId ?? "no key"}{shared}{seen}",
        ];
    }

    private static string[] Cells(RelayResult result) =>
        [
            result.Source.Database.Name,
            Spoken.Way(result.Source.Database, result.Outcome.Route),
            Spoken.Duration(result.Measured.TookSeconds),
            Spoken.Duration(result.Measured.AwsSeconds),
            Spoken.Duration(result.Measured.DeadSeconds),
            Spoken.Duration(result.Measured.OwnSeconds),
            result.Answer.Verified ? "yes" : "no",
        ];

    private static string Row(string[] cells) =>
        $"{cells[0], -9}{cells[1], -18}{cells[2], 9}{cells[3], 13}{cells[4], 13}{cells[5], 15}  {cells[6]}";
}
