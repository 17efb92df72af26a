namespace LocalCloud.CloudWatch;

/// <summary>A metric math expression (CloudWatch User Guide, "Using math expressions with CloudWatch metrics"), read.</summary>
public abstract record MathExpression
{
    /// <summary>A number, for example 3600.</summary>
    internal sealed record Constant(double Value) : MathExpression;

    /// <summary>A text, as functions take it.</summary>
    internal sealed record Word(string Value) : MathExpression;

    /// <summary>Another query by its id; or REPEAT.</summary>
    internal sealed record Name(string Id) : MathExpression;

    /// <summary>One of <c>+ - * / ^ == != &lt;= &gt;= &lt; &gt; AND OR</c>.</summary>
    internal sealed record Binary(string Operator, MathExpression Left, MathExpression Right)
        : MathExpression;

    /// <summary>A function, for example SUM.</summary>
    internal sealed record Call(string Function, IReadOnlyList<MathExpression> Arguments) : MathExpression;

    /// <summary><c>[m1, m2]</c>.</summary>
    internal sealed record Several(IReadOnlyList<MathExpression> Members) : MathExpression;
}

/// <summary>What an expression is worth: a number, one series, or several.</summary>
internal abstract record MathValue
{
    /// <summary>A number.</summary>
    public sealed record Scalar(double Value) : MathValue;

    /// <summary>A value for each period that has one.</summary>
    public sealed record Series(string Label, SortedList<DateTimeOffset, double> Points) : MathValue;

    /// <summary>Several series.</summary>
    public sealed record Many(IReadOnlyList<Series> All) : MathValue;
}
