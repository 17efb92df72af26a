namespace LocalCloud.Deploy;

/// <summary>The deployed relay.</summary>
/// <param name="Settings">What it was deployed with.</param>
/// <param name="DrAccount">The stack of templates/dr-account.yaml; null where it is not deployed.</param>
/// <param name="Relay">The stack of template.yaml.</param>
/// <param name="SourceRegions">The stacks of templates/source-region.yaml, one for each source Region.</param>
public sealed record RelayDeployment(
    RelaySettings Settings,
    Stack? DrAccount,
    Stack Relay,
    IReadOnlyList<Stack> SourceRegions
)
{
    private const string Vault = "AWS::Backup::BackupVault";

    /// <summary>The state machine.</summary>
    public string StateMachineArn => Relay.OfType("AWS::StepFunctions::StateMachine").Single().PhysicalId;

    /// <summary>The bus that source Regions forward to.</summary>
    public string EventBusArn => Relay.OfType("AWS::Events::EventBus").Single().Arn!;

    /// <summary>The key of region copies: its ARN where the relay's stack has made it, else as it was given.</summary>
    public string RegionKeyArn => Settings.RegionKeyId ?? Relay.OfType("AWS::KMS::Key").Single().Arn!;

    /// <summary>The key of account copies; null without a DR account's stack.</summary>
    public string? AccountKeyArn => DrAccount?.Outputs["AccountKeyArn"];

    /// <summary>The DR account's role that copies; null without a DR account's stack.</summary>
    public string? CopierRoleArn => DrAccount?.Outputs["CopierRoleArn"];

    /// <summary>The DR account's role that looks; null without a DR account's stack.</summary>
    public string? ReaderRoleArn => DrAccount?.Outputs["ReaderRoleArn"];

    /// <summary>The relay's own vault in the DR Region; null unless AWS Backup copies.</summary>
    public string? RegionVaultArn => Relay.OfType(Vault).SingleOrDefault()?.Attributes["BackupVaultArn"];

    /// <summary>The DR account's vault; null unless AWS Backup copies there.</summary>
    public string? DrVaultArn => DrAccount?.Outputs.GetValueOrDefault("VaultArn");

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
