using System.Text.Json;
using LocalCloud.Deploy.Templates;
using LocalCloud.Lambda;

namespace LocalCloud.Commands;

/// <summary>What <c>make invoke</c> is told.</summary>
/// <param name="Function">Logical id in template.yaml, for example PlanRelay.</param>
/// <param name="EventFile">As given.</param>
/// <param name="Payload">The file's JSON.</param>
/// <param name="Aws">Where the function finds AWS; null for the sample world.</param>
public sealed record InvokeSettings(string Function, string EventFile, string Payload, AwsTarget? Aws)
{
    private const string Usage =
        "expected --function NAME --event FILE, as in make invoke FUNCTION=PlanRelay EVENT=events/plan-relay.json";

    /// <summary>Reads the arguments after <c>invoke</c>, and the variables that say where AWS is.</summary>
    /// <param name="arguments">--function NAME --event FILE.</param>
    /// <param name="variable">Value of an environment variable, or null.</param>
    /// <param name="root">The repository.</param>
    /// <exception cref="SettingException">Names what is wrong, its value and what there is.</exception>
    public static InvokeSettings Read(
        IReadOnlyList<string> arguments,
        Func<string, string?> variable,
        string root
    )
    {
        var (function, file) = arguments switch
        {
            ["--function", var f, "--event", var e] => (f, e),
            ["--event", var e, "--function", var f] => (f, e),
            _ => throw new SettingException($"The arguments are '{string.Join(' ', arguments)}'; {Usage}."),
        };
        var functions = FunctionsOf(root);
        if (!functions.Contains(function, StringComparer.Ordinal))
        {
            throw new SettingException(
                $"FUNCTION is '{function}'; expected a function of template.yaml: {string.Join(", ", functions)}."
            );
        }

        return new InvokeSettings(
            function,
            file,
            ReadEvent("EVENT", file, root),
            AwsTarget.Read(variable, root)
        );
    }

    /// <summary>Reads a file that must hold JSON.</summary>
    /// <param name="name">What to call the setting in an error.</param>
    /// <param name="file">A path; a relative one is looked for in the working folder, then in the repository.</param>
    /// <param name="root">The repository.</param>
    /// <exception cref="SettingException">There is no such file, or it holds something else.</exception>
    public static string ReadEvent(string name, string file, string root)
    {
        var path = File.Exists(file) ? file : Path.Combine(root, file);
        if (!File.Exists(path))
        {
            throw new SettingException(
                $"{name} is '{file}', and there is no such file; the samples are: {string.Join(", ", SamplesOf(root))}."
            );
        }

        var text = File.ReadAllText(path);
        if (text.Length > LambdaRules.RequestLimit)
        {
            throw new SettingException(
                $"{name} is '{file}', which holds {text.Length} characters; Lambda takes {LambdaRules.RequestLimit} bytes."
            );
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException e)
        {
            throw new SettingException($"{name} is '{file}', which is not JSON: {e.Message}");
        }
    }

    private static IReadOnlyList<string> FunctionsOf(string root)
    {
        var template = Template.Read(File.ReadAllText(Path.Combine(root, "template.yaml")));
        return
        [
            .. template
                .Resources.Select(r => r.Key)
                .Where(id => template.TypeOf(id) == "AWS::Lambda::Function"),
        ];
    }

    private static IEnumerable<string> SamplesOf(string root) =>
        Directory
            .EnumerateFiles(Path.Combine(root, "events"), "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .OrderBy(file => file.Count(c => c == '/'))
            .ThenBy(file => file, StringComparer.Ordinal);
}
