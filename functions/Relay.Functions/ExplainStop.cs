using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;

namespace Relay.Functions;

/// <summary>Says which relay was aborted or has timed out, where it stood, and what to do: no step of its own could.</summary>
public sealed class ExplainStop(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public ExplainStop()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The message. That the history can't be read costs it the step, and nothing else.</summary>
    /// <exception cref="EventNotUnderstoodException">The event does not tell of an execution.</exception>
    public async Task<StopReport> HandleAsync(CloudWatchEvent<JsonElement> e)
    {
        var stopped = EventTranslation.Stopped(e);
        var (last, unread) = await LastStep(stopped.ExecutionArn);
        var report = new StopReport(stopped.Explain(last, unread));
        Log.Stopped(report);
        return report;
    }

    private async Task<(LastStep? Last, string? Unread)> LastStep(string execution)
    {
        try
        {
            return (await ports.Executions.LastStep(execution), null);
        }
        // When many are stopped at once AWS is asked too fast: Lambda tries again.
        catch (RelayException problem)
            when (problem is not (AwsThrottledException or AwsUnavailableException))
        {
            return (null, problem.What);
        }
    }
}
