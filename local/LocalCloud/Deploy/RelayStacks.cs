namespace LocalCloud.Deploy;

/// <summary>Deploys the repository's three templates as the README tells a person to: dr-account, relay, source-region.</summary>
public static class RelayStacks
{
    private const string On = "on";

    /// <summary>Deploys them.</summary>
    /// <param name="deployer">Of the cloud to deploy into.</param>
    /// <param name="root">Folder with template.yaml; see <see cref="RepositoryRoot"/>.</param>
    /// <param name="settings">Names, accounts, Regions.</param>
    /// <exception cref="TemplateException">A template is refused.</exception>
    public static RelayDeployment Deploy(StackDeployer deployer, string root, RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(deployer);
        ArgumentNullException.ThrowIfNull(settings);
        var drAccount = settings.DeploysDrAccount ? deployer.Deploy(DrAccount(root, settings)) : null;
        var relay = deployer.Deploy(Relay(root, settings, drAccount));
        var sources = settings.SourceRegions.Select(region =>
            deployer.Deploy(SourceRegion(root, settings, region))
        );
        return new(settings, drAccount, relay, [.. sources]);
    }

    private static StackRequest DrAccount(string root, RelaySettings settings)
    {
        var parameters = new Dictionary<string, string>
        {
            ["RelayName"] = settings.RelayName,
            ["SourceAccountId"] = settings.SourceAccountId,
            ["ExternalId"] = settings.ExternalId,
        };
        if (settings.DirectToAccount)
        {
            parameters["DirectToAccount"] = On;
            parameters["SourceRegions"] = Regions(settings);
        }

        if (settings.RecoveryPoints == "jobs")
        {
            parameters["BackupVault"] = On;
            parameters["MakeBackupServiceRole"] = "yes";
        }

        return new(
            Path.Combine(root, "templates", "dr-account.yaml"),
            $"{settings.RelayName}-dr-account",
            settings.DrAccountId!,
            settings.DrRegion,
            With(parameters, settings.DrAccountParameters)
        );
    }

    private static StackRequest Relay(string root, RelaySettings settings, Stack? drAccount)
    {
        var parameters = new Dictionary<string, string>
        {
            ["RelayName"] = settings.RelayName,
            ["SourceRegions"] = Regions(settings),
            ["Mode"] = settings.Mode ?? (settings.DrAccountId is null ? "region" : "copy"),
            ["DrAccountId"] = settings.DrAccountId ?? "",
            ["RegionKeyId"] = settings.RegionKeyId ?? "",
            ["DirectToAccount"] = settings.DirectToAccount ? On : "off",
            ["RecoveryPoints"] = settings.RecoveryPoints,
            ["SourceVaults"] = string.Join(',', settings.SourceVaults),
        };
        if (drAccount is not null)
        {
            parameters["AccountKeyId"] = settings.AccountKeyId ?? drAccount.Outputs["AccountKeyArn"];
            parameters["ExternalId"] = settings.ExternalId;
            parameters["DrVaultArn"] = drAccount.Outputs.GetValueOrDefault("VaultArn", "");
        }

        return new(
            Path.Combine(root, "template.yaml"),
            settings.RelayName,
            settings.SourceAccountId,
            settings.DrRegion,
            With(parameters, settings.Parameters)
        );
    }

    private static StackRequest SourceRegion(string root, RelaySettings settings, string region) =>
        new(
            Path.Combine(root, "templates", "source-region.yaml"),
            $"{settings.RelayName}-source-region",
            settings.SourceAccountId,
            region,
            new Dictionary<string, string>
            {
                ["RelayName"] = settings.RelayName,
                ["RelayRegion"] = settings.DrRegion,
            }
        );

    private static string Regions(RelaySettings settings) => string.Join(',', settings.SourceRegions);

    private static Dictionary<string, string> With(
        Dictionary<string, string> parameters,
        IReadOnlyDictionary<string, string> further
    )
    {
        foreach (var (name, value) in further)
        {
            parameters[name] = value;
        }

        return parameters;
    }
}
