using Relay.Aws;

namespace Relay.Functions;

/// <summary>A step's input, checked: what every step needs is there.</summary>
/// <param name="Now">When the state was entered.</param>
/// <param name="Execution">This execution.</param>
/// <param name="Relay">The document.</param>
/// <param name="Snapshot">The snapshot that it is about; of an account and Region that this relay serves.</param>
internal sealed record Step(
    DateTimeOffset Now,
    ExecutionFacts Execution,
    RelayDocument Relay,
    SnapshotArn Snapshot
)
{
    /// <summary>Checks an input.</summary>
    /// <exception cref="InputInvalidException">A field is missing or wrong.</exception>
    public static Step Read(StepInput? input, RelaySettings settings)
    {
        var relay = Required("relay", input?.Relay);
        var snapshot = Required("relay.snapshotArn", relay.SnapshotArn);
        SourceRules.CheckServed(snapshot, settings);
        var execution = Required("execution", input!.Execution);
        Required("execution.name", execution.Name);
        Required("execution.startedAt", execution.StartedAt);
        return new Step(Required("now", input.Now), execution, relay, snapshot);
    }

    /// <summary>Where the source snapshot is.</summary>
    public Place SourcePlace => PlaceOf(Snapshot);

    /// <summary>Facts of the source, from PlanRelay.</summary>
    public SourceSnapshot Source => Required("relay.source", Relay.Source);

    /// <summary>The plan, from PlanRelay.</summary>
    public RelayPlan Plan => Required("relay.plan", Relay.Plan);

    /// <summary>The name of both copies, from PlanRelay.</summary>
    public string CopyName => Required("relay.plan.copyName", Plan.CopyName);

    /// <summary>The region copy, from CopyToRegion.</summary>
    public CopyProgress RegionCopy => Copy("relay.regionCopy", Relay.RegionCopy);

    /// <summary>The region copy's ARN, known when it is available.</summary>
    public SnapshotArn RegionCopyArn => Required("relay.regionCopy.arn", RegionCopy.Arn);

    /// <summary>The account copy, from CopyToAccount.</summary>
    public CopyProgress AccountCopy => Copy("relay.accountCopy", Relay.AccountCopy);

    /// <summary>What AWS Backup knows of the source, from PlanRelay; for copy jobs.</summary>
    public RecoveryPointFacts RecoveryPoint => Required("relay.source.recoveryPoint", Source.RecoveryPoint);

    /// <summary>The relay's vault in the DR Region, from PlanRelay; for copy jobs.</summary>
    public VaultArn RegionVault => Required("relay.plan.regionVaultArn", Plan.RegionVaultArn);

    /// <summary>The DR account's vault, from PlanRelay; for copy jobs.</summary>
    public VaultArn AccountVault => Required("relay.plan.accountVaultArn", Plan.AccountVaultArn);

    /// <summary>How long copies are to be kept, from PlanRelay; for copy jobs.</summary>
    public int RetentionDays => Required("relay.plan.retentionDays", Plan.RetentionDays);

    /// <summary>Where a source snapshot is, as the relay.</summary>
    public static Place PlaceOf(SnapshotArn snapshot) => new(snapshot.Region, Actor.Relay);

    /// <summary>A field that an earlier step has set.</summary>
    public static T Required<T>(string path, T? value)
        where T : class => value ?? throw Missing(path);

    private static T Required<T>(string path, T? value)
        where T : struct => value ?? throw Missing(path);

    // One that a copy job makes may have no ARN yet: the job is known.
    private static CopyProgress Copy(string path, CopyProgress? copy)
    {
        var found = Required(path, copy);
        if (found.JobId is null)
        {
            Required($"{path}.arn", found.Arn);
        }

        return found;
    }

    private static InputInvalidException Missing(string path) =>
        new(
            path,
            "it is missing.",
            $"Give '{path}'; an execution needs only {{\"snapshotArn\": \"arn:aws:rds:…\"}}, and each step gets what the steps before it have written."
        );
}
