namespace LocalCloud.Deploy;

/// <summary>What the relay is deployed with.</summary>
/// <param name="SourceAccountId">Where the databases and the relay are.</param>
/// <param name="DrAccountId">Who is to own the copies; null for mode region.</param>
/// <param name="DrRegion">Where the copies go, and the relay runs.</param>
/// <param name="SourceRegions">Where the databases are.</param>
public sealed record RelaySettings(
    string SourceAccountId,
    string? DrAccountId,
    string DrRegion,
    IReadOnlyList<string> SourceRegions
)
{
    /// <summary>Prefix of all names.</summary>
    public string RelayName { get; init; } = "snapshot-relay";

    /// <summary>What the relay names when it assumes the DR account's roles.</summary>
    public string ExternalId { get; init; } = "7f6d2c1e-local-cloud";

    /// <summary>A region key that exists already; null has the relay's stack make one.</summary>
    public string? RegionKeyArn { get; init; }

    /// <summary>Further parameters of template.yaml by name, for example CopiesInProgress.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}

/// <summary>The deployed relay.</summary>
/// <param name="Settings">What it was deployed with.</param>
/// <param name="DrAccount">The stack of templates/dr-account.yaml; null in mode region.</param>
/// <param name="Relay">The stack of template.yaml.</param>
/// <param name="SourceRegions">The stacks of templates/source-region.yaml, one for each source Region.</param>
public sealed record RelayDeployment(
    RelaySettings Settings,
    Stack? DrAccount,
    Stack Relay,
    IReadOnlyList<Stack> SourceRegions
)
{
    /// <summary>The state machine.</summary>
    public string StateMachineArn => Relay.OfType("AWS::StepFunctions::StateMachine").Single().PhysicalId;

    /// <summary>The bus that source Regions forward to.</summary>
    public string EventBusArn => Relay.OfType("AWS::Events::EventBus").Single().Arn!;

    /// <summary>The key of region copies.</summary>
    public string RegionKeyArn => Settings.RegionKeyArn ?? Relay.OfType("AWS::KMS::Key").Single().Arn!;

    /// <summary>The key of account copies; null in mode region.</summary>
    public string? AccountKeyArn => DrAccount?.Outputs["AccountKeyArn"];

    /// <summary>The DR account's role that copies; null in mode region.</summary>
    public string? CopierRoleArn => DrAccount?.Outputs["CopierRoleArn"];

    /// <summary>The DR account's role that looks; null in mode region.</summary>
    public string? ReaderRoleArn => DrAccount?.Outputs["ReaderRoleArn"];

    /// <summary>Functions by logical id.</summary>
    public IReadOnlyDictionary<string, string> FunctionArns =>
        Relay
            .OfType("AWS::Lambda::Function")
            .ToDictionary(f => f.LogicalId, f => f.Arn!, StringComparer.Ordinal);

    /// <summary>Every role of every stack.</summary>
    public IReadOnlyList<string> RoleArns =>
        [.. Stacks.SelectMany(s => s.OfType("AWS::IAM::Role")).Select(r => r.Arn!)];

    /// <summary>Every dead-letter queue of every stack.</summary>
    public IReadOnlyList<string> QueueArns =>
        [.. Stacks.SelectMany(s => s.OfType("AWS::SQS::Queue")).Select(q => q.Arn!)];

    /// <summary>All stacks in the order of their deployment.</summary>
    public IEnumerable<Stack> Stacks =>
        [.. DrAccount is null ? (Stack[])[] : [DrAccount], Relay, .. SourceRegions];
}

/// <summary>Deploys the repository's three templates as the README tells a person to: dr-account, relay, source-region.</summary>
public static class RelayStacks
{
    /// <summary>Deploys them.</summary>
    /// <param name="deployer">Of the cloud to deploy into.</param>
    /// <param name="root">Folder with template.yaml; see <see cref="RepositoryRoot"/>.</param>
    /// <param name="settings">Names, accounts, Regions.</param>
    /// <exception cref="TemplateException">A template is refused.</exception>
    public static RelayDeployment Deploy(StackDeployer deployer, string root, RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(deployer);
        ArgumentNullException.ThrowIfNull(settings);
        var drAccount = settings.DrAccountId is null ? null : deployer.Deploy(DrAccount(root, settings));
        var relay = deployer.Deploy(Relay(root, settings, drAccount));
        var sources = settings.SourceRegions.Select(region =>
            deployer.Deploy(SourceRegion(root, settings, region))
        );
        return new(settings, drAccount, relay, [.. sources]);
    }

    private static StackRequest DrAccount(string root, RelaySettings settings) =>
        new(
            Path.Combine(root, "templates", "dr-account.yaml"),
            $"{settings.RelayName}-dr-account",
            settings.DrAccountId!,
            settings.DrRegion,
            new Dictionary<string, string>
            {
                ["RelayName"] = settings.RelayName,
                ["SourceAccountId"] = settings.SourceAccountId,
                ["ExternalId"] = settings.ExternalId,
            }
        );

    private static StackRequest Relay(string root, RelaySettings settings, Stack? drAccount)
    {
        var parameters = new Dictionary<string, string>(settings.Parameters)
        {
            ["RelayName"] = settings.RelayName,
            ["SourceRegions"] = string.Join(',', settings.SourceRegions),
            ["Mode"] = drAccount is null ? "region" : "copy",
        };
        if (drAccount is not null)
        {
            parameters["DrAccountId"] = drAccount.AccountId;
            parameters["AccountKeyId"] = drAccount.Outputs["AccountKeyArn"];
            parameters["ExternalId"] = settings.ExternalId;
        }

        if (settings.RegionKeyArn is not null)
        {
            parameters["RegionKeyId"] = settings.RegionKeyArn;
        }

        return new(
            Path.Combine(root, "template.yaml"),
            settings.RelayName,
            settings.SourceAccountId,
            settings.DrRegion,
            parameters
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
}
