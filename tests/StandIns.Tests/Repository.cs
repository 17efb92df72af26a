using System.Diagnostics;

namespace StandIns.Tests;

/// <summary>The work tree that the tests were built from, and commands run in it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Runs a command to its end; standard output and error come together.</summary>
    public static async Task<(int Status, string Output)> RunAsync(
        string folder,
        string command,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null
    )
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Functions.sln"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not in the work tree.")
            );
}
