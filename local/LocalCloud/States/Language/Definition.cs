namespace LocalCloud.States.Language;

/// <summary>A state machine's definition, read and checked: what is in here, the interpreter can run.</summary>
/// <param name="StartAt">Name of the first state.</param>
/// <param name="States">By name.</param>
/// <param name="TimeoutSeconds">After how long an execution ends with TIMED_OUT; null for never.</param>
internal sealed record Definition(
    string StartAt,
    IReadOnlyDictionary<string, State> States,
    long? TimeoutSeconds
);

/// <summary>A state.</summary>
/// <param name="Name">Unique in its machine.</param>
/// <param name="InputPath">What the state sees of its input; null for an empty object.</param>
/// <param name="OutputPath">What the next state sees of its output; null for an empty object.</param>
internal abstract record State(string Name, DataPath? InputPath, DataPath? OutputPath)
{
    /// <summary>As in the definition, and in the names of history events.</summary>
    public abstract string Type { get; }

    /// <summary>The states that may follow.</summary>
    public virtual IEnumerable<string> Targets => [];
}

/// <summary>A state with Next (or End, then it is null).</summary>
internal abstract record StepState(string Name, DataPath? InputPath, DataPath? OutputPath, string? Next)
    : State(Name, InputPath, OutputPath)
{
    public override IEnumerable<string> Targets => Next is null ? [] : [Next];
}

/// <summary>Pass. Its result is <paramref name="Result"/>, else the filled <paramref name="Parameters"/>, else its input.</summary>
internal sealed record PassState(
    string Name,
    DataPath? InputPath,
    DataPath? OutputPath,
    string? Next,
    Template? Parameters,
    Template? Result,
    DataPath? ResultPath
) : StepState(Name, InputPath, OutputPath, Next)
{
    public override string Type => "Pass";
}

/// <summary>Wait.</summary>
internal sealed record WaitState(
    string Name,
    DataPath? InputPath,
    DataPath? OutputPath,
    string? Next,
    WaitEnd End
) : StepState(Name, InputPath, OutputPath, Next)
{
    public override string Type => "Wait";
}

/// <summary>Task: a Lambda function.</summary>
/// <param name="ResultPath">Where the result goes in the state's input; null to drop it.</param>
/// <param name="TimeoutSeconds">For each attempt; null for none.</param>
internal sealed record TaskState(
    string Name,
    DataPath? InputPath,
    DataPath? OutputPath,
    string? Next,
    TaskResource Resource,
    Template? Parameters,
    Template? ResultSelector,
    DataPath? ResultPath,
    long? TimeoutSeconds,
    IReadOnlyList<Retrier> Retry,
    IReadOnlyList<Catcher> Catch
) : StepState(Name, InputPath, OutputPath, Next)
{
    public override string Type => "Task";

    public override IEnumerable<string> Targets => base.Targets.Concat(Catch.Select(c => c.Next));
}

/// <summary>Choice.</summary>
internal sealed record ChoiceState(
    string Name,
    DataPath? InputPath,
    DataPath? OutputPath,
    IReadOnlyList<ChoiceRule> Choices,
    string? Default
) : State(Name, InputPath, OutputPath)
{
    public override string Type => "Choice";

    public override IEnumerable<string> Targets =>
        Choices.Select(c => c.Next).Concat(Default is null ? [] : [Default]);
}

/// <summary>Succeed.</summary>
internal sealed record SucceedState(string Name, DataPath? InputPath, DataPath? OutputPath)
    : State(Name, InputPath, OutputPath)
{
    public override string Type => "Succeed";
}

/// <summary>Fail.</summary>
internal sealed record FailState(string Name, Expression? Error, Expression? Cause)
    : State(Name, DataPath.Whole, DataPath.Whole)
{
    public override string Type => "Fail";
}

/// <summary>When a Wait ends.</summary>
internal abstract record WaitEnd
{
    private WaitEnd() { }

    public sealed record AfterSeconds(long Seconds) : WaitEnd;

    public sealed record AfterSecondsAt(DataPath Path) : WaitEnd;

    public sealed record At(DateTimeOffset Time) : WaitEnd;

    public sealed record AtTimeAt(DataPath Path) : WaitEnd;
}

/// <summary>What a Task calls.</summary>
/// <param name="FunctionArn">The function's ARN, or null for the integration <c>arn:aws:states:::lambda:invoke</c>, whose parameters name it.</param>
internal sealed record TaskResource(string? FunctionArn);

/// <summary>One entry of Retry.</summary>
/// <param name="ErrorEquals">Error names.</param>
/// <param name="IntervalSeconds">The first delay.</param>
/// <param name="MaxAttempts">How often it may retry; 0 for never.</param>
/// <param name="BackoffRate">By which each next delay grows.</param>
/// <param name="MaxDelaySeconds">The longest delay.</param>
/// <param name="FullJitter">True when each delay is drawn between 0 and the computed one.</param>
internal sealed record Retrier(
    IReadOnlyList<string> ErrorEquals,
    long IntervalSeconds,
    long MaxAttempts,
    double BackoffRate,
    long? MaxDelaySeconds,
    bool FullJitter
);

/// <summary>One entry of Catch.</summary>
/// <param name="ErrorEquals">Error names.</param>
/// <param name="Next">Where the execution goes on.</param>
/// <param name="ResultPath">Where the error goes in the state's input; null to drop it.</param>
internal sealed record Catcher(IReadOnlyList<string> ErrorEquals, string Next, DataPath? ResultPath);

/// <summary>One entry of Choices.</summary>
internal sealed record ChoiceRule(Condition Condition, string Next);
