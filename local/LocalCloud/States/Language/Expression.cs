using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>The value of a field whose name ends in <c>.$</c>, or of ErrorPath and CausePath: a path, or an intrinsic function.</summary>
internal abstract record Expression
{
    private Expression() { }

    public sealed record Path(DataPath At) : Expression;

    public sealed record Literal(JsonNode? Constant) : Expression;

    public sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

    /// <summary>The value; a node of its own, not one of the scope.</summary>
    /// <param name="scope">What paths are read from.</param>
    /// <param name="field">For AWS's text when a path finds nothing.</param>
    public JsonNode? Value(Scope scope, string field) =>
        this switch
        {
            Path { At: var path } => path.TryRead(scope, out var value)
                ? value?.DeepClone()
                : throw NotFound(path, scope, field),
            Literal literal => literal.Constant?.DeepClone(),
            Call call => Intrinsics.Run(
                call.Function,
                [.. call.Arguments.Select(a => a.Value(scope, field))]
            ),
            _ => throw new InvalidOperationException("No such expression"),
        };

    private static StateFailure NotFound(DataPath path, Scope scope, string field) =>
        StateFailure.Runtime(
            $"The JSONPath '{path.Text}' specified for the field '{field}' could not be found in the input "
                + $"'{Json.Text(path.OfContext ? scope.Context : scope.Input)}'"
        );
}
