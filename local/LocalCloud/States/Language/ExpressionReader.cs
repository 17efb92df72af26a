using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>Reads <c>$.path</c>, <c>$$.path</c> and <c>States.Format('…{}', $.path)</c>.</summary>
internal sealed class ExpressionReader
{
    private readonly string _text;
    private int _at;

    private ExpressionReader(string text) => _text = text;

    /// <summary>The expression; <see cref="FormatException"/> with the reason when it can't be read or is not simulated.</summary>
    public static Expression Read(string text)
    {
        var reader = new ExpressionReader(text);
        Expression expression = text.StartsWith('$') ? PathOf(text) : reader.ReadCall();
        return reader._at == text.Length || text.StartsWith('$')
            ? expression
            : throw new FormatException($"'{text[reader._at..]}' follows an intrinsic function");
    }

    private static Expression.Path PathOf(string text) =>
        DataPath.TryParse(text, out var path)
            ? new Expression.Path(path)
            : throw new FormatException(
                $"'{text}' is not a path of names and indexes, all that the local cloud reads"
            );

    private Expression.Call ReadCall()
    {
        var open = _text.IndexOf('(', _at);
        var name = open < 0 ? _text[_at..] : _text[_at..open].Trim();
        if (!Intrinsics.Names.Contains(name))
        {
            throw new FormatException(
                $"'{name}' is neither a path nor an intrinsic function that the local cloud simulates ({string.Join(", ", Intrinsics.Names)})"
            );
        }

        _at = open + 1;
        var arguments = new List<Expression>();
        if (open < 0 || !TryTake(')'))
        {
            do
            {
                arguments.Add(ReadArgument(template: name == "States.Format" && arguments.Count == 0));
            } while (TryTake(','));
            Take(')');
        }

        SkipSpace();
        return new Expression.Call(name, arguments);
    }

    private Expression ReadArgument(bool template)
    {
        SkipSpace();
        if (Rest.StartsWith('\''))
        {
            return new Expression.Literal(JsonValue.Create(ReadString(template)));
        }

        if (Rest.StartsWith("States.", StringComparison.Ordinal))
        {
            return ReadCall();
        }

        var length = Rest.IndexOfAny(',', ')');
        var word = (length < 0 ? Rest : Rest[..length]).ToString();
        _at += word.Length;
        word = word.TrimEnd();
        return word switch
        {
            "null" => new Expression.Literal(Constant: null),
            "true" or "false" => new Expression.Literal(JsonValue.Create(word == "true")),
            ['$', ..] => PathOf(word),
            _ when decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                new Expression.Literal(JsonValue.Create(number)),
            _ => throw new FormatException($"'{word}' is no argument of an intrinsic function"),
        };
    }

    /// <summary>A text in single quotes. The template of States.Format keeps its escapes, which the function itself reads.</summary>
    private string ReadString(bool template)
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '\''; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
                text.Append(template ? "\\" : "");
            }

            text.Append(_text[_at]);
        }

        Take('\'');
        return text.ToString();
    }

    private ReadOnlySpan<char> Rest => _text.AsSpan(Math.Min(_at, _text.Length));

    private void SkipSpace() => _at += Rest.Length - Rest.TrimStart(' ').Length;

    private bool TryTake(char expected)
    {
        SkipSpace();
        if (!Rest.StartsWith(expected))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw new FormatException($"'{expected}' is missing in '{_text}'");
        }
    }
}
