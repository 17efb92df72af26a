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

    /// <summary>How many executions a snapshot may have: what fits into a name's suffix.</summary>
    public const int ExecutionAttempts = 99;

    private const int LongestExecutionName = 80;
    private const int AttemptSuffix = 4;
    private const int ShortName = 100;
    private const int HashLength = 12;
    private const int ExecutionRoom = LongestExecutionName - AttemptSuffix - 1 - HashLength;

    // Hyphens before and within: -20261120-030712, and the one between word and name.
    private const int CreateTimeRoom = 17;
    private const string CanaryWord = "canary-";

    /// <summary>
    /// The name of a snapshot's copies, without attempt suffix; of a copy job: its idempotency token. Relay, source account, source Region,
    /// snapshot, hash; where the kind's names are short: relay, snapshot, hash, and tags tell the rest. Legal for RDS: lower-case letters,
    /// digits and single hyphens, first a letter, no hyphen at the end (API reference of CopyDBSnapshot and CopyDBClusterSnapshot).
    /// </summary>
    public static string Copy(string relayName, SnapshotIdentity snapshot)
    {
        var longest = Kinds.Of(snapshot.Arn.Kind).LongestName;
        var origin = longest > ShortName ? $"{snapshot.Arn.Account}-{snapshot.Arn.Region}-" : "";
        return Join($"{relayName}-{origin}{snapshot.Arn.Name}", Hash(snapshot), longest);
    }

    /// <summary>True when a snapshot is named as a relay's copies are. Somebody else's may be, too: the creation tags tell.</summary>
    public static bool IsLikeCopy(string relayName, SnapshotArn snapshot) =>
        snapshot.Name.StartsWith(relayName + "-", StringComparison.Ordinal);

    /// <summary>The name of a further attempt; the first (0) has no suffix.</summary>
    public static string Attempt(string name, int attempt) => attempt == 0 ? name : $"{name}-r{attempt}";

    /// <summary>
    /// The name of the execution that an event starts: what it copies, snapshot, create time, hash. At most 80 letters, digits and hyphens
    /// (Step Functions quotas: these can also be logged).
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="recoveryPoints">
    /// What becomes of AWS Backup's recovery points: copy jobs take no slot of RDS. One that RDS has to rescue after all is counted by nobody;
    /// whoever asks too early is told by RDS that there is no slot.
    /// </param>
    public static string Execution(SnapshotIdentity snapshot, RecoveryPointUse recoveryPoints)
    {
        var kind =
            recoveryPoints == RecoveryPointUse.Jobs && snapshot.Arn.IsAwsBackups
                ? SnapshotKind.RecoveryPoint
                : snapshot.Arn.Kind;
        return Join(
            ExecutionStem(kind, snapshot.Arn) + $"{snapshot.CreateTime.UtcDateTime:yyyyMMdd-HHmmss}",
            Hash(snapshot),
            LongestExecutionName
        );
    }

    /// <summary>
    /// What the execution names of a snapshot begin with: kind and snapshot. Of an automated snapshot whose database has a long name, that
    /// is cut rather than the time behind it: <see cref="Superseding"/> reads the time.
    /// </summary>
    public static string ExecutionStem(SnapshotKind kind, SnapshotArn snapshot)
    {
        var (word, name) = (Kinds.Of(kind).Word, snapshot.Name);
        var room = ExecutionRoom - word.Length - CreateTimeRoom;
        if (Superseding.TimeIn(snapshot) is { } time && name.Length > room)
        {
            name = $"{name[..(room - time.Length - 1)]}-{time}";
        }

        return Legal($"{word}-{name}") + "-";
    }

    /// <summary>The execution of a source Region's canary of an hour.</summary>
    public static string Canary(Region region, DateTimeOffset time) =>
        $"{CanaryWord}{region}-{time.UtcDateTime:yyyyMMddHH}";

    /// <summary>True of a canary's execution: it copies nothing.</summary>
    public static bool IsCanary(string? executionName) =>
        executionName?.StartsWith(CanaryWord, StringComparison.Ordinal) == true;

    /// <summary>True when an execution is one of those that the relay starts for a snapshot: of this name, or a further attempt.</summary>
    public static bool IsAttemptOf(string name, string? executionName) =>
        executionName?.StartsWith(name, StringComparison.Ordinal) == true
        && executionName[name.Length..] is "" or ['-', 'r', .. { Length: 1 or 2 }];

    /// <summary>What an execution copies, by its name; null when the name does not say, as when a person has started it.</summary>
    public static SnapshotKind? KindOf(string? executionName) =>
        Kinds
            .All.FirstOrDefault(row =>
                executionName?.StartsWith(row.Word + "-", StringComparison.Ordinal) == true
            )
            ?.Kind;

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
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..HashLength];
    }
}
