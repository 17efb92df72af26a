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
    public Place SourcePlace => new(Snapshot.Region, Actor.Relay);

    /// <summary>Facts of the source, from PlanRelay.</summary>
    public SourceSnapshot Source => Required("relay.source", Relay.Source);

    /// <summary>The plan, from PlanRelay.</summary>
    public RelayPlan Plan => Required("relay.plan", Relay.Plan);

    /// <summary>The name of both copies, from PlanRelay.</summary>
    public string CopyName => Required("relay.plan.copyName", Plan.CopyName);

    /// <summary>The region copy, from CopyToRegion.</summary>
    public CopyProgress RegionCopy => Required("relay.regionCopy", Relay.RegionCopy);

    /// <summary>The account copy, from CopyToAccount.</summary>
    public CopyProgress AccountCopy => Required("relay.accountCopy", Relay.AccountCopy);

    /// <summary>A field that an earlier step has set.</summary>
    public static T Required<T>(string path, T? value)
        where T : class => value ?? throw Missing(path);

    private static T Required<T>(string path, T? value)
        where T : struct => value ?? throw Missing(path);

    private static InputInvalidException Missing(string path) =>
        new(
            path,
            "it is missing.",
            $"Give '{path}'; an execution needs only {{\"snapshotArn\": \"arn:aws:rds:…\"}}, and each step gets what the steps before it have written."
        );
}
