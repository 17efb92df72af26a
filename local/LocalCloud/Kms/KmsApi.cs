using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Kms;

/// <summary>KMS's operations over the wire. The rules are in <see cref="KmsRules"/> and in the key policies.</summary>
public sealed partial class KmsApi : JsonService
{
    private readonly KmsState _state = new();
    private readonly KmsLifecycle _lifecycle;
    private readonly KmsAccess _access;
    private readonly Dictionary<string, Func<AwsCall, JsonObject, JsonObject>> _operations;

    /// <summary>KMS for all accounts and Regions.</summary>
    public KmsApi(Agenda agenda, CallLog log, Ids ids)
        : base("kms", "application/x-amz-json-1.1")
    {
        _lifecycle = new KmsLifecycle(_state, agenda, ids);
        _access = new KmsAccess(log);
        var keys = new KmsKeys(_state, _lifecycle, _access, agenda);
        (Keys, VaultKeys) = (keys, keys);
        _operations = new(StringComparer.Ordinal)
        {
            ["CreateKey"] = CreateKey,
            ["DescribeKey"] = DescribeKey,
            ["ListKeys"] = ListKeys,
            ["ReplicateKey"] = ReplicateKey,
            ["EnableKey"] = (call, input) => Change(call, input, key => key.State = KeyState.Enabled),
            ["DisableKey"] = (call, input) => Change(call, input, key => key.State = KeyState.Disabled),
            ["ScheduleKeyDeletion"] = ScheduleKeyDeletion,
            ["CancelKeyDeletion"] = CancelKeyDeletion,
            ["CreateAlias"] = CreateAlias,
            ["ListAliases"] = ListAliases,
            ["PutKeyPolicy"] = PutKeyPolicy,
            ["GetKeyPolicy"] = GetKeyPolicy,
            ["ListResourceTags"] = ListResourceTags,
            ["EnableKeyRotation"] = EnableKeyRotation,
            ["DisableKeyRotation"] = DisableKeyRotation,
            ["GetKeyRotationStatus"] = GetKeyRotationStatus,
        };
    }

    /// <summary>What RDS and the deployment of templates ask of KMS.</summary>
    public IKeys Keys { get; }

    /// <summary>What AWS Backup asks of KMS.</summary>
    public IVaultKeys VaultKeys { get; }

    /// <summary>Ids that the next keys get, in order, instead of drawn ones: for a world that is written down somewhere.</summary>
    public Queue<string> NextKeyIds => _lifecycle.NextIds;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<AwsCall, JsonObject, JsonObject>> Operations =>
        _operations;

    private JsonObject CreateKey(AwsCall call, JsonObject input)
    {
        KmsInput.RefuseUnsimulated(input, call.Operation, "CustomKeyStoreId", "XksKeyId");
        var (spec, usage) = KeySpec.Parse(
            KmsInput.SpecName(input),
            KmsInput.OptionalText(input, "KeyUsage", 0, 64)
        );
        var origin = KmsInput.OptionalText(input, "Origin", 1, 64) ?? "AWS_KMS";
        if (origin is not ("AWS_KMS" or "EXTERNAL"))
        {
            throw AwsError.NotSimulated("kms", $"CreateKey with Origin {origin}");
        }

        var id = _lifecycle.NewId(KmsInput.Flag(input, "MultiRegion"));
        var key = new KmsKey
        {
            AccountId = call.Caller.AccountId,
            Region = call.Region,
            Id = id,
            CreationDate = call.Now,
            Spec = spec,
            Usage = usage,
            Origin = origin,
            State = origin == "EXTERNAL" ? KeyState.PendingImport : KeyState.Enabled,
            Description = KmsInput.OptionalText(input, "Description", 0, 8192) ?? "",
            PrimaryRegion = KmsInput.Flag(input, "MultiRegion") ? call.Region : null,
            Tags = Tags(input),
            Policy = Policy(call, input, KmsKey.ArnOf(call.Caller.AccountId, call.Region, id)),
        };
        _access.Note(call, "kms:CreateKey", "*");
        NoteTags(call, key);
        _lifecycle.Add(key);
        return new JsonObject { ["KeyMetadata"] = Metadata(key) };
    }

