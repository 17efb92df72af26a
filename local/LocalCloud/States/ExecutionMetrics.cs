using LocalCloud.Kernel;

namespace LocalCloud.States;

/// <summary>Step Functions' own metrics (Developer Guide, "Monitoring Step Functions metrics using Amazon CloudWatch"), by machine.</summary>
internal static class ExecutionMetrics
{
    public static void Put(IMetrics? metrics, Execution execution)
    {
        var name = execution.Status switch
        {
            Execution.Running => "ExecutionsStarted",
            "SUCCEEDED" => "ExecutionsSucceeded",
            "FAILED" => "ExecutionsFailed",
            "TIMED_OUT" => "ExecutionsTimedOut",
            _ => "ExecutionsAborted",
        };
        var at = execution.StopDate ?? execution.StartDate;
        metrics?.Put(Metric(execution, name), 1, at);
        if (execution.StopDate is { } stopped)
        {
            var took = (stopped - execution.StartDate).TotalMilliseconds;
            metrics?.Put(Metric(execution, "ExecutionTime"), took, at, "Milliseconds");
        }
    }

    private static MetricId Metric(Execution execution, string name) =>
        MetricId.OfArn(execution.Machine.Arn, "AWS/States", name, "StateMachineArn", execution.Machine.Arn);
}
