using System.Globalization;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud.Commands;

/// <summary>What <c>make cloud</c> can be told by environment variables.</summary>
public sealed record CloudSettings(
    int Port,
    IReadOnlyList<string> SourceRegions,
    string DrRegion,
    double Scale,
    double Throughput
)
{
    /// <summary>Simulated seconds that an accepted copy stays pending.</summary>
    public double CopyStartsAfter { get; init; } = DefaultCopyStartsAfter;

    /// <summary>A sample event: serves the sample world as it was when that reached its function. Null for a cloud that runs.</summary>
    public string? Event { get; init; }

    /// <summary>False: schedules are there and never due.</summary>
    public bool Schedules { get; init; } = true;

    private static double DefaultCopyStartsAfter => new RdsSettings().CopyStartsAfter.TotalSeconds;

    /// <summary>What functions get as AWS_ENDPOINT_URL; null is the cloud itself.</summary>
    public Uri? FunctionEndpoint { get; init; }

    /// <summary>What the relay is deployed with.</summary>
    public RelayVariables Relay { get; init; } = new();

    /// <summary>Reads the variables; one that is not set, or empty, has its default.</summary>
    /// <param name="variable">Value by name.</param>
    /// <exception cref="SettingException">Names the variable, its value and what is expected.</exception>
    public static CloudSettings Read(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string Of(string name, string otherwise) =>
            variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : otherwise;

        string[] sources = Of("SOURCE_REGIONS", "eu-west-1").Split(',', StringSplitOptions.TrimEntries);
        var settings = new CloudSettings(
            (int)Number(
                "PORT",
                Of("PORT", "4566"),
                0,
                65535,
                "a whole number from 0 (any free port) to 65535"
            ),
            [.. sources.Distinct(StringComparer.Ordinal)],
            Of("DR_REGION", "eu-central-1"),
            Number(
                "SCALE",
                Of("SCALE", "600"),
                0.01,
                100_000,
                "a number from 0.01 to 100000: simulated seconds in a real one"
            ),
            Number(
                "THROUGHPUT",
                Of("THROUGHPUT", "100"),
                0.01,
                1e9,
                "a number above 0: MiB that a copy moves in a simulated second"
            )
        )
        {
            CopyStartsAfter = Number(
                "COPY_STARTS_AFTER",
                Of("COPY_STARTS_AFTER", DefaultCopyStartsAfter.ToString(CultureInfo.InvariantCulture)),
                0,
                86_400,
                "a number from 0 to 86400: simulated seconds until an accepted copy begins"
            ),
        };
        var region = "Regions like eu-west-1, separated by commas";
        Expect(
            settings.SourceRegions.All(r => RegionName.IsValid(r)),
            "SOURCE_REGIONS",
            string.Join(',', sources),
            region
        );
        Expect(
            RegionName.IsValid(settings.DrRegion),
            "DR_REGION",
            settings.DrRegion,
            "a Region like eu-central-1"
        );
        Expect(
            !settings.SourceRegions.Contains(settings.DrRegion, StringComparer.Ordinal),
            "DR_REGION",
            settings.DrRegion,
            $"another Region than SOURCE_REGIONS ({string.Join(',', sources)})"
        );
        settings = settings with
        {
            FunctionEndpoint = Endpoint("FUNCTION_ENDPOINT", Of("FUNCTION_ENDPOINT", "")),
            Schedules = Switch("SCHEDULES", Of("SCHEDULES", "on")),
            Relay = RelayVariables.Read(Of),
        };
        var file = Of("EVENT", "");
        string[] ofItsOwn =
        [
            "SOURCE_REGIONS",
            "DR_REGION",
            "SCALE",
            "THROUGHPUT",
            "COPY_STARTS_AFTER",
            "FUNCTION_ENDPOINT",
            "SCHEDULES",
            .. RelayVariables.Names,
        ];
        return file.Length == 0 ? settings
            : ofItsOwn.FirstOrDefault(name => Of(name, "").Length > 0) is { } other
                ? throw new SettingException(
                    $"{other} is '{Of(other, "")}', but with EVENT the cloud is the sample world, which has its own; expected only one of them."
                )
            : settings with { Event = file };
    }

    // Of this machine: nothing of a local cloud's functions may reach AWS.
    private static Uri? Endpoint(string name, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var read = Uri.TryCreate(text, UriKind.Absolute, out var uri);
        Expect(
            read && uri!.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && uri.PathAndQuery == "/",
            name,
            text,
            "an address of this machine like http://127.0.0.1:4567"
        );
        return uri;
    }

    private static bool Switch(string name, string text)
    {
        Expect(text is "on" or "off", name, text, "on or off");
        return text == "on";
    }

    private static double Number(string name, string text, double least, double most, string expected)
    {
        var read = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        var whole = name != "PORT" || number % 1 == 0;
        Expect(read && whole && number >= least && number <= most, name, text, expected);
        return number;
    }

    private static void Expect(bool holds, string name, string value, string expected)
    {
        if (!holds)
        {
            throw new SettingException($"{name} is '{value}'; expected {expected}.");
        }
    }
}

/// <summary>A setting that makes no sense; the message names it, its value and what is expected.</summary>
public sealed class SettingException(string message) : Exception(message);