    private JsonObject DescribeKey(AwsCall call, JsonObject input) =>
        new() { ["KeyMetadata"] = Metadata(Find(call, input)) };

    private JsonObject ListKeys(AwsCall call, JsonObject input)
    {
        _access.Note(call, "kms:ListKeys", "*");
        return Page.Of(
            input,
            "Keys",
            _state.Keys(call.Caller.AccountId, call.Region),
            key => key.Id,
            key => new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = key.Arn }
        );
    }

    private JsonObject ReplicateKey(AwsCall call, JsonObject input)
    {
        var region = KmsInput.Text(input, "ReplicaRegion", 32);
        var tags = Tags(input);
        var primary = Find(call, input, extra: ("kms:ReplicaRegion", region));
        KmsRules.RequireReplicable(primary, _state.Family(primary), region);
        KmsRules.RequireState(primary, call.Operation);
        var policy = Policy(call, input, KmsKey.ArnOf(primary.AccountId, region, primary.Id));
        _access.Note(call, "kms:CreateKey", "*", implied: true, region);
        var replica = _lifecycle.Replicate(
            primary,
            region,
            policy,
            KmsInput.OptionalText(input, "Description", 0, 8192) ?? "",
            tags
        );
        NoteTags(call, replica);
        var reply = new JsonObject
        {
            ["ReplicaKeyMetadata"] = Metadata(replica),
            ["ReplicaPolicy"] = replica.Policy.Text,
        };
        if (tags.Count > 0)
        {
            reply["ReplicaTags"] = KmsWire.Tags(tags);
        }

        return reply;
    }

    private JsonObject ListResourceTags(AwsCall call, JsonObject input) =>
        Page.Of(
            input,
            "Tags",
            Find(call, input).Tags,
            tag => tag.Key,
            tag => new JsonObject { ["TagKey"] = tag.Key, ["TagValue"] = tag.Value }
        );

    private JsonObject Metadata(KmsKey key) => KmsWire.Metadata(key, _state.Family(key));

    /// <summary>The key that KeyId names, after its policy allowed the call.</summary>
    private KmsKey Find(
        AwsCall call,
        JsonObject input,
        string member = "KeyId",
        (string Key, string Value)? extra = null
    )
    {
        var account = call.Caller.AccountId;
        var reference = KeyReference.Parse(KmsInput.Text(input, member, 2048), account, call.Region);
        KmsRules.RequireReference(reference, call.Operation);
        if (reference.IsAlias)
        {
            extra = ("kms:RequestAlias", reference.Id);
        }

        if (reference.AccountId == account)
        {
            var own = _lifecycle.Find(reference, account) ?? throw reference.NotFound();
            _access.Require(call, own, extra);
            return own;
        }

        var key =
            (KmsRules.WorksAcrossAccounts(call.Operation) ? _lifecycle.Find(reference, account) : null)
            ?? throw KmsAccess.Denied(call, reference.AccountId, reference.Arn, PolicyDecision.NotAllowed);
        _access.Require(call, key, extra);
        return key;
    }

    private JsonObject Change(AwsCall call, JsonObject input, Action<KmsKey> change)
    {
        var key = Find(call, input);
        KmsRules.RequireState(key, call.Operation);
        change(key);
        return [];
    }

    private static KeyPolicy Policy(AwsCall call, JsonObject input, string keyArn)
    {
        if (KmsInput.OptionalText(input, "Policy", 1, 131072) is not { } text)
        {
            return KeyPolicies.Default(call.Caller.AccountId);
        }

        var policy = KeyPolicies.Parse(text);
        if (!KmsInput.Flag(input, "BypassPolicyLockoutSafetyCheck"))
        {
            KeyPolicies.RefuseLockout(policy, keyArn, call);
        }

        return policy;
    }

    private static IReadOnlyList<KeyTag> Tags(JsonObject input)
    {
        var tags = KmsInput.Tags(input);
        KmsRules.RequireTags(tags);
        return tags;
    }

    private void NoteTags(AwsCall call, KmsKey key)
    {
        if (key.Tags.Count > 0)
        {
            _access.Note(call, "kms:TagResource", key.Arn, implied: true, key.Region);
        }
    }
}
