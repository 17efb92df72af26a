namespace LocalCloud.States;

/// <summary>An event of an execution's history, with the members that its type has.</summary>
/// <param name="Id">1, 2, 3, …</param>
/// <param name="PreviousEventId">The event that led to this one; 0 for the first state's, for an abort and for the execution's time-out, as AWS has it.</param>
/// <param name="Timestamp">Simulated time.</param>
/// <param name="Type">AWS's name, for example LambdaFunctionSucceeded.</param>
public sealed record HistoryEvent(long Id, long PreviousEventId, DateTimeOffset Timestamp, string Type)
{
    /// <summary>State, for …StateEntered and …StateExited.</summary>
    public string? StateName { get; init; }

    /// <summary>JSON.</summary>
    public string? Input { get; init; }

    /// <summary>JSON.</summary>
    public string? Output { get; init; }

    /// <summary>Error name.</summary>
    public string? Error { get; init; }

    /// <summary>What AWS, or the function, says about the error.</summary>
    public string? Cause { get; init; }

    /// <summary>Function ARN, for LambdaFunctionScheduled.</summary>
    public string? Resource { get; init; }

    /// <summary>The machine's role, for ExecutionStarted.</summary>
    public string? RoleArn { get; init; }

    /// <summary>JSON, for TaskScheduled.</summary>
    public string? Parameters { get; init; }

    /// <summary>The task's time-out, for LambdaFunctionScheduled and TaskScheduled.</summary>
    public long? TimeoutInSeconds { get; init; }
}
