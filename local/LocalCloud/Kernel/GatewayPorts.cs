using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Kernel;

/// <summary>
/// Runs function code beside the agenda. In real and scaled time it is a task; in virtual time its start and its AWS calls park, one
/// function runs at a time, and a seed decides who goes on. Owns
/// <see cref="Agenda.FunctionStarted"/> and <see cref="Agenda.FunctionEnded"/>: nobody else calls them.
/// </summary>
public interface IInvocationGate
{
    /// <summary>Called with the gate held; returns at once.</summary>
    /// <param name="function">Whose code runs.</param>
    /// <param name="requestId">The invocation's request id.</param>
    /// <param name="run">
    /// The host's run, called without the gate, on a thread of its own. In virtual time it must await one AWS call at a time and nothing else.
    /// </param>
    /// <param name="done">Called once, later, with the gate held.</param>
    void Run(
        FunctionConfiguration function,
        string requestId,
        Func<Task<InvocationResult>> run,
        Action<InvocationResult> done
    );
}

/// <summary>A function host whose running invocations can be killed: what a crash fault does where functions are processes.</summary>
public interface IKillsInvocations
{
    /// <summary>Kills the process that runs an invocation, if it still does. Called without the gate.</summary>
    void Kill(string requestId);
}

/// <summary>A function host whose functions write elsewhere than to this process's standard output.</summary>
public interface IHearsLines
{
    /// <summary>Called, without the gate, for each line: the function, the invocation if one runs, the line.</summary>
    Action<FunctionConfiguration, string?, string>? Heard { get; set; }
}

/// <summary>What a fault makes of an event that an AWS service emits. EventBridge asks before it matches rules.</summary>
public interface IEventFaults
{
    /// <summary>Each delivery of the event; usually one without delay, none when it is dropped, two when it is doubled.</summary>
    /// <param name="envelope">The complete event. Not changed.</param>
    IReadOnlyList<EventDelivery> Deliveries(JsonObject envelope);
}

/// <summary>One delivery of an event, after a delay of simulated time.</summary>
public sealed record EventDelivery(TimeSpan Delay, JsonObject Envelope);

/// <summary>What a fault makes of a copy. RDS asks when it accepts one.</summary>
public interface ICopyFaults
{
    /// <summary>The progress at which the copy fails, 0 to 100, or null when it succeeds.</summary>
    /// <param name="accountId">Owner of the copy.</param>
    /// <param name="region">Where the copy is made.</param>
    /// <param name="identifier">The copy's DBSnapshotIdentifier or DBClusterSnapshotIdentifier.</param>
    int? FailsAtPercent(string accountId, string region, string identifier);

    /// <summary>How much longer than usual the copy takes.</summary>
    /// <param name="accountId">Owner of the copy.</param>
    /// <param name="region">Where the copy is made.</param>
    /// <param name="identifier">The copy's DBSnapshotIdentifier or DBClusterSnapshotIdentifier.</param>
    TimeSpan HeldFor(string accountId, string region, string identifier) => TimeSpan.Zero;

    /// <summary>At which progress the copy stands still, and how long; null when it does not.</summary>
    /// <param name="accountId">Owner of the copy.</param>
    /// <param name="region">Where the copy is made.</param>
    /// <param name="identifier">The copy's DBSnapshotIdentifier or DBClusterSnapshotIdentifier.</param>
    (int Percent, TimeSpan For)? Stalls(string accountId, string region, string identifier) => null;
}

/// <summary>What <c>/_local</c> asks of RDS.</summary>
public interface ILocalRds
{
    /// <summary>Begins an automated snapshot (<c>rds:</c> prefix) of an instance now, as its backup window would; returns its ARN.</summary>
    /// <exception cref="AwsError">DBInstanceNotFound.</exception>
    string CreateAutomatedSnapshot(string accountId, string region, string dbInstanceIdentifier);

    /// <summary>The same of a DB cluster.</summary>
    /// <exception cref="AwsError">DBClusterNotFoundFault.</exception>
    string CreateAutomatedClusterSnapshot(string accountId, string region, string dbClusterIdentifier);
}

/// <summary>What <c>/_local</c> asks of EventBridge.</summary>
public interface ILocalEvents
{
    /// <summary>Delivers an event that was emitted before once more, as it was; returns its id.</summary>
    /// <param name="eventId">The event's id, or null for the last one that matches.</param>
    /// <param name="pattern">An event pattern, or null for any event.</param>
    /// <exception cref="AwsError">ResourceNotFoundException: no such event was emitted.</exception>
    string Redeliver(string? eventId, JsonObject? pattern);
}

/// <summary>What <c>/_local</c> asks of the dead-letter queues.</summary>
public interface ILocalQueues
{
    /// <summary>All queue ARNs.</summary>
    IReadOnlyList<string> QueueArns { get; }

    /// <summary>What is in a queue, oldest first; nothing is taken out.</summary>
    /// <param name="queue">ARN, or the queue's name.</param>
    IReadOnlyList<QueueMessage> Messages(string queue);
}

/// <summary>A message in a dead-letter queue. <paramref name="At"/> is simulated time.</summary>
public sealed record QueueMessage(
    string QueueArn,
    string Body,
    IReadOnlyDictionary<string, string> Attributes,
    DateTimeOffset At
);

/// <summary>A service with paths of its own under <c>/_local/</c>.</summary>
public interface ILocalPaths
{
    /// <summary>The paths; asked once, when the service is registered.</summary>
    IEnumerable<LocalPath> LocalPaths { get; }
}

/// <summary>A path under <c>/_local/</c>.</summary>
/// <param name="Method">GET, POST, DELETE.</param>
/// <param name="Path">For example <c>/_local/scale</c>.</param>
/// <param name="Handle">
/// The JSON body's members, or the query's as strings, to a JSON answer. Called with the gate held; refuses with <see cref="AwsError"/>.
/// </param>
public sealed record LocalPath(string Method, string Path, Func<JsonObject, JsonNode> Handle);

/// <summary>Requests over the port that nobody signs: the Lambda Runtime API.</summary>
public interface IUnsignedRoute
{
    /// <summary>Whether a path is this route's. Called for every request, without the gate.</summary>
    bool Matches(string path);

    /// <summary>Answers it; called without the gate, may take as long as it likes.</summary>
    Task HandleAsync(HttpContext context);
}
