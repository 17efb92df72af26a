using System.Text.Json.Nodes;
using LocalCloud.Gateway;

namespace LocalCloud.Commands;

/// <summary>The AWS that a function is run against.</summary>
/// <param name="Url">What AWS_ENDPOINT_URL says.</param>
/// <param name="Region">Where the relay is deployed: its DR Region.</param>
/// <param name="RelayName">The prefix of the functions' names.</param>
/// <param name="Key">Whoever invokes.</param>
public sealed record AwsTarget(Uri Url, string Region, string RelayName, SigningKey Key)
{
    /// <summary>True for amazonaws.com, or a host below it: then each service has its own address.</summary>
    public bool IsRealAws =>
        Url.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
        || Url.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)
        || Url.Host.Equals("amazonaws.com", StringComparison.OrdinalIgnoreCase)
        || Url.Host.Equals("amazonaws.com.cn", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where Lambda answers.</summary>
    public Uri Lambda =>
        !IsRealAws ? Url
        : Url.Host.EndsWith(".cn", StringComparison.OrdinalIgnoreCase)
            ? new Uri($"https://lambda.{Region}.amazonaws.com.cn")
        : new Uri($"https://lambda.{Region}.amazonaws.com");

    /// <summary>
    /// Reads AWS_ENDPOINT_URL; null when it is not set. What else is needed comes from artifacts/cloud.json if that is about the same
    /// address, else from AWS_REGION (or AWS_DEFAULT_REGION), RELAY_NAME and AWS's variables for credentials.
    /// </summary>
    /// <param name="variable">Value of an environment variable, or null.</param>
    /// <param name="root">The repository.</param>
    /// <exception cref="SettingException">It is no address, or not this machine without ALLOW_REAL_AWS=1, or something is missing.</exception>
    public static AwsTarget? Read(Func<string, string?> variable, string root)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("AWS_ENDPOINT_URL") is not { Length: > 0 } text)
        {
            return null;
        }

        var url =
            Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
                ? parsed
                : throw new SettingException(
                    $"AWS_ENDPOINT_URL is '{text}'; expected an address like http://127.0.0.1:4566."
                );
        if (!url.IsLoopback && variable("ALLOW_REAL_AWS") != "1")
        {
            throw new SettingException(
                $"AWS_ENDPOINT_URL is '{text}', which is not this machine: a function run there acts on real accounts. "
                    + "Set ALLOW_REAL_AWS=1 if you mean it, or take AWS_ENDPOINT_URL away for the sample world."
            );
        }

        return OfCloudFile(url, root) ?? OfVariables(url, variable);
    }

    private static AwsTarget? OfCloudFile(Uri url, string root)
    {
        var file = Path.Combine(root, "artifacts", "cloud.json");
        if (!url.IsLoopback || !File.Exists(file))
        {
            return null;
        }

        var cloud = JsonNode.Parse(File.ReadAllText(file))!;
        var endpoint = new Uri(cloud["endpoint"]!.GetValue<string>());
        var key = cloud["credentials"]!["source"]!;
        return endpoint.Port != url.Port
            ? null
            : new AwsTarget(
                url,
                cloud["regions"]!["dr"]!.GetValue<string>(),
                cloud["relayName"]!.GetValue<string>(),
                new SigningKey(
                    key["accessKeyId"]!.GetValue<string>(),
                    key["secretAccessKey"]!.GetValue<string>()
                )
            );
    }

    private static AwsTarget OfVariables(Uri url, Func<string, string?> variable)
    {
        string Needed(params string[] names) =>
            names.Select(variable).FirstOrDefault(value => value is { Length: > 0 })
            ?? throw new SettingException(
                $"AWS_ENDPOINT_URL is '{url.OriginalString}', which is not the local cloud of artifacts/cloud.json, so {names[0]} must be set too."
            );

        return new AwsTarget(
            url,
            Needed("AWS_REGION", "AWS_DEFAULT_REGION"),
            variable("RELAY_NAME") is { Length: > 0 } name ? name : "snapshot-relay",
            new SigningKey(
                Needed("AWS_ACCESS_KEY_ID"),
                Needed("AWS_SECRET_ACCESS_KEY"),
                variable("AWS_SESSION_TOKEN") is { Length: > 0 } token ? token : null
            )
        );
    }
}
