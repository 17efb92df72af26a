using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>
/// File systems and volumes, which are nothing here but a name, a size and a key: what AWS Backup does with the resource types that have
/// no service in the local cloud. EFS is fully managed (a recovery point of AWS Backup's own, under its vault's key), EBS is not (a snapshot
/// of EC2 under the volume's key).
/// </summary>
internal sealed class SimpleFamily(Agenda agenda, Ids ids, IVaultKeys keys, Func<BackupSettings> settings)
    : IResourceFamily
{
    private readonly SortedDictionary<string, (ProtectedResource Resource, string? KeyArn)> _resources = new(
        StringComparer.Ordinal
    );

    /// <summary>Makes a resource; returns its ARN.</summary>
    /// <param name="accountId">Its owner.</param>
    /// <param name="region">Where it is.</param>
    /// <param name="type">EFS or EBS.</param>
    /// <param name="name">ResourceName.</param>
    /// <param name="sizeGiB">Its size.</param>
    /// <param name="keyArn">The key that it is under; null for none.</param>
    /// <exception cref="AwsError">NotSimulated: another type.</exception>
    public string Create(
        string accountId,
        string region,
        string type,
        string name,
        int sizeGiB,
        string? keyArn
    )
    {
        var id = ids.NewGuid().Replace("-", "", StringComparison.Ordinal)[..17];
        var resource = type switch
        {
            "EFS" => new ProtectedResource(
                $"arn:aws:elasticfilesystem:{region}:{accountId}:file-system/fs-{id}",
                type,
                name,
                sizeGiB
            )
            {
                FullyManaged = true,
                HasColdStorage = true,
            },
            "EBS" => new ProtectedResource(
                $"arn:aws:ec2:{region}:{accountId}:volume/vol-{id}",
                type,
                name,
                sizeGiB
            )
            {
                HasColdStorage = true,
            },
            _ => throw AwsError.NotSimulated("backup", $"resources of type {type} (EFS and EBS are)"),
        };
        _resources.Add(resource.Arn, (resource, keyArn));
        return resource.Arn;
    }

    /// <inheritdoc/>
    public ProtectedResource? Find(string resourceArn) =>
        _resources.TryGetValue(resourceArn, out var found) ? found.Resource : null;

    /// <inheritdoc/>
    public string Backup(BackupOrder order, Action<Finished> ended)
    {
        var key = order.Resource.FullyManaged ? order.Vault.KeyArn : _resources[order.Resource.Arn].KeyArn;
        End(order.Resource, $"backup {order.Id}", Under(key), ended);
        return ArnOf(order.Resource, order.Vault.Arn, order.Id);
    }

    /// <inheritdoc/>
    public string Copy(CopyOrder order, Action<Finished> ended)
    {
        var resource = order.Source.Resource;
        var via = resource.FullyManaged ? "backup" : "ec2";
        if (
            order.Source.Encryption.Key is { AwsManaged: false } source
            && !keys.MayUse(order.Caller, source.Arn, via, order.RequestId)
        )
        {
            // Recorded of EBS (AWS Knowledge Center, "Given key ID not accessible").
            throw new AwsError("InvalidParameterValue", "Given key ID is not accessible");
        }

        if (!keys.MayUse(order.Caller, order.Vault.KeyArn, via, order.RequestId))
        {
            throw new AwsError("InvalidParameterValue", "Given key ID is not accessible");
        }

        End(resource, $"copy {order.Id}", Under(order.Vault.KeyArn), ended);
        return ArnOf(resource, order.Vault.Arn, order.Id);
    }

    /// <inheritdoc/>
    public void Delete(RecoveryPoint point)
    {
        // Nothing is behind it.
    }

    private void End(
        ProtectedResource resource,
        string what,
        StorageEncryption encryption,
        Action<Finished> ended
    ) =>
        agenda.After(
            TimeSpan.FromSeconds(resource.SizeGiB * 1024 / settings().ThroughputMiBPerSecond),
            $"end of {what} of {resource.Arn}",
            () => ended(new Finished(null, encryption))
        );

    private StorageEncryption Under(string? keyArn) =>
        StorageEncryption.Under(
            keyArn is null ? null : new KeyUse(keyArn, keys.Key(keyArn)?.AwsManaged == true)
        );

    private static string ArnOf(ProtectedResource resource, VaultArn vault, string jobId) =>
        resource.FullyManaged
            ? $"arn:aws:backup:{vault.Region}:{vault.AccountId}:recovery-point:{jobId}"
            : $"arn:aws:ec2:{vault.Region}::snapshot/snap-{jobId.Replace("-", "", StringComparison.Ordinal)[..17]}";
}
