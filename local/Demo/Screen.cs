using LocalCloud;
using LocalCloud.Deploy;
using LocalCloud.Kernel;
using Spectre.Console;

namespace Demo;

/// <summary>What the demo says: in colours and in place on a terminal, in plain lines elsewhere.</summary>
internal sealed class Screen
{
    private readonly bool _terminal =
        !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Shows relays while they run.</summary>
    public IDisplay Display => _terminal ? new Board(AnsiConsole.Console) : new PlainDisplay(Console.Out);

    /// <summary>The accounts, and what is deployed.</summary>
    public static void Say(CloudOptions options, RelayDeployment relay)
    {
        Console.WriteLine(
            $"""
            Account {options.SourceAccountId} has databases in {string.Join(
                ", ",
                options.SourceRegions
            )}; {options.DrRegion} and account {options.DrAccountId} shall have copies of their snapshots.
            Deployed: {string.Join(", ", relay.Stacks.Select(s => s.StackName))}.
            """
        );
    }

    /// <summary>The databases, as RDS described them.</summary>
    public static void Say(IEnumerable<MadeDatabase> databases)
    {
        foreach (var (database, _, key) in databases)
        {
            Console.WriteLine(
                $"  {database.Name, -8}{database.Engine, -18}{database.SizeGiB, 4} GiB  {database.Kind, -20} {key}  {database.Note}".TrimEnd()
            );
        }
    }

    /// <summary>What the accounts have, and what it took.</summary>
    public void Say(string title, IReadOnlyList<RelayResult> results)
    {
        Console.WriteLine(title);
        Say(Summary.Copies(results));
        if (_terminal)
        {
            AnsiConsole.Write(Summary.Table(AnsiConsole.Console, results));
        }
        else
        {
            Say(Summary.Lines(results));
        }

        Console.WriteLine(Summary.Legend(results));
    }

    /// <summary>What went wrong, if anything did.</summary>
    public static void SayFailures(
        IReadOnlyList<RelayResult> results,
        IReadOnlyList<QueueMessage> deadLetters,
        IEnumerable<string> crashes
    )
    {
        string[] lines =
        [
            .. results.SelectMany(Summary.Failures),
            .. deadLetters.Select(d =>
                $"{d.QueueArn}: {d.Attributes.GetValueOrDefault("ErrorMessage") ?? d.Attributes.GetValueOrDefault("ERROR_MESSAGE")}\n  {d.Body}"
            ),
            .. crashes.Select(c => $"The local cloud: {c}"),
        ];
        foreach (var line in lines)
        {
            Console.Error.WriteLine(line);
        }
    }

    private static void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}
