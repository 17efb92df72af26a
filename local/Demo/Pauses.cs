using LocalCloud.States;

namespace Demo;

/// <summary>Reads from an execution's history when it waited. Pure.</summary>
internal static class Pauses
{
    /// <summary>Wait states, and the pauses between a task's failed attempt and the next.</summary>
    public static IReadOnlyList<Period> In(IReadOnlyList<HistoryEvent> history)
    {
        List<Period> pauses = [];
        foreach (var (first, second) in history.Zip(history.Skip(1)))
        {
            var waits = (first.Type, second.Type) is ("WaitStateEntered", "WaitStateExited");
            var retries =
                first.Type is "LambdaFunctionFailed" or "LambdaFunctionTimedOut"
                && second.Type == "LambdaFunctionScheduled";
            if (waits || retries)
            {
                pauses.Add(new Period(first.Timestamp, second.Timestamp));
            }
        }

        return pauses;
    }
}
