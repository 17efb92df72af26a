using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Lambda;

namespace LocalCloud.Commands;

/// <summary><c>make invoke</c>: runs one function once, as Lambda does.</summary>
public static class InvokeCommand
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Runs it. Its result goes to <paramref name="output"/>, its log and how long it took to <paramref name="notes"/>.</summary>
    /// <returns>0, or 1 when the function failed.</returns>
    /// <exception cref="SettingException">The place that the settings name can't be reached.</exception>
    public static async Task<int> RunAsync(InvokeSettings settings, TextWriter output, TextWriter notes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(notes);
        await using var place = await InvocationPlace.OpenAsync(settings);
        var started = Stopwatch.GetTimestamp();
        var result = await place.Host.RunAsync(place.Function, settings.Payload, Guid.NewGuid().ToString());
        var took = Stopwatch.GetElapsedTime(started);
        await notes.WriteLineAsync(result.LogTail.TrimEnd());
        await output.WriteLineAsync(Shown(result));
        await notes.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{settings.Function} {(result.FunctionError is null ? "ran" : "failed")} {place.Description}; it took {took.TotalSeconds:0.00} s, the start of its process included."
            )
        );
        return result.FunctionError is null ? 0 : 1;
    }

    // The stack trace is in the log.
    private static string Shown(InvocationResult result)
    {
        var payload = LambdaRules.ParseJson(result.Payload);
        if (result.FunctionError is not null && payload is JsonObject error)
        {
            payload = new JsonObject
            {
                ["errorType"] = error["errorType"]?.DeepClone(),
                ["errorMessage"] = error["errorMessage"]?.DeepClone(),
            };
        }

        return payload?.ToJsonString(Readable) ?? result.Payload;
    }
}
