using System.Diagnostics;
using LocalCloud.Deploy;

namespace Scenarios.RestoreGuide;

/// <summary>The AWS CLI, loaded once for all tests (warm_aws.py), and bash to run scripts with it.</summary>
public sealed class AwsCli : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly string Python = Path.Combine(
        RepositoryRoot.Find(),
        "tests/Scenarios/RestoreGuide/warm_aws.py"
    );

    private readonly string _folder = Directory.CreateTempSubdirectory("restore-").FullName;
    private Process? _server;

    /// <summary>Why there is none, or null.</summary>
    public string? Missing { get; private set; }

    private string Socket => Path.Combine(_folder, "aws");

    public async ValueTask InitializeAsync()
    {
        // Whoever asks AWS here asks as one of the two profiles; nothing of the machine's own settings counts.
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "credentials"),
            $"""
            [source]
            aws_access_key_id = {Estate.Source}
            aws_secret_access_key = test
            [dr]
            aws_access_key_id = {Estate.Dr}
            aws_secret_access_key = test
            """
        );
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            Missing = "bash and the AWS CLI are not here";
            return;
        }

        try
        {
            _server = Start("python3", ["-u", Python, "serve", Socket]);
            if (await _server.StandardOutput.ReadLineAsync() != "ready")
            {
                Missing =
                    $"Python has no AWS CLI (pip install awscli): {(await _server.StandardError.ReadToEndAsync()).Trim().Split('\n')[^1]}";
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Missing = $"python3 is not here: {e.Message}";
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
        }

        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a script; its output. What <see cref="Guide.NotSimulated"/> lists says nothing, and a sleep is short.</summary>
    /// <param name="script">Commands for bash.</param>
    /// <param name="endpoint">The cloud.</param>
    public async Task<string> Run(string script, Uri endpoint)
    {
        var prelude = $$"""
            set -euo pipefail
            trap 'echo "line $LINENO: $BASH_COMMAND" >&2' ERR
            unset AWS_PROFILE AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
            export AWS_ENDPOINT_URL={{endpoint.GetLeftPart(
                UriPartial.Authority
            )}} AWS_MAX_ATTEMPTS=1 AWS_PAGER=
            aws() {
              case "$1 $2" in
                {{string.Join('|', Guide.NotSimulated.Keys.Select(k => $"'{k}'"))}}) ;;
                *) python3 -SE "{{Python}}" call "{{Socket}}" "$@" ;;
              esac
            }
            sleep() { command sleep 0.05; }

            """;
        using var bash = Start("bash", ["-c", prelude + script]);
        using var patience = new CancellationTokenSource(Longest);
        try
        {
            var (output, errors) = (
                bash.StandardOutput.ReadToEndAsync(),
                bash.StandardError.ReadToEndAsync()
            );
            await bash.WaitForExitAsync(patience.Token);
            bash.ExitCode.ShouldBe(0, $"{await output}\n{await errors}");
            return await output;
        }
        finally
        {
            if (!bash.HasExited)
            {
                bash.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder, "credentials");
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var own in new[] { "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION", "AWS_REGION" })
        {
            start.Environment.Remove(own);
        }

        return Process.Start(start)!;
    }
}
