using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>KMS as RDS and the deployment of templates use it.</summary>
internal sealed class KmsKeys(KmsLifecycle lifecycle, KmsAccess access, Agenda agenda) : IKeys
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
    public string DefaultRdsKey(string accountId, string region) => lifecycle.AwsRds(accountId, region).Arn;

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
}
