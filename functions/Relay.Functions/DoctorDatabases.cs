using Relay.Aws;

namespace Relay.Functions;

/// <summary>Doctor's look at the databases: the newest snapshot of each is planned as PlanRelay would.</summary>
internal sealed class DoctorDatabases(RelayPorts ports, DateTimeOffset now)
{
    private const int Most = 1000;

    private readonly Dictionary<SnapshotKind, int> _copies = [];
    private readonly HashSet<(Route, KeyArn)> _policies = [];

    /// <summary>How many databases are selected.</summary>
    public int Selected { get; private set; }

    /// <summary>How many copies RDS makes of one more snapshot of each, by kind; AWS Backup's count against no quota of RDS.</summary>
    public IReadOnlyDictionary<SnapshotKind, int> Copies => _copies;

    public async Task<Diagnosed> Plans()
    {
        var (looks, newest) = (new List<Diagnosed>(), new List<SnapshotFacts>());
        foreach (var region in ports.Settings.SourceRegions)
        {
            try
            {
                newest.AddRange(Newest(await Sources(region)));
            }
            catch (RelayException e)
            {
                looks.Add(
                    Diagnosed.Open(Checkup.Databases, $"anything of the databases of {region}", e.What)
                );
            }
        }

        foreach (var snapshot in newest.Take(Most))
        {
            looks.Add(await DoctorLook.Try(Checkup.Databases, snapshot.Arn.ToString(), () => Plan(snapshot)));
        }

        if (newest.Count > Most)
        {
            looks.Add(
                Diagnosed.Open(
                    Checkup.Databases,
                    $"anything of {newest.Count - Most} databases",
                    $"one run looks at {Most}"
                )
            );
        }

        return Diagnosed.Of(looks);
    }

    private async Task<IReadOnlyList<SnapshotFacts>> Sources(Region region)
    {
        var since = now - ports.Settings.Reconcile.Window;
        return
        [
            .. (
                await new ReconcileLooks(ports).Sources(
                    new Place(region, Actor.Relay),
                    since - ReconcileLooks.Margin
                )
            ).Where(s => s.CreateTime >= since && s.State == SnapshotState.Available),
        ];
    }

    private static IEnumerable<SnapshotFacts> Newest(IEnumerable<SnapshotFacts> sources) =>
        sources.GroupBy(s => (s.Arn.Kind, s.Database)).Select(database => database.MaxBy(s => s.CreateTime)!);

    private async Task<Diagnosed> Plan(SnapshotFacts snapshot)
    {
        var tags = await ports.Source(snapshot.Arn).DatabaseTags(Step.PlaceOf(snapshot.Arn), snapshot);
        if (Selection.WhyNot(snapshot, tags, ports.Settings) is not null)
        {
            return Diagnosed.Well;
        }

        Selected++;
        if (await new Planning(ports).Now(snapshot, now) is not { } plan)
        {
            return Diagnosed.Well;
        }

        if (plan.Means == CopyMeans.Snapshot && plan.Route != Route.NothingToDo)
        {
            _copies[snapshot.Arn.Kind] = _copies.GetValueOrDefault(snapshot.Arn.Kind) + 1;
        }

        return await SourceKeyPolicy(snapshot, plan);
    }

    // Each key once for each route that needs it.
    private async Task<Diagnosed> SourceKeyPolicy(SnapshotFacts snapshot, RelayPlan plan)
    {
        if (
            SourceKeys.ToAsk(SourceSnapshot.From(snapshot), ports.Settings) is not { } key
            || KeyPolicies.OfSourceKey(plan.Route, key, ports.Settings) is not { Count: > 0 } questions
            || !_policies.Add((plan.Route, key))
        )
        {
            return Diagnosed.Well;
        }

        return await DoctorLook.Try(
            Checkup.KeyPolicies,
            $"the policy of the source key {key}",
            async () =>
                Diagnosis.KeyPolicy(
                    "source key",
                    key,
                    await ports.Policies.OfKey(new Place(key.Region, Actor.Relay), key),
                    questions,
                    $"{plan.Route} is refused and copies take the longer way"
                )
        );
    }
}
