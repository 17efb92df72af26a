using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>How keys come, change and go. What happens later is on the agenda.</summary>
internal sealed class KmsLifecycle(KmsState state, Agenda agenda, Ids ids)
{
    /// <summary>RDS's AWS managed key.</summary>
    public const string RdsAlias = "alias/aws/rds";

    /// <summary>AWS Backup's AWS managed key.</summary>
    public const string BackupAlias = "alias/aws/backup";

    /// <summary>"A few seconds" (KMS API Reference, ReplicateKey).</summary>
    private static readonly TimeSpan _replication = TimeSpan.FromSeconds(5);

    /// <summary>Ids that the next keys get instead of drawn ones.</summary>
    public Queue<string> NextIds { get; } = new();

    /// <summary>A new key id; those of multi-Region keys begin with mrk-.</summary>
    public string NewId(bool multiRegion) =>
        NextIds.TryDequeue(out var next) ? next
        : multiRegion ? "mrk-" + ids.NewGuid().Replace("-", "", StringComparison.Ordinal)
        : ids.NewGuid();

    public void Add(KmsKey key) => state.Add(key);

    /// <summary>
    /// The key a reference means, or null. An AWS managed key is made when its own account first asks for it, as DescribeKey does (KMS API Reference).
    /// </summary>
    public KmsKey? Find(KeyReference reference, string callerAccount)
    {
        var (account, region, id) = reference;
        return !reference.IsAlias ? state.Key(account, region, id)
            : IsManaged(id) && account == callerAccount ? AwsManaged(account, region, id)
            : state.Alias(account, region, id)?.Key;
    }

    /// <summary>The AWS managed keys that are simulated.</summary>
    public static bool IsManaged(string alias) => alias is RdsAlias or BackupAlias;

    /// <summary>An account's AWS managed key in a Region; made on first use.</summary>
    public KmsKey AwsManaged(string accountId, string region, string alias)
    {
        if (state.Alias(accountId, region, alias) is { } existing)
        {
            return existing.Key;
        }

        var ofRds = alias == RdsAlias;

        var key = new KmsKey
        {
            AccountId = accountId,
            Region = region,
            Id = NewId(multiRegion: false),
            CreationDate = agenda.Now,
            Spec = KeySpec.Default,
            Usage = KeySpec.EncryptDecrypt,
            Description = ofRds
                ? "Default key that protects my RDS database volumes when no other key is defined"
                : "Default key that protects my Backup data when no other key is defined",
            AwsManaged = true,
            Policy = ofRds
                ? KeyPolicies.OfAwsRds(accountId, region)
                : KeyPolicies.OfAwsBackup(accountId, region),
            RotationPeriod = 365,
            RotationEnabledAt = agenda.Now,
        };
        state.Add(key);
        state.Add(new KmsAlias(accountId, region, alias, key, agenda.Now));
        return key;
    }

    /// <summary>Makes an alias; names are unique in an account and Region.</summary>
    /// <exception cref="AwsError">AlreadyExistsException.</exception>
    public void AddAlias(string accountId, string region, string name, KmsKey key)
    {
        if (state.Alias(accountId, region, name) is { } existing)
        {
            throw new AwsError(
                "AlreadyExistsException",
                $"An alias with the name {existing.Arn} already exists"
            );
        }

        state.Add(new KmsAlias(accountId, region, name, key, agenda.Now));
    }

    /// <summary>A replica: same id, spec, usage, origin and rotation; own description, policy and tags. Enabled after some seconds.</summary>
    public KmsKey Replicate(
        KmsKey primary,
        string region,
        KeyPolicy policy,
        string description,
        IReadOnlyList<KeyTag> tags
    )
    {
        var replica = new KmsKey
        {
            AccountId = primary.AccountId,
            Region = region,
            Id = primary.Id,
            CreationDate = agenda.Now,
            Spec = primary.Spec,
            Usage = primary.Usage,
            Origin = primary.Origin,
            PrimaryRegion = primary.Region,
            Description = description,
            Policy = policy,
            Tags = tags,
            RotationPeriod = primary.RotationPeriod,
            RotationEnabledAt = primary.RotationEnabledAt,
            State = KeyState.Creating,
        };
        state.Add(replica);
        agenda.After(
            _replication,
            $"KMS enables {replica.Arn}",
            () => replica.State = replica.State == KeyState.Creating ? KeyState.Enabled : replica.State
        );
        return replica;
    }

    /// <summary>Schedules a deletion; a primary waits for its replicas first (KMS API Reference, ScheduleKeyDeletion).</summary>
    public void ScheduleDeletion(KmsKey key, int days)
    {
        key.PendingWindow = days;
        if (HasReplicas(key))
        {
            key.State = KeyState.PendingReplicaDeletion;
        }
        else
        {
            StartWaiting(key, days);
        }
    }

    /// <summary>Cancels a deletion; the key is Disabled then (KMS API Reference, CancelKeyDeletion).</summary>
    public static void CancelDeletion(KmsKey key)
    {
        key.State = KeyState.Disabled;
        key.PendingWindow = null;
        key.DeletionDate = null;
    }

    private bool HasReplicas(KmsKey key) => key.IsPrimary && state.Family(key).Count > 1;

    private void StartWaiting(KmsKey key, int days)
    {
        var due = agenda.Now.AddDays(days);
        key.State = KeyState.PendingDeletion;
        key.DeletionDate = due;
        agenda.At(
            due,
            $"KMS deletes {key.Arn}",
            () =>
            {
                if (key.State == KeyState.PendingDeletion && key.DeletionDate == due)
                {
                    Delete(key);
                }
            }
        );
    }

    private void Delete(KmsKey key)
    {
        state.Remove(key);
        if (
            state.Family(key) is [{ State: KeyState.PendingReplicaDeletion, PendingWindow: { } days } primary]
            && !HasReplicas(primary)
        )
        {
            StartWaiting(primary, days);
        }
    }
}
