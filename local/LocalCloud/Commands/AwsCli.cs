using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Commands;

/// <summary>The AWS CLI, which knows its user's profiles and sign-ons; version 1 or 2.</summary>
internal static class AwsCli
{
    // As long as a function may run.
    private const string ReadTimeout = "900";

    /// <summary>Invokes a function and waits for its answer.</summary>
    /// <returns>Its payload, or what went wrong.</returns>
    /// <exception cref="SettingException">There is no AWS CLI.</exception>
    public static async Task<(string Payload, string? Error)> InvokeAsync(
        string function,
        string? region,
        string payload
    )
    {
        var folder = Directory.CreateTempSubdirectory("doctor-");
        try
        {
            var (given, answer) = (
                Path.Combine(folder.FullName, "input.json"),
                Path.Combine(folder.FullName, "output.json")
            );
            await File.WriteAllTextAsync(given, payload);
            string[] where = region is null ? [] : ["--region", region];
            // fileb: what version 1 sends as it is, version 2 would decode.
            var (status, said, complaint) = await RunAsync([
                "lambda",
                "invoke",
                "--function-name",
                function,
                "--payload",
                $"fileb://{given}",
                "--cli-read-timeout",
                ReadTimeout,
                "--output",
                "json",
                .. where,
                answer,
            ]);
            var text = File.Exists(answer) ? await File.ReadAllTextAsync(answer) : "";
            return status != 0 ? ("", complaint.Trim())
                : JsonNode.Parse(said)?["FunctionError"] is { } error ? ("", $"{error} {text}")
                : (text, null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("aws", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(),
                process.StandardError.ReadToEndAsync()
            );
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await error);
        }
        catch (Win32Exception)
        {
            throw new SettingException(
                "RELAY is given, but there is no AWS CLI (aws) to invoke its function with. Install it, or leave RELAY away for the local cloud."
            );
        }
    }
}
