using System.Text.Json.Nodes;
using LocalCloud.Gateway;
using LocalCloud.Rds;
using LocalCloud.States;

namespace Scenarios.Waves;

/// <summary>What a wave has cost, by what AWS has seen of it: copies, requests, executions, messages.</summary>
internal sealed record WaveNumbers
{
    // A place far back costs a few looks more than one that is not so far.
    private const double Tolerance = 1.15;
    private const double ToleranceOfMost = 1.25;

    public required Wave Wave { get; init; }

    /// <summary>From the first snapshot to the end of the last relay.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>AWS calls of the relays' steps for each snapshot, by operation, most first.</summary>
    public required IReadOnlyList<(string Operation, double Each)> Calls { get; init; }

    /// <summary>AWS calls of each execution's steps, in the order of the queue.</summary>
    public required IReadOnlyList<int> CallsOfEach { get; init; }

    /// <summary>State transitions of each execution, in the order of the queue.</summary>
    public required IReadOnlyList<int> Transitions { get; init; }

    /// <summary>Looks at the queue of each execution: waits for a slot, in the DR Region and in the DR account.</summary>
    public required IReadOnlyList<int> Looks { get; init; }

    /// <summary>The longest history of an execution, in events.</summary>
    public required int MostEvents { get; init; }

    /// <summary>Executions that did not end as RelayCompleted.</summary>
    public required IReadOnlyList<string> NotCompleted { get; init; }

    /// <summary>Where copies go: the source account's DR Region, the DR account's.</summary>
    public required IReadOnlyList<SlotNumbers> Places { get; init; }

    /// <summary>What a person was told, in either account.</summary>
    public required IReadOnlyList<string> Inbox { get; init; }

    /// <summary>How long each relay ran.</summary>
    public required IReadOnlyList<TimeSpan> Durations { get; init; }

    /// <summary>Of this process, the preparations too.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>AWS calls, and state transitions, of those who came into a queue: the second half.</summary>
    public (double Calls, double Transitions) Queued =>
        (
            CallsOfEach.Skip(CallsOfEach.Count / 2).Average(),
            Transitions.Skip(Transitions.Count / 2).Average()
        );

    /// <summary>Everyone was relayed in turn, nobody was told anything, and no slot was idle.</summary>
    public void ShouldBeInOrder()
    {
        NotCompleted.ShouldBeEmpty();
        Inbox.ShouldBeEmpty();
        foreach (var place in Places)
        {
            place.Copies.ShouldBe(Wave.Snapshots, place.Place);
            place.MostInProgress.ShouldBeLessThanOrEqualTo(Wave.Slots, place.Place);
            if (Wave.Snapshots >= 2 * Wave.Slots)
            {
                place.MostInProgress.ShouldBe(Wave.Slots, $"{place.Place}: there is a queue");
            }

            place.LongestIdle.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(90), place.Place);
            // Who arrives in the DR account with its region copy asks at once.
            place.MostOvertaken.ShouldBeLessThanOrEqualTo(
                Wave.Slots * (place == Places[0] ? 1 : 2),
                place.Place
            );
        }

