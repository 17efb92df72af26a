using Spectre.Console;

namespace Demo;

/// <summary>The end: what the DR account has, and what it took. ARNs stay whole, to be copied: they stand below the numbers.</summary>
internal static class Summary
{
    private static readonly string[] Titles =
    [
        "Snapshot",
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
        var table = Tables.For(console, titles, numbers: index => index is > 0 and < 5);
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

    /// <summary>A snapshot's copy and its key.</summary>
    public static IEnumerable<string> Copies(IReadOnlyList<RelayResult> results) =>
        results.SelectMany(r =>
            new[]
            {
                Name(r),
                $"  copy {r.Answer.AccountCopyArn ?? "none"}",
                $"  key  {r.Answer.KmsKeyId ?? "none"}",
            }
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
    public static IEnumerable<string> Failures(RelayResult result)
    {
        if (result.Outcome.Status != "SUCCEEDED")
        {
            yield return $"{Name(result)}: {result.Outcome.Status} {result.Outcome.Error}";
            yield return $"  {result.Outcome.Cause}";
        }

        foreach (var problem in result.Answer.Problems)
        {
            yield return $"{Name(result)}: {problem}";
        }
    }

    private static string[] Cells(RelayResult result) =>
        [
            Name(result),
            Spoken.Duration(result.Measured.TookSeconds),
            Spoken.Duration(result.Measured.AwsSeconds),
            Spoken.Duration(result.Measured.DeadSeconds),
            Spoken.Duration(result.Measured.OwnSeconds),
            result.Answer.Verified ? "yes" : "no",
        ];

    private static string Row(string[] cells) =>
        $"{cells[0], -30}{cells[1], 14}{cells[2], 14}{cells[3], 14}{cells[4], 15}  {cells[5]}";

    private static string Name(RelayResult result) => result.Source.SnapshotArn.Split(':', 7)[6];
}
