using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Commands;

/// <summary>
/// <c>make doctor</c>: runs Doctor and prints what it says for people. In AWS the deployed function is invoked, by the AWS CLI with whatever
/// credentials that has; on a local cloud the function of this build runs, as <c>make invoke</c> has it.
/// </summary>
public static class DoctorCommand
{
    private const string Sample = "events/doctor.json";

    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing was found, 1 when something was, 2 when Doctor could not be asked.</returns>
    /// <exception cref="SettingException">The place that the settings name can't be reached.</exception>
    public static async Task<int> RunAsync(DoctorSettings settings, TextWriter output, TextWriter notes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(notes);
        var (payload, error) = settings.Relay is { } relay
            ? await AwsCli.InvokeAsync($"{relay}-Doctor", settings.Region, Payload(DateTimeOffset.UtcNow))
            : await OnLocalCloudAsync(settings, notes);
        if (error is not null || JsonNode.Parse(payload) is not JsonObject report)
        {
            await notes.WriteLineAsync($"Doctor could not be asked: {error ?? payload}");
            return 2;
        }

        await output.WriteAsync(DoctorText.Of(report));
        return report["findings"] is JsonArray { Count: > 0 } ? 1 : 0;
    }

    private static string Payload(DateTimeOffset now) =>
        new JsonObject
        {
            ["now"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        }.ToJsonString();

    private static async Task<(string Payload, string? Error)> OnLocalCloudAsync(
        DoctorSettings settings,
        TextWriter notes
    )
    {
        var payload = settings.Aws is { } aws
            ? Payload(await TimeOfAsync(aws))
            : InvokeSettings.ReadEvent("EVENT", Sample, settings.Root);
        await using var place = await InvocationPlace.OpenAsync(
            new InvokeSettings("Doctor", Sample, payload, settings.Aws)
        );
        var result = await place.Host.RunAsync(place.Function, payload, Guid.NewGuid().ToString());
        await notes.WriteLineAsync($"Doctor ran {place.Description}.");
        return (
            result.Payload,
            result.FunctionError is null ? null : $"{result.FunctionError} {result.Payload}"
        );
    }

    // A local cloud's time is not ours.
    private static async Task<DateTimeOffset> TimeOfAsync(AwsTarget aws)
    {
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            var reply = JsonNode.Parse(await http.GetStringAsync(new Uri(aws.Url, "/_local/time")));
            return reply!["now"]!.GetValue<DateTimeOffset>();
        }
        catch (HttpRequestException e)
        {
            throw new SettingException(
                $"AWS_ENDPOINT_URL is '{aws.Url.OriginalString}', where no local cloud answers ({e.Message}). make cloud starts one; for AWS give RELAY and REGION instead."
            );
        }
    }
}
