using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::KMS::Key (symmetric, single-Region) and AWS::KMS::Alias.</summary>
internal static class KeyResources
{
    public static readonly ResourceType Key = new(
        "AWS::KMS::Key",
        [
            "Description",
            "KeyPolicy",
            "EnableKeyRotation",
            "RotationPeriodInDays",
            "Enabled",
            "KeySpec",
            "KeyUsage",
            "MultiRegion",
            "PendingWindowInDays",
            "Tags",
        ],
        CreateKey
    );

    public static readonly ResourceType Alias = new(
        "AWS::KMS::Alias",
        ["AliasName", "TargetKeyId"],
        CreateAlias
    );

    private static Created CreateKey(NewResource key)
    {
        key.Only("KeySpec", "SYMMETRIC_DEFAULT");
        key.Only("KeyUsage", "ENCRYPT_DECRYPT");
        key.Only("MultiRegion", "false");
        key.Only("Enabled", "true");
        var policy = key.Properties["KeyPolicy"] is null ? DefaultPolicy(key) : key.Map("KeyPolicy");
        PolicyDocuments.CheckPrincipals(policy, key.Deployed, key.PathOf("KeyPolicy"));
        var arn = key.Ports.Keys.CreateKey(
            key.Account,
            key.Region,
            policy,
            key.Optional("Description") ?? "",
            key.Flag("EnableKeyRotation", otherwise: false)
        );
        var id = arn[(arn.IndexOf("key/", StringComparison.Ordinal) + 4)..];
        return key.Created(id, ("Arn", arn), ("KeyId", id));
    }

    // KMS Developer Guide, "Default key policy".
    private static JsonObject DefaultPolicy(NewResource key) =>
        new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                new JsonObject
                {
                    ["Effect"] = "Allow",
                    ["Principal"] = new JsonObject
                    {
                        ["AWS"] = $"arn:{key.Stack.Partition}:iam::{key.Account}:root",
                    },
                    ["Action"] = "kms:*",
                    ["Resource"] = "*",
                }
            ),
        };

    private static Created CreateAlias(NewResource alias)
    {
        var name = alias.Text("AliasName");
        if (
            !name.StartsWith("alias/", StringComparison.Ordinal)
            || name.StartsWith("alias/aws/", StringComparison.Ordinal)
        )
        {
            throw alias.Refuse("AliasName", $"'{name}' must begin with alias/, and not with alias/aws/.");
        }

        if (!alias.Deployed.Claim(alias.Arn("kms", name)))
        {
            throw alias.Refuse(
                "AliasName",
                $"An alias with the name {alias.Arn("kms", name)} already exists"
            );
        }

        var key = alias.Text("TargetKeyId");
        var arn = key.StartsWith("arn:", StringComparison.Ordinal) ? key : alias.Arn("kms", $"key/{key}");
        alias.Ports.Keys.CreateAlias(alias.Account, alias.Region, name, arn);
        return alias.Created(name);
    }
}
