namespace Relay.Functions;

/// <summary>Says which snapshot failed, at which step, why, and what to do.</summary>
public static class ExplainFailure
{
    /// <summary>The failure, for the Fail state. Needs no setting and no permission, so that it does not fail itself.</summary>
    public static Task<Failure> HandleAsync(FailureInput input)
    {
        var failure = FailureReport.Of(Step.Required("relay", input?.Relay));
        Log.Failed(failure);
        return Task.FromResult(failure);
    }
}
