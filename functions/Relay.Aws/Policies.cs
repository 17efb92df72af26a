using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;

namespace Relay.Aws;

/// <summary>Reads the policies of keys and vaults.</summary>
public interface IPolicies
{
    /// <summary>A key's policy, as JSON. Only principals of the key's own account may ask.</summary>
    Task<string> OfKey(Place place, KeyArn key);

    /// <summary>A vault's access policy, as JSON; null when it has none. It is asked for as its owner, in its Region.</summary>
    Task<string?> OfVault(Place place, VaultArn vault);
}

/// <inheritdoc cref="IPolicies"/>
public sealed class Policies(AwsConnection aws) : IPolicies
{
    /// <inheritdoc/>
    public Task<string> OfKey(Place place, KeyArn key) =>
        AwsCall.Make(
            $"GetKeyPolicy of {key}",
            async () =>
                (
                    await aws.Kms(place)
                        .GetKeyPolicyAsync(
                            // The only name there is (KMS API reference).
                            new GetKeyPolicyRequest { KeyId = key.ToString(), PolicyName = "default" }
                        )
                ).Policy
        );

    /// <inheritdoc/>
    public Task<string?> OfVault(Place place, VaultArn vault) =>
        BackupErrors.UnlessGone(
            $"GetBackupVaultAccessPolicy of {vault.Name} in {place}",
            async () =>
                (string?)
                    (
                        await aws.Backup(place)
                            .GetBackupVaultAccessPolicyAsync(
                                new GetBackupVaultAccessPolicyRequest { BackupVaultName = vault.Name }
                            )
                    ).Policy
        );
}
