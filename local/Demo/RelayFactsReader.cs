using LocalCloud;
using LocalCloud.Lambda;
using LocalCloud.States;

namespace Demo;

/// <summary>Reads what there is to measure of a relay from the cloud's own state.</summary>
internal sealed class RelayFactsReader(Cloud cloud, string stateMachineArn)
{
    /// <summary>The facts, and how the execution ended.</summary>
    public (RelayFacts Facts, Outcome Outcome) Read(Source source)
    {
        lock (cloud.Agenda.Gate)
        {
            var execution = Lineage.ExecutionOf(cloud, stateMachineArn, source);
            var runs = RunsFor(source, execution);
            var requests = runs.Select(r => r.RequestId).ToHashSet(StringComparer.Ordinal);
            var facts = new RelayFacts(
                WholeOf(source, execution),
                CopyPeriods(source),
                // The history that GetExecutionHistory shows: each event has its simulated time.
                Pauses.In(execution?.History ?? []),
                [.. runs.Select(r => new FunctionRun(r.FunctionName, r.Took))],
                // The front door notes every request with the invocation whose credentials signed it.
                cloud.Requests.Requests.Count(r => r.InvocationId is { } id && requests.Contains(id)),
                execution?.StateTransitions ?? 0
            );
            return (facts, OutcomeOf(execution));
        }
    }

    private static Outcome OutcomeOf(Execution? execution) =>
        execution is null
            ? new Outcome(
                "NOT_STARTED",
                null,
                null,
                null,
                null,
                "No execution was started for this snapshot."
            )
            : new Outcome(
                execution.Status,
                Lineage.PlanOf(execution, "route"),
                Lineage.PlanOf(execution, "means"),
                Lineage.PlanOf(execution, "reason"),
                execution.Error,
                execution.Cause ?? $"Its last state is {execution.CurrentState}."
            );

    private Period? WholeOf(Source source, Execution? execution) =>
        (Lineage.CompletionOf(cloud, source), execution?.StopDate) is ({ } from, { } to)
            ? new Period(from, to)
            : null;

    // RDS notes when it accepted a copy, and when one failed; an available copy's create time is that of its completion. AWS Backup is at
    // work from the job's creation on.
    private List<Period> CopyPeriods(Source source) =>
        [
            .. Lineage
                .CopiesOf(cloud, Lineage.Snapshot(cloud, source))
                .Select(c => new Period(
                    c.Copy!.RequestedAt,
                    c.SnapshotCreateTime ?? c.FailedAt ?? cloud.Agenda.Now
                )),
            .. Lineage
                .CopyJobsOf(cloud, source)
                .Select(j => new Period(j.CreationDate, j.CompletionDate ?? cloud.Agenda.Now)),
        ];

    // Lambda keeps every run with its payload: the workflow's functions are told their execution, OnSnapshotCompleted gets the event.
    private List<Invocation> RunsFor(Source source, Execution? execution)
    {
        var job = Lineage.BackupJobOf(cloud, source)?.Id;
        return
        [
            .. cloud.Lambda.Invocations.Where(run =>
                (execution is not null && Lineage.Member(run.Payload, "execution", "name") == execution.Name)
                || Lineage.Member(run.Payload, "detail", "SourceArn") == source.SnapshotArn
                || (job is not null && Lineage.Member(run.Payload, "detail", "backupJobId") == job)
            ),
        ];
    }
}
