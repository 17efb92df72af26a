namespace LocalCloud.States.Language;

/// <summary>Reads one state by its Type.</summary>
internal static class StateReader
{
    private const long LongestWait = 99_999_999;

    public static State Read(string name, Fields fields)
    {
        if (name.Length is 0 or > 80)
        {
            throw fields.Invalid("The name of a state has 1 to 80 characters");
        }

        DefinitionReader.RefuseJsonata(fields);
        State state = fields.RequiredText("Type") switch
        {
            "Pass" => Pass(name, fields),
            "Task" => TaskReader.Read(name, fields),
            "Choice" => ChoiceReader.Read(name, fields),
            "Wait" => Wait(name, fields),
            "Succeed" => new SucceedState(name, fields.DataPath("InputPath"), fields.DataPath("OutputPath")),
            "Fail" => new FailState(name, TextOf(fields, "Error"), TextOf(fields, "Cause")),
            var type => throw Fields.Invalid(
                $"{fields.Where}/Type",
                $"Type '{type}' is not simulated by the local cloud"
            ),
        };
        fields.Done();
        return state;
    }

    /// <summary>Next, or null for End; one of them is required.</summary>
    public static string? NextOf(Fields fields)
    {
        var (next, end) = (fields.Text("Next"), fields.Flag("End"));
        if (next is null == (end != true))
        {
            throw fields.Invalid("Exactly one of the following fields is required: [Next, End]");
        }

        return next;
    }

    private static PassState Pass(string name, Fields fields) =>
        new(
            name,
            fields.DataPath("InputPath"),
            fields.DataPath("OutputPath"),
            NextOf(fields),
            fields.Template("Parameters"),
            fields.Has("Result") ? new Template.Constant(fields.Node("Result")) : null,
            fields.DataPath("ResultPath", reference: true)
        );

    private static WaitState Wait(string name, Fields fields)
    {
        string[] kinds = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
        var given = kinds.Where(fields.Has).ToList();
        WaitEnd end = given switch
        {
            ["Seconds"] => new WaitEnd.AfterSeconds(fields.Whole("Seconds", 0, LongestWait) ?? 0),
            ["SecondsPath"] => new WaitEnd.AfterSecondsAt(
                fields.RequiredPath("SecondsPath", reference: true)
            ),
            ["Timestamp"] => new WaitEnd.At(
                Timestamps.Parse(fields.Text("Timestamp"))
                    ?? throw Fields.Invalid(
                        $"{fields.Where}/Timestamp",
                        "The value must be an ISO-8601 timestamp with T and Z or an offset"
                    )
            ),
            ["TimestampPath"] => new WaitEnd.AtTimeAt(fields.RequiredPath("TimestampPath", reference: true)),
            _ => throw fields.Invalid(
                $"Exactly one of the following fields is required: [{string.Join(", ", kinds)}]"
            ),
        };
        return new WaitState(
            name,
            fields.DataPath("InputPath"),
            fields.DataPath("OutputPath"),
            NextOf(fields),
            end
        );
    }

    private static Expression? TextOf(Fields fields, string name)
    {
        var (constant, path) = (fields.Text(name), fields.Expression(name + "Path"));
        return (constant, path) switch
        {
            (null, _) => path,
            (_, null) => new Expression.Literal(constant),
            _ => throw fields.Invalid(
                $"There should only be one of the following fields: [{name}, {name}Path]"
            ),
        };
    }
}
