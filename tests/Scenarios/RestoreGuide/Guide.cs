using System.Text.RegularExpressions;
using LocalCloud.Deploy;

namespace Scenarios.RestoreGuide;

/// <summary>docs/restore.md: its commands by heading, in the order of the page.</summary>
internal static partial class Guide
{
    /// <summary>
    /// Commands that the local cloud does not simulate, and why not. They are read but not run; all others are run.
    /// </summary>
    public static IReadOnlyDictionary<string, string> NotSimulated { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["lambda put-function-concurrency"] = "a function is stopped by nothing here but its cloud",
            ["lambda delete-function-concurrency"] = "as above",
            ["ec2 describe-subnets"] = "there is no VPC: subnets and security groups are mere names",
            ["ec2 create-security-group"] = "as above",
            ["ec2 authorize-security-group-ingress"] = "as above",
            ["iam attach-role-policy"] = "identity policies are not enforced here",
            ["iam detach-role-policy"] = "as above",
            ["iam create-role"] = "roles come from templates; the test makes this one",
            ["neptune add-role-to-db-cluster"] = "nothing is loaded from S3 here",
        };

    /// <summary>The blocks of commands under each heading; a heading without any is left out.</summary>
    public static IReadOnlyDictionary<string, string> Commands { get; } = Read();

    /// <summary>The commands under these headings, as one script.</summary>
    public static string Script(IEnumerable<string> headings) =>
        string.Join('\n', headings.Select(h => Commands[h]));

    private static Dictionary<string, string> Read()
    {
        var commands = new Dictionary<string, string>(StringComparer.Ordinal);
        var (heading, inside) = ("", false);
        foreach (var line in File.ReadLines(Path.Combine(RepositoryRoot.Find(), "docs", "restore.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside;
            }
            else if (inside)
            {
                commands[heading] = commands.GetValueOrDefault(heading, "") + line + "\n";
            }
            else if (Heading().Match(line) is { Success: true } match)
            {
                heading = match.Groups["text"].Value;
            }
        }

        return commands;
    }

    [GeneratedRegex("^#+ (?<text>.+)$")]
    private static partial Regex Heading();
}
