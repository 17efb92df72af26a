using Amazon.RDS.Model;
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
            )}; account {options.DrAccountId} shall own a copy of every snapshot in {options.DrRegion}.
            Deployed: {string.Join(", ", relay.Stacks.Select(s => s.StackName))}.
            """
        );
    }

    /// <summary>The databases.</summary>
    public static void Say(IEnumerable<DBInstance> databases)
    {
        foreach (var database in databases.OrderByDescending(d => d.AllocatedStorage))
        {
            Console.WriteLine(
                $"Created: {database.DBInstanceIdentifier, -8}{database.AllocatedStorage, 4} GiB, {database.Engine, -9}under {database.KmsKeyId}"
            );
        }
    }

    /// <summary>What the DR account has, and what it took.</summary>
    public void Say(string title, IReadOnlyList<RelayResult> results)
    {
        Console.WriteLine(title);
        if (_terminal)
        {
            AnsiConsole.Write(Summary.Table(AnsiConsole.Console, results));
        }
        else
        {
            Say(Summary.Lines(results));
        }

        Say(Summary.Copies(results));
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