        MostEvents.ShouldBeLessThan(2_500, "an execution ends with 25,000");
    }

    /// <summary>Who came into a long queue makes no more calls and transitions than who came into a shorter one.</summary>
    public void ShouldCostNoMoreThan(WaveNumbers shorter)
    {
        Queued.Calls.ShouldBeLessThan(shorter.Queued.Calls * Tolerance);
        Queued.Transitions.ShouldBeLessThan(shorter.Queued.Transitions * Tolerance);
        CallsOfEach.Max().ShouldBeLessThan((int)(shorter.CallsOfEach.Max() * ToleranceOfMost));
        Transitions.Max().ShouldBeLessThan((int)(shorter.Transitions.Max() * ToleranceOfMost));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"""
            {Wave.Snapshots} snapshots {(
                Wave.OfClusters ? "of clusters, " : ""
            )}mode {Wave.Mode}, {Wave.Slots} slots: {Took:d\.hh\:mm} (days.hours:minutes), {Cpu.TotalSeconds:0} s of CPU
              each: {CallsOfEach.Average():0.0} calls (second half {Queued.Calls:0.0}, at most {CallsOfEach.Max()}), {Transitions.Average():0.0} transitions (second half {Queued.Transitions:0.0}, at most {Transitions.Max()}), {Looks.Average():0.0} waits for a slot (at most {Looks.Max()}), {MostEvents} history events at most
              {string.Join(
                "\n  ",
                Places.Select(p =>
                    $"{p.Place}: {p.MostInProgress} copies in progress at most; a slot idle while somebody waits {p.MeanIdle.TotalSeconds:0} s, at most {p.LongestIdle.TotalSeconds:0} s; overtaken by {p.MostOvertaken} at most"
                )
            )}
              calls: {string.Join(", ", Calls.Select(c => $"{c.Operation} {c.Each:0.0}"))}
            """;

    public static WaveNumbers Of(Estate estate, Wave wave, DateTimeOffset from)
    {
        List<Execution> executions = [.. estate.Executions.Where(e => e.StartDate >= from)];
        var steps = estate
            .Cloud.Lambda.Invocations.Where(i =>
                i.StartedAt >= from
                && !Estate.Scheduled.Any(s => i.FunctionName.EndsWith($"-{s}", StringComparison.Ordinal))
            )
            .ToDictionary(i => i.RequestId, i => ExecutionIn(i.Payload), StringComparer.Ordinal);
        List<TracedRequest> requests =
        [
            .. estate.Cloud.Requests.Requests.Where(r => r.InvocationId is { } by && steps.ContainsKey(by)),
        ];
        var each = requests
            .GroupBy(r => steps[r.InvocationId!] ?? "")
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var starts = executions.ToDictionary(SnapshotOf, e => e.StartDate);
        var region = Copies(estate, Estate.Source, from);
        var account = Copies(estate, Estate.Dr, from);
        return new WaveNumbers
        {
            Wave = wave,
            Took = executions.Max(e => e.StopDate)!.Value - executions.Min(e => e.StartDate),
            Calls =
            [
                .. requests
                    .GroupBy(r => r.ErrorCode is null ? r.Operation : $"{r.Operation} {r.ErrorCode}")
                    .Select(g => (g.Key, (double)g.Count() / wave.Snapshots))
                    .OrderByDescending(g => g.Item2),
            ],
            Durations = [.. executions.Select(e => e.StopDate!.Value - e.StartDate)],
            CallsOfEach = [.. executions.Select(e => each.GetValueOrDefault(e.Name))],
            Transitions = [.. executions.Select(e => e.StateTransitions)],
            Looks = [.. executions.Select(Waits)],
            MostEvents = executions.Max(e => e.History.Count),
            NotCompleted =
            [
                .. executions
                    .Where(e => e.CurrentState != "RelayCompleted")
                    .Select(e => $"{e.Name}: {e.Status} in {e.CurrentState}, {e.Cause}"),
            ],
            Places =
            [
                SlotNumbers.Of("DR Region", wave.Slots, region, c => starts[$"{c.Copy!.Source.Arn}"]),
                .. account is []
                    ? []
                    : new[]
                    {
                        SlotNumbers.Of(
                            "DR account",
                            wave.Slots,
                            account,
                            c => c.Copy!.Source.SnapshotCreateTime!.Value
                        ),
                    },
            ],
            Inbox =
            [
                .. estate
                    .Cloud.Sns.Inbox.Where(m => m.At >= from)
                    .Select(m => $"{m.At:u} {m.TopicArn}: {m.Text}"),
            ],
        };
    }

    private static List<DbSnapshot> Copies(Estate estate, string account, DateTimeOffset from) =>
        [.. estate.Owned(account).Where(s => s.Copy is { } copy && copy.RequestedAt >= from)];

    private static int Waits(Execution execution) =>
        execution.History.Count(e =>
            e.Type == "WaitStateEntered" && e.StateName is "WaitForSlot" or "WaitForAccountSlot"
        );

    // None in what OnSnapshotCompleted gets.
    private static string? ExecutionIn(string payload) =>
        (string?)JsonNode.Parse(payload)!["execution"]?["name"];

    private static string SnapshotOf(Execution execution) =>
        (string)JsonNode.Parse(execution.Input)!["snapshotArn"]!;
}
