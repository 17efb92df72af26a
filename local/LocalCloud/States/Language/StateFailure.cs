namespace LocalCloud.States.Language;

/// <summary>A state failed, with an error that Retry and Catch know by name.</summary>
/// <param name="error">For example States.Runtime.</param>
/// <param name="cause">AWS's text.</param>
/// <param name="naming">True when AWS puts the state's name before the cause.</param>
internal sealed class StateFailure(string error, string cause, bool naming = true) : Exception(cause)
{
    public string Error => error;

    public string Cause => Message;

    /// <summary>The cause, with the state that AWS names before it.</summary>
    /// <param name="state">Name of the state.</param>
    /// <param name="enteredEventId">Id of its …StateEntered event.</param>
    public string CauseIn(string state, long enteredEventId) =>
        naming
            ? $"An error occurred while executing the state '{state}' (entered at the event id #{enteredEventId}). {Cause}"
            : Cause;

    public static StateFailure Runtime(string cause) => new(Errors.Runtime, cause);

    public static StateFailure Intrinsic(string cause) => new(Errors.IntrinsicFailure, cause);

    public static StateFailure NoSuchPath(DataPath path) =>
        Runtime($"Invalid path '{path.Text}' : No results for path: {path.Bracketed}");

    public static StateFailure DataLimitExceeded(string stateOrTask) =>
        new(
            Errors.DataLimitExceeded,
            $"The state/task '{stateOrTask}' returned a result with a size exceeding the maximum number of bytes service limit.",
            naming: false
        );

    public static StateFailure HistoryFull(int limit) =>
        new(
            Errors.Runtime,
            $"The execution reached the maximum number of history events ({limit}).",
            naming: false
        );
}
