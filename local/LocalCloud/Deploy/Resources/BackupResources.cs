using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;
using LocalCloud.Kernel;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::Backup::BackupVault.</summary>
internal static class BackupResources
{
    private const int LongestDays = 36_500;

    public static readonly ResourceType Vault = new(
        "AWS::Backup::BackupVault",
        ["BackupVaultName", "BackupVaultTags", "EncryptionKeyArn", "AccessPolicy", "LockConfiguration"],
        CreateVault
    );

    private static Created CreateVault(NewResource vault)
    {
        var name = vault.Text("BackupVaultName");
        var policy = vault.Properties["AccessPolicy"] is null ? null : vault.Map("AccessPolicy");
        if (policy is not null)
        {
            PolicyDocuments.CheckPrincipals(policy, vault.Deployed, vault.PathOf("AccessPolicy"));
        }

        var arn = vault.Ports.Vaults.CreateVault(
            new NewBackupVault(
                vault.Account,
                vault.Region,
                name,
                vault.Optional("EncryptionKeyArn"),
                policy,
                Lock(vault)
            )
        );
        return vault.Created(name, ("BackupVaultArn", arn), ("BackupVaultName", name));
    }

    private static NewVaultLock? Lock(NewResource vault)
    {
        if (vault.Properties["LockConfiguration"] is null)
        {
            return null;
        }

        var given = vault.Map("LockConfiguration");
        Nodes.OnlyKnown(
            given,
            ["MinRetentionDays", "MaxRetentionDays", "ChangeableForDays"],
            "a vault lock",
            vault.PathOf("LockConfiguration")
        );
        var days = vault with { Properties = given };
        return new NewVaultLock(
            // Required here, although the API does without.
            days.Number("MinRetentionDays", 1, LongestDays, 0)
                is > 0
                    and var least
                ? least
                : throw vault.Refuse("LockConfiguration", "MinRetentionDays is missing."),
            Optional(days, "MaxRetentionDays"),
            Optional(days, "ChangeableForDays")
        );
    }

    private static long? Optional(NewResource days, string name) =>
        days.Properties[name] is null ? null : days.Number(name, 1, LongestDays, 0);
}
