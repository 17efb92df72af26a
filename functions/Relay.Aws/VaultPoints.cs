using Amazon.Backup.Model;

namespace Relay.Aws;

/// <summary>The recovery points of one vault.</summary>
/// <param name="aws">The way to AWS.</param>
/// <param name="vault">Its name, in the Region and account of whoever asks. Of one that is gone there are none.</param>
public sealed class VaultPoints(AwsConnection aws, string vault) : ISnapshotLists
{
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SnapshotFacts>> Own(Place place, DateTimeOffset? since = null) =>
        BackupErrors.UnlessGone<IReadOnlyList<SnapshotFacts>>(
            $"ListRecoveryPointsByBackupVault of {vault} in {place}",
            async () =>
            {
                var all = new List<SnapshotFacts>();
                string? next = null;
                do
                {
                    var reply = await aws.Backup(place)
                        .ListRecoveryPointsByBackupVaultAsync(
                            new ListRecoveryPointsByBackupVaultRequest
                            {
                                BackupVaultName = vault,
                                ByCreatedAfter = since?.UtcDateTime,
                                MaxResults = PageSize,
                                NextToken = next,
                            }
                        );
                    all.AddRange((reply.RecoveryPoints ?? []).Select(PointFacts.Of).OfType<SnapshotFacts>());
                    next = reply.NextToken;
                } while (next is not null);

                return all;
            },
            []
        );
}
