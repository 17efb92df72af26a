using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Kms;

/// <content>Aliases, policies, deletion and rotation.</content>
public sealed partial class KmsApi
{
    private JsonObject CreateAlias(AwsCall call, JsonObject input)
    {
        var name = KmsInput.Text(input, "AliasName", 256);
        KmsRules.RequireAliasName(name);
        var (account, region) = (call.Caller.AccountId, call.Region);
        KmsRules.RequireKeyTarget(
            KeyReference.Parse(KmsInput.Text(input, "TargetKeyId", 2048), account, region)
        );
        _access.Note(call, "kms:CreateAlias", KmsAlias.ArnOf(account, region, name));
        var key = Find(call, input, member: "TargetKeyId");
        KmsRules.RequireState(key, call.Operation);
        _lifecycle.AddAlias(account, region, name, key);
        return [];
    }

    private JsonObject ListAliases(AwsCall call, JsonObject input)
    {
        _access.Note(call, "kms:ListAliases", "*");
        var aliases = _state.Aliases(call.Caller.AccountId, call.Region);
        if (KmsInput.OptionalText(input, "KeyId", 1, 2048) is { } id)
        {
            var account = call.Caller.AccountId;
            var reference = KeyReference.Parse(id, account, call.Region);
            KmsRules.RequireReference(reference, call.Operation);
            var key =
                reference.AccountId == account
                    ? _lifecycle.Find(reference, account) ?? throw reference.NotFound()
                    : throw KmsAccess.Denied(
                        call,
                        reference.AccountId,
                        reference.Arn,
                        PolicyDecision.NotAllowed
                    );
            aliases = aliases.Where(a => a.Key == key);
        }

        return Page.Of(input, "Aliases", aliases, alias => alias.Name, KmsWire.Alias);
    }

    private JsonObject PutKeyPolicy(AwsCall call, JsonObject input)
    {
        var text = KmsInput.Text(input, "Policy", 131072);
        RequirePolicyName(input);
        var key = Find(call, input);
        var policy = KeyPolicies.Parse(text);
        if (!KmsInput.Flag(input, "BypassPolicyLockoutSafetyCheck"))
        {
            KeyPolicies.RefuseLockout(policy, key.Arn, call);
        }

        key.Policy = policy;
        return [];
    }

    private JsonObject GetKeyPolicy(AwsCall call, JsonObject input)
    {
        RequirePolicyName(input);
        return new JsonObject
        {
            ["Policy"] = Find(call, input).Policy.Text,
            ["PolicyName"] = KeyPolicies.Name,
        };
    }

    private JsonObject ScheduleKeyDeletion(AwsCall call, JsonObject input)
    {
        var days = KmsInput.Number(input, "PendingWindowInDays", 7, 30) ?? 30;
        var key = Find(call, input);
        KmsRules.RequireState(key, call.Operation);
        _lifecycle.ScheduleDeletion(key, days);
        var reply = new JsonObject
        {
            ["KeyId"] = key.Arn,
            ["KeyState"] = key.State.ToString(),
            ["PendingWindowInDays"] = days,
        };
        if (key.DeletionDate is { } date)
        {
            reply["DeletionDate"] = KmsWire.Time(date);
        }

        return reply;
    }

    private JsonObject CancelKeyDeletion(AwsCall call, JsonObject input)
    {
        var key = Find(call, input);
        KmsRules.RequireState(key, call.Operation);
        KmsLifecycle.CancelDeletion(key);
        return new JsonObject { ["KeyId"] = key.Arn };
    }

    private JsonObject EnableKeyRotation(AwsCall call, JsonObject input)
    {
        var days = KmsInput.Number(input, "RotationPeriodInDays", 90, 2560) ?? 365;
        return Rotate(call, input, days);
    }

    private JsonObject DisableKeyRotation(AwsCall call, JsonObject input) => Rotate(call, input, days: null);

    /// <summary>Rotation is a shared property of related multi-Region keys (KMS Developer Guide, Multi-Region keys).</summary>
    private JsonObject Rotate(AwsCall call, JsonObject input, int? days)
    {
        var key = Find(call, input);
        KmsRules.RequireRotatable(key);
        KmsRules.RequireState(key, call.Operation);
        foreach (var related in _state.Family(key))
        {
            related.RotationPeriod = days;
            related.RotationEnabledAt = days is null ? null : call.Now;
        }

        return [];
    }

    private JsonObject GetKeyRotationStatus(AwsCall call, JsonObject input)
    {
        var key = Find(call, input);
        KmsRules.RequireRotatable(key);
        var reply = new JsonObject { ["KeyId"] = key.Arn, ["KeyRotationEnabled"] = false };
        if (
            key is
            {
                State: KeyState.Enabled or KeyState.Disabled,
                RotationPeriod: { } days,
                RotationEnabledAt: { } since
            }
        )
        {
            var periods = Math.Floor((call.Now - since).TotalDays / days) + 1;
            reply["KeyRotationEnabled"] = true;
            reply["RotationPeriodInDays"] = days;
            reply["NextRotationDate"] = KmsWire.Time(since.AddDays(periods * days));
        }

        return reply;
    }

    private static void RequirePolicyName(JsonObject input)
    {
        if (KmsInput.OptionalText(input, "PolicyName", 1, 128) is { } name && name != KeyPolicies.Name)
        {
            throw new AwsError("NotFoundException", "No such policy exists");
        }
    }
}
