using System.Text.Json.Nodes;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>An execution in a state, from …StateEntered to …StateExited, all attempts of a task included.</summary>
/// <param name="execution">Whose.</param>
/// <param name="state">Where.</param>
/// <param name="input">The state's raw input.</param>
/// <param name="entered">Its …StateEntered event.</param>
internal sealed class Visit(Execution execution, State state, Data input, HistoryEvent entered)
{
    public Execution Execution => execution;

    public State State => state;

    public Data Input => input;

    public DateTimeOffset EnteredTime => entered.Timestamp;

    /// <summary>Retries so far: <c>$$.State.RetryCount</c>.</summary>
    public int RetryCount { get; set; }

    /// <summary>Retries so far by each retrier.</summary>
    public int[] RetriesUsed { get; } = new int[(state as TaskState)?.Retry.Count ?? 0];

    /// <summary>A failure's cause as AWS words it for this state.</summary>
    public string CauseOf(StateFailure failure) => failure.CauseIn(state.Name, entered.Id);

    /// <summary>The state's input after InputPath.</summary>
    public JsonNode? EffectiveInput() => At(state.InputPath, input.Value);

    /// <summary>What goes to the next state: <paramref name="output"/> after OutputPath.</summary>
    public Data Output(JsonNode? output)
    {
        var data =
            state.OutputPath is { Steps.Count: 0, OfContext: false } && output == input.Value
                ? input
                : new Data(At(state.OutputPath, output));
        return data.IsTooLarge ? throw StateFailure.DataLimitExceeded(state.Name) : data;
    }

    public JsonNode? Fill(Template? template, JsonNode? value) =>
        template is null ? value : template.Fill(On(value));

    /// <summary>A result put into the raw input.</summary>
    public JsonNode? Place(DataPath? resultPath, JsonNode? result) =>
        resultPath is null ? input.Value : resultPath.Place(input.Value, result);

    public Scope On(JsonNode? value) => new(value, () => ContextObject.Of(this));

    private JsonNode? At(DataPath? path, JsonNode? value) =>
        path switch
        {
            null => new JsonObject(),
            { Steps.Count: 0, OfContext: false } => value,
            _ => path.TryRead(On(value), out var found) ? found : throw StateFailure.NoSuchPath(path),
        };
}

/// <summary>The next state to enter, and with what.</summary>
internal sealed record Step(string State, Data Input);
