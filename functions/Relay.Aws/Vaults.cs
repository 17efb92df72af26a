using Amazon.Backup.Model;

namespace Relay.Aws;

/// <summary>Looks at what AWS Backup's copy jobs need.</summary>
public interface IVaults
{
    /// <summary>A backup vault; null when there is none of that name. It is asked for as its owner, in its Region.</summary>
    Task<VaultFacts?> Find(Place place, VaultArn vault);

    /// <summary>Whether the organization lets AWS Backup copy between its accounts; false too when the account is in none.</summary>
    Task<bool> CrossAccountBackup(Place place);
}

/// <inheritdoc cref="IVaults"/>
public sealed class Vaults(AwsConnection aws) : IVaults
{
    /// <inheritdoc/>
    public Task<VaultFacts?> Find(Place place, VaultArn vault) =>
        BackupErrors.UnlessGone(
            $"DescribeBackupVault of {vault.Name} in {place}",
            async () =>
            {
                var found = await aws.Backup(place)
                    .DescribeBackupVaultAsync(
                        new DescribeBackupVaultRequest { BackupVaultName = vault.Name }
                    );
                return new VaultFacts(
                    VaultArn.Parse(found.BackupVaultArn),
                    found.EncryptionKeyArn is { Length: > 0 } key ? key : null,
                    found.Locked ?? false,
                    (int?)found.MinRetentionDays,
                    (int?)found.MaxRetentionDays
                );
            }
        );

    /// <inheritdoc/>
    public Task<bool> CrossAccountBackup(Place place) =>
        AwsCall.Make(
            $"DescribeGlobalSettings of AWS Backup in {place}",
            BackupErrors.SaysNoCrossAccountBackup,
            async () =>
            {
                var reply = await aws.Backup(place)
                    .DescribeGlobalSettingsAsync(new DescribeGlobalSettingsRequest());
                return reply.GlobalSettings?.GetValueOrDefault("isCrossAccountBackupEnabled") == "true";
            },
            whenGone: false
        );
}
