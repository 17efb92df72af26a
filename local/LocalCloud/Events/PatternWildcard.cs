using System.Text;
using System.Text.RegularExpressions;

namespace LocalCloud.Events;

/// <summary>The wildcard operator: <c>*</c> stands for any characters, <c>\*</c> and <c>\\</c> for themselves.</summary>
internal static class PatternWildcard
{
    /// <summary>Reads a wildcard; refuses two stars in a row and a backslash before anything else, as EventBridge does.</summary>
    public static Func<string, bool> Parse(string wildcard)
    {
        var expression = new StringBuilder("^");
        for (var i = 0; i < wildcard.Length; i++)
        {
            switch (wildcard[i])
            {
                case '*' when i + 1 < wildcard.Length && wildcard[i + 1] == '*':
                    throw EventsRules.InvalidPattern($"Consecutive wildcard characters at pos {i}");
                case '*':
                    expression.Append(".*");
                    break;
                case '\\' when i + 1 < wildcard.Length && wildcard[i + 1] is '*' or '\\':
                    expression.Append(Regex.Escape(wildcard[++i].ToString()));
                    break;
                case '\\':
                    throw EventsRules.InvalidPattern($"Invalid escape character at pos {i}");
                default:
                    expression.Append(Regex.Escape(wildcard[i].ToString()));
                    break;
            }
        }

        var regex = new Regex(
            expression.Append('$').ToString(),
            RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );
        return regex.IsMatch;
    }
}
