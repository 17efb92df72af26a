using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalCloud.CloudWatch;

/// <summary>Reads metric math expressions. Pure.</summary>
internal sealed partial class MathParser
{
    // Weakest first.
    private static readonly string[][] Levels =
    [
        ["OR", "||"],
        ["AND", "&&"],
        ["==", "!=", "<=", ">=", "<", ">"],
        ["+", "-"],
        ["*", "/"],
        ["^"],
    ];

    private readonly List<string> _tokens;
    private readonly string _text;
    private int _next;

    private MathParser(string text)
    {
        _text = text;
        _tokens = [.. Tokens().Matches(text).Select(m => m.Value)];
        if (!string.IsNullOrWhiteSpace(Tokens().Replace(text, "")))
        {
            throw Invalid("a character that means nothing");
        }
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="Kernel.AwsError">ValidationError.</exception>
    public static MathExpression Parse(string text)
    {
        var parser = new MathParser(text);
        var read = parser.Level(0);
        return parser._next == parser._tokens.Count
            ? read
            : throw parser.Invalid($"'{parser._tokens[parser._next]}'");
    }

    private MathExpression Level(int level)
    {
        if (level == Levels.Length)
        {
            return Operand();
        }

        var left = Level(level + 1);
        while (_next < _tokens.Count && Levels[level].Contains(_tokens[_next]))
        {
            var op = _tokens[_next++] switch
            {
                "||" => "OR",
                "&&" => "AND",
                var same => same,
            };
            left = new MathExpression.Binary(op, left, Level(level + 1));
        }

        return left;
    }

    private MathExpression Operand()
    {
        var token = Take();
        if (token == "-")
        {
            return new MathExpression.Binary("-", new MathExpression.Constant(0), Operand());
        }

        if (token is "(" or "[")
        {
            var members = List(token == "(" ? ")" : "]");
            return token == "[" ? new MathExpression.Several(members)
                : members.Count == 1 ? members[0]
                : throw Invalid("()");
        }

        if (token[0] is '"' or '\'')
        {
            return new MathExpression.Word(token[1..^1]);
        }

        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return new MathExpression.Constant(number);
        }

        if (!char.IsLetter(token[0]))
        {
            throw Invalid($"'{token}'");
        }

        if (_next < _tokens.Count && _tokens[_next] == "(")
        {
            _next++;
            return new MathExpression.Call(token.ToUpperInvariant(), List(")"));
        }

        return new MathExpression.Name(token);
    }

    private List<MathExpression> List(string end)
    {
        List<MathExpression> members = [];
        if (_next < _tokens.Count && _tokens[_next] == end)
        {
            _next++;
            return members;
        }

        while (true)
        {
            members.Add(Level(0));
            switch (Take())
            {
                case ",":
                    continue;
                case var token when token == end:
                    return members;
                case var token:
                    throw Invalid($"'{token}'");
            }
        }
    }

    private string Take() => _next < _tokens.Count ? _tokens[_next++] : throw Invalid("its end");

    private Kernel.AwsError Invalid(string what) =>
        CloudWatchRules.Invalid($"Error in expression '{_text}': {what} is not expected.");

    [GeneratedRegex(
        @"""[^""]*""|'[^']*'|[0-9]+(\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*|==|!=|<=|>=|&&|\|\||[-+*/^<>()\[\],]",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tokens();
}
