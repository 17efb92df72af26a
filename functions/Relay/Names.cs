using System.Security.Cryptography;
using System.Text;

namespace Relay;

/// <summary>
/// Names that derive from a snapshot's identity, so that whoever comes second finds what the first has made.
/// A readable part, then a hash of the whole identity; further attempts end in -r1, -r2, …
/// </summary>
public static class Names
{
    /// <summary>How many attempts a copy may have: the first and nine more.</summary>
    public const int Attempts = 10;

    private const int LongestCopyName = 255;
    private const int LongestExecutionName = 80;
    private const int AttemptSuffix = 4;

    /// <summary>
    /// The name of a DB snapshot's copy, without attempt suffix: relay, source account, source Region, snapshot, hash.
    /// Legal for RDS: 1–255 lower-case letters, digits and single hyphens, first a letter, no hyphen at the end
    /// (API reference of CopyDBSnapshot).
    /// </summary>
    public static string Copy(string relayName, SnapshotIdentity snapshot) =>
        Join(
            $"{relayName}-{snapshot.Arn.Account}-{snapshot.Arn.Region}-{snapshot.Arn.Name}",
            Hash(snapshot),
            LongestCopyName
        );

    /// <summary>The name of a further attempt; the first (0) has no suffix.</summary>
    public static string Attempt(string name, int attempt) => attempt == 0 ? name : $"{name}-r{attempt}";

    /// <summary>
    /// The name of the execution that an event starts: snapshot, create time, hash. At most 80 letters, digits and hyphens
    /// (Step Functions quotas: these can also be logged).
    /// </summary>
    public static string Execution(SnapshotIdentity snapshot) =>
        Join(
            $"{snapshot.Arn.Name}-{snapshot.CreateTime.UtcDateTime:yyyyMMdd-HHmmss}",
            Hash(snapshot),
            LongestExecutionName
        );

    private static string Join(string readable, string hash, int longest)
    {
        var room = longest - AttemptSuffix - 1 - hash.Length;
        var legal = Legal(readable);
        return $"{(legal.Length <= room ? legal : legal[..room]).TrimEnd('-')}-{hash}";
    }

    private static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                legal.Append(char.ToLowerInvariant(c));
            }
            else if (legal.Length > 0 && legal[^1] != '-')
            {
                legal.Append('-');
            }
        }

        return legal.ToString().TrimEnd('-');
    }

    private static string Hash(SnapshotIdentity snapshot)
    {
        var identity = $"{snapshot.Arn}|{snapshot.CreateTime.ToUnixTimeMilliseconds()}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
    }
}
