using System.Text.RegularExpressions;

namespace Relay;

/// <summary>Reads environment variables; each error names the variable, its value and what is expected.</summary>
internal abstract partial class VariableReader(Func<string, string?> variable)
{
    private protected string? Variable(string name) => variable(name);

    private protected string RelayName() =>
        Matching(
            "RELAY_NAME",
            RelayNamePattern(),
            "1 to 20 lower-case letters, digits and single hyphens, first a letter"
        );

    private protected DrAccountSettings RolesIn(AccountId drAccount) =>
        new(
            drAccount,
            Parsed<KeyReference>("ACCOUNT_KEY_ID"),
            Parsed<RoleArn>("COPIER_ROLE_ARN"),
            Parsed<RoleArn>("READER_ROLE_ARN"),
            Matching(
                "EXTERNAL_ID",
                ExternalIdPattern(),
                "the external id of the DR account's roles: 2 to 1224 letters, digits or _+=,.@:/-"
            )
        );

    private protected T OneOf<T>(string name)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .Cast<T?>()
            .FirstOrDefault(value =>
                string.Equals(Word(value!.Value), Variable(name), StringComparison.Ordinal)
            )
        ?? throw new SettingInvalidException(
            name,
            Variable(name),
            "one of " + string.Join(", ", Enum.GetValues<T>().Select(Word))
        );

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private protected bool Switch(string name, string on, string off) =>
        Variable(name) is var value && value == on ? true
        : value == off ? false
        : throw new SettingInvalidException(name, value, $"'{on}' or '{off}'");

    private protected bool IsEmpty(string name) => string.IsNullOrEmpty(Variable(name));

    private protected T Parsed<T>(string name)
        where T : IText<T>
    {
        try
        {
            return T.Parse(Variable(name) ?? "");
        }
        catch (FormatException e)
        {
            throw new SettingInvalidException(
                name,
                Variable(name),
                e.Message[(e.Message.IndexOf("expected ", StringComparison.Ordinal) + 9)..].TrimEnd('.')
            );
        }
    }

    private protected string Matching(string name, Regex pattern, string expected) =>
        Variable(name) is { } value && pattern.IsMatch(value)
            ? value
            : throw new SettingInvalidException(name, Variable(name), expected);

    private protected int Number(string name, int least, int most) =>
        int.TryParse(Variable(name), out var number) && number >= least && number <= most
            ? number
            : throw new SettingInvalidException(
                name,
                Variable(name),
                $"a whole number from {least} to {most}"
            );

    private protected IReadOnlyList<string> List(
        string name,
        Regex? pattern = null,
        string expected = "a list"
    )
    {
        IReadOnlyList<string> items = (Variable(name) ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        return items.All(item => pattern?.IsMatch(item) != false)
            ? items
            : throw new SettingInvalidException(name, Variable(name), expected);
    }

    private protected IReadOnlyList<string> Some(string name, IReadOnlyList<string> items) =>
        items.Count > 0
            ? items
            : throw new SettingInvalidException(name, Variable(name), "a list of at least one");

    [GeneratedRegex(@"^(?=.{1,20}\z)[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex RelayNamePattern();

    [GeneratedRegex(@"^[\w+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalIdPattern();
}
