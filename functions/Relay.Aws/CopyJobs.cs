using System.Security.Cryptography;
using System.Text;
using Amazon.Backup.Model;

namespace Relay.Aws;

/// <summary>Reads and names AWS Backup's copy jobs.</summary>
internal static class CopyJobs
{
    /// <summary>A job as a copy. It tells no progress, and its tags are those that were ordered: the job names its source itself.</summary>
    public static CopyFacts Facts(CopyJob job, string name, IReadOnlyList<Tag> tags)
    {
        var status = job.State?.Value ?? "";
        var state = SnapshotStates.Of(status);
        return new CopyFacts(
            job.DestinationRecoveryPointArn is { Length: > 0 } arn ? SnapshotArn.Parse(arn) : null,
            name,
            status,
            state,
            state == SnapshotState.Available ? 100 : 0,
            tags,
            job.CopyJobId,
            job.StatusMessage
        );
    }

    /// <summary>
    /// The jobs that make an ordered copy: the first is the first attempt, and so on. A job's idempotency token can't be asked for; what
    /// leads from the same recovery point to the same vault is the same copy, whoever started it.
    /// </summary>
    public static IReadOnlyList<CopyFacts> Attempts(IEnumerable<CopyJob> jobs, CopyOrder order)
    {
        var names = CopyAttempts.NamesOf(order.Name);
        return
        [
            .. jobs.OrderBy(job => job.CreationDate)
                .Select((job, i) => Facts(job, names[Math.Min(i, names.Count - 1)], order.Tags)),
        ];
    }

    /// <summary>
    /// The idempotency token of an order: of name and destination, since the same name goes into another vault when the route changes,
    /// and short, since AWS does not say how long a token may be.
    /// </summary>
    public static string Token(CopyOrder order, CopyJobOrder job) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{order.Name}|{order.Source}|{job.Destination}"))
        )[..32];
}
