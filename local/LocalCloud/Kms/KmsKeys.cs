using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>KMS as RDS, AWS Backup and the deployment of templates use it.</summary>
internal sealed class KmsKeys(KmsState state, KmsLifecycle lifecycle, KmsAccess access, Agenda agenda)
    : IKeys,
        IVaultKeys
{
    /// <inheritdoc/>
    public KeyUse? UseThroughRds(AwsCall call, string key, string region)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(key);
        return
            Find(key, call.Caller.AccountId, region) is { } found
            && access.AllowsRds(call, found, region)
            && KmsRules.IsUsableByRds(found)
            ? new KeyUse(found.Arn, found.AwsManaged)
            : null;
    }

    /// <inheritdoc/>
    public string DefaultRdsKey(string accountId, string region) =>
        lifecycle.AwsManaged(accountId, region, KmsLifecycle.RdsAlias).Arn;

    /// <inheritdoc/>
    public string DefaultBackupKey(string accountId, string region) =>
        lifecycle.AwsManaged(accountId, region, KmsLifecycle.BackupAlias).Arn;

    /// <inheritdoc/>
    public VaultKey? Key(string keyArn)
    {
        ArgumentNullException.ThrowIfNull(keyArn);
        return ByArn(keyArn) is { } key
            ? new VaultKey(
                key.Arn,
                key.AwsManaged
                    ? state.Aliases(key.AccountId, key.Region).First(a => a.Key == key).Name
                    : null,
                KmsRules.IsUsableByRds(key)
            )
            : null;
    }

    /// <inheritdoc/>
    public bool MayUse(Caller caller, string keyArn, string service, string requestId)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (ByArn(keyArn) is not { } key)
        {
            return false;
        }

        var call = new AwsCall("backup", "", key.Region, caller, requestId, agenda.Now, NoRequest);
        return access.AllowsBackup(call, key, service) && KmsRules.IsUsableByRds(key);
    }

    /// <inheritdoc/>
    public string CreateKey(
        string accountId,
        string region,
        JsonObject policy,
        string description,
        bool rotation
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        var key = new KmsKey
        {
            AccountId = accountId,
            Region = region,
            Id = lifecycle.NewId(multiRegion: false),
            CreationDate = agenda.Now,
            Spec = KeySpec.Default,
            Usage = KeySpec.EncryptDecrypt,
            Description = description,
            Policy = KeyPolicies.Parse(policy.ToJsonString()),
            RotationPeriod = rotation ? 365 : null,
            RotationEnabledAt = rotation ? agenda.Now : null,
        };
        lifecycle.Add(key);
        return key.Arn;
    }

    /// <inheritdoc/>
    public void CreateAlias(string accountId, string region, string alias, string keyArn)
    {
        KmsRules.RequireAliasName(alias);
        var reference = KeyReference.Parse(keyArn, accountId, region);
        KmsRules.RequireKeyTarget(reference);
        lifecycle.AddAlias(
            accountId,
            region,
            alias,
            lifecycle.Find(reference, accountId) ?? throw reference.NotFound()
        );
    }

    private KmsKey? Find(string key, string accountId, string region)
    {
        try
        {
            return lifecycle.Find(KeyReference.Parse(key, accountId, region), accountId);
        }
        catch (AwsError)
        {
            return null;
        }
    }

    private KmsKey? ByArn(string keyArn) =>
        keyArn.Split(':') is [_, _, "kms", var region, var account, ['k', 'e', 'y', '/', .. var id]]
            ? state.Key(account, region, id)
            : null;

    private static AwsHttpRequest NoRequest { get; } =
        new("POST", "/", "", new Dictionary<string, string>(StringComparer.Ordinal), []);
}
