using Amazon.RDS.Model;

namespace Relay.Aws;

/// <summary>Asks for quotas.</summary>
public interface IQuotas
{
    /// <summary>Manual snapshots of whoever asks, at a place: how many there are and may be, by kind. AWS Backup's do not count.</summary>
    Task<IReadOnlyList<QuotaFacts>> ManualSnapshots(Place place);
}

/// <inheritdoc cref="IQuotas"/>
public sealed class Quotas(AwsConnection aws) : IQuotas
{
    // RDS API reference, AccountQuota.
    private static readonly Dictionary<string, SnapshotKind> Names = new(StringComparer.Ordinal)
    {
        ["ManualSnapshots"] = SnapshotKind.Instance,
        ["ManualClusterSnapshots"] = SnapshotKind.Cluster,
    };

    /// <inheritdoc/>
    public Task<IReadOnlyList<QuotaFacts>> ManualSnapshots(Place place) =>
        AwsCall.Make<IReadOnlyList<QuotaFacts>>(
            $"DescribeAccountAttributes in {place}",
            async () =>
            {
                var reply = await aws.Rds(place)
                    .DescribeAccountAttributesAsync(new DescribeAccountAttributesRequest());
                return
                [
                    .. (reply.AccountQuotas ?? [])
                        .Where(q => Names.ContainsKey(q.AccountQuotaName ?? ""))
                        .Select(q => new QuotaFacts(Names[q.AccountQuotaName], q.Used ?? 0, q.Max ?? 0)),
                ];
            }
        );
}
